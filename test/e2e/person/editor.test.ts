import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { e2eArtifacts } from '../harness/prepare.ts';
import type { Theme } from '../harness/userSettings.ts';
import { themes } from '../harness/userSettings.ts';
import { openFile } from './files.ts';
import { manifests } from './manifests.ts';
import { fleetWindow, useWindow } from './windows.ts';

const code = useWindow(fleetWindow);

beforeAll(async () => {
  for (const [name, text] of Object.entries(manifests)) {
    const path = join(code().workspace, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
});
afterAll(() => code().setTheme('dark'));

/** A click into the text ends what the editor takes for a drag after a context menu, while which it shows no hover. */
async function show(name: keyof typeof manifests): Promise<void> {
  await openFile(code(), name, manifests[name]);
  await editor().locator('.view-line').last().click();
}
const editor = () => code().page.locator('.editor-group-container.active .monaco-editor').first();

/** The drawn text `word` of the active editor. */
const word = (text: string) => editor().locator('.view-line span > span', { hasText: text }).first();

test('a mistake is underlined, and its hover says what is allowed', async () => {
  const { page } = code();
  await show('clusters/staging.yaml');
  await editor().locator('.squiggly-error').first().waitFor();
  await word('prunee').hover();
  const hover = page.locator('.monaco-hover:visible', { hasText: '"prunee" is not a field' });
  await hover.waitFor();
  expect(await hover.innerText()).toContain('Did you mean "prune"?');
  expect(await hover.innerText()).toContain('unknown-field');
});

test('the status of the language says by what is judged', async () => {
  const { page } = code();
  await show('clusters/staging.yaml');
  await page.locator('[id="status.languageStatus"]').click();
  const status = page.locator('.monaco-hover:visible', { hasText: 'Kubernetes 1.' });
  await status.waitFor();
  expect(await status.innerText()).toMatch(/Flux 2\.\d+/);
  await code().screenshot('language-status');
});

test('the code of a mistake leads to its page', async () => {
  const { page } = code();
  await show('clusters/staging.yaml');
  await word('prunee').hover();
  await page.locator('.monaco-hover:visible').getByText('unknown-field').click();
  await page.locator('.tab.active', { hasText: 'diagnostics.md' }).waitFor();
});

test('a hover on a field says what it is', async () => {
  await show('clusters/staging.yaml');
  await word('interval').hover();
  const hover = code().page.locator('.monaco-hover:visible', { hasText: 'interval' });
  await hover.waitFor();
  expect(await hover.innerText()).toContain('string');
  await code().screenshot('hover-field');
});

test('a hover on a reference says how the object is', async () => {
  await show('clusters/staging.yaml');
  await word('infra').hover();
  const hover = code().page.locator('.monaco-hover:visible', { hasText: 'infra' });
  await hover.waitFor();
  expect(await hover.innerText()).toContain('Ready');
  await code().screenshot('hover-reference');
});

test('fields are completed', async () => {
  const { page } = code();
  await show('clusters/staging.yaml');
  await word('interval').click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+Space');
  const list = page.locator('.suggest-widget.visible');
  await list.getByRole('option', { name: /^force\b/ }).waitFor();
  await page.keyboard.press('Escape');
});

test('a quick fix mends the mistake', async () => {
  const { page } = code();
  await show('clusters/staging.yaml');
  await editor().locator('.squiggly-error').first().waitFor();
  await word('prunee').click();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').getByText('Change to "prune"').click();
  await expect.poll(async () => (await code().editor()).text).toContain('prune: true');
  await editor().locator('.squiggly-error').first().waitFor({ state: 'detached' });
});

test('a lens shows how the object is in the cluster, and reconciles it', async () => {
  const { messages } = code();
  await show('clusters/staging.yaml');
  const lens = editor().locator('.codelens-decoration');
  await lens.filter({ hasText: 'Ready' }).first().waitFor();
  await lens.getByText('Reconcile', { exact: true }).click();
  await messages.notification(/Kustomization shop\/staging reconciled: main@/).waitFor();
});

test('F12 leads to the source', async () => {
  const { page } = code();
  await show('clusters/staging.yaml');
  const reference = editor().locator('.view-line', { hasText: /\bname:\sflux-system/ });
  await reference.locator('span > span', { hasText: 'flux-system' }).first().click();
  await page.keyboard.press('F12');
  await page.locator('.tab.active', { hasText: 'source.yaml' }).waitFor();
});

test.each(Object.keys(themes) as Theme[])('pictures of manifests in the theme %s', async (theme) => {
  const { page, screenshot, setTheme } = code();
  await setTheme(theme);
  await show('clusters/staging.yaml');
  await editor().locator('.squiggly-error').first().waitFor();
  await editor().locator('.codelens-decoration', { hasText: 'Ready' }).first().waitFor();
  await word('prunee').hover();
  await page.locator('.monaco-hover:visible', { hasText: '"prunee" is not a field' }).waitFor();
  await screenshot(`editor-${theme}`);
  await page.mouse.move(0, 0);
  await word('interval').click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget.visible').getByRole('option').first().waitFor();
  await screenshot(`completion-${theme}`);
  await page.keyboard.press('Escape');
  await show('shop/staging/web.yaml');
  await editor().locator('.codelens-decoration', { hasText: 'Not in demo-admin' }).waitFor();
  await screenshot(`marks-${theme}`);
  await show('shop/staging/secret.yaml');
  await editor().locator('.squiggly-warning').first().waitFor();
  await screenshot(`sops-${theme}`);
});

test('the picture of the README', async () => {
  const { page, quick, setTheme } = code();
  await setTheme('dark');
  await quick.runCommand('View: Close All Editors');
  await show('clusters/staging.yaml');
  await editor().locator('.codelens-decoration', { hasText: 'Ready' }).first().waitFor();
  await word('prunee').hover();
  await page.locator('.monaco-hover:visible', { hasText: '"prunee" is not a field' }).waitFor();
  const box = await page.locator('.part.editor').boundingBox();
  const picture = join(e2eArtifacts, 'readme-editor.png');
  await page.screenshot({
    path: picture,
    clip: { x: box?.x ?? 0, y: box?.y ?? 0, width: box?.width ?? 0, height: 500 },
  });
  expect((await stat(picture)).size).toBeLessThan(150_000);
  // Only on request, since a few of its pixels differ each time.
  if (process.env['SLUICE_PICTURE'] === '1') await copyFile(picture, join(root, 'media', 'editor.png'));
});
