import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { themes, type Theme } from '../harness/userSettings.ts';
import { ask } from './ask.ts';
import { repositoryWindow, tidy, useWindow } from './windows.ts';

const code = useWindow(repositoryWindow);
const config = '.sluice.yaml';

beforeAll(() => code().page.locator('.pane-header[aria-label^="Stages"]').click());
afterAll(async () => {
  await code().setTheme('dark');
  for (const path of [config, 'stages']) await rm(join(code().workspace, path), { recursive: true, force: true });
  await code().page.locator('.pane-header[aria-label^="Stages"]').click();
});

async function write(path: string, text: string): Promise<void> {
  const whole = join(code().workspace, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, text);
}

const activeTab = (text: string | RegExp) => code().page.locator('.tab.active', { hasText: text });

test('stages are recognised by the layout, with where the next one is behind', async () => {
  const { stages } = code();
  await stages.row('stage staging, 1 application, the working tree, production is behind in 1').waitFor();
  await stages.row('overlay shop, version 1.4.0, production is at 1.3.2').waitFor();
  await stages.row('overlay shop, version 1.3.2').waitFor();
  expect((await stages.surroundings()).description).toContain('recognised by its layout');
});

test('a click on an application opens the file that declares it', async () => {
  await code().stages.click('overlay shop, version 1.3.2');
  await activeTab('kustomization.yaml').waitFor();
  expect((await code().editor()).text).toContain('newTag: 1.3.2');
});

test('Configure Stages shows the file before it is written', async () => {
  const { quick, workspace } = code();
  await ask(code(), 'Flux: Configure Stages', 'what would be written');
  expect(await quick.prompt()).toContain('shop/staging, shop/production');
  await expect.poll(async () => (await code().editor()).text).toContain('- shop/staging');
  await code().screenshot('stages-configure');
  await quick.pick('Write Nothing');
  await expect(readFile(join(workspace, config))).rejects.toThrow('ENOENT');
  await ask(code(), 'Flux: Configure Stages', 'what would be written');
  await quick.pick('Write .sluice.yaml');
  await expect.poll(() => readFile(join(workspace, config), 'utf8').catch(() => '')).toContain('- shop/production');
  await activeTab(config).waitFor();
});

test('a broken file is said, and opened at the line', async () => {
  const { stages } = code();
  await write(config, '# One\nstages:\n  - nam: staging\n');
  await expect.poll(async () => (await stages.surroundings()).message).toContain('cannot be used: line 3: "nam"');
  await stages.row(/^\.sluice\.yaml/).waitFor();
  await code().screenshot('stages-broken');
  await stages.click(/^\.sluice\.yaml/);
  await activeTab(config).waitFor();
  await expect.poll(() => code().page.locator('.statusbar-item', { hasText: 'Ln 3' }).count()).toBe(1);
});

test('health is shown where the cluster of the stage is connected', async () => {
  const { stages } = code();
  for (const stage of ['staging', 'production']) {
    await write(
      `stages/${stage}/shop.yaml`,
      `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${stage}
  namespace: shop
spec:
  interval: 10m
  path: ./shop/${stage}
  prune: true
  sourceRef:
    kind: GitRepository
    name: fleet
`,
    );
  }
  await write(
    config,
    `stages:
  - name: staging
    paths: [stages/staging]
    context: demo-admin
    change: commit
  - name: production
    paths: [stages/production]
`,
  );
  await stages.row(/^Kustomization staging, version 1\.4\.0, Ready/).waitFor();
  const hover = await stages.hover(/^Kustomization staging/, /declared in/);
  expect(hover).toContain('stages/staging/shop.yaml');
  expect(await stages.openMenu(/^Kustomization staging/)).toContain('Compare Stages...');
  await code().page.keyboard.press('Escape');
});

test('two stages are compared file by file, and by what Flux builds', async () => {
  const { quick, stages, page } = code();
  await quick.runCommand('View: Close All Editors');
  await ask(code(), 'Flux: Compare Stages...', 'Compare which stages?');
  await quick.pick('staging \u2194 production');
  await activeTab(/staging . production/).waitFor();
  const shown = async () => (await page.locator('.editor-group-container .view-lines').allInnerTexts()).join('\n');
  await expect.poll(shown).toMatch(/newTag:\s1\.4\.0/);
  await expect.poll(shown).toMatch(/newTag:\s1\.3\.2/);
  await code().screenshot('stages-compare');
  await quick.runCommand('View: Close All Editors');
  await stages.choose(/^Kustomization staging/, 'Compare Stages...');
  await activeTab(/staging . production/).waitFor();
  await stages.choose(/^Kustomization staging/, 'Compare Builds of Stages...');
  await activeTab(/builds of staging . production/).waitFor();
  await expect.poll(shown).toMatch(/image:\sregistry\.example\.test\/shop\/web:1\.4\.0/);
  await expect.poll(shown).toMatch(/image:\sregistry\.example\.test\/shop\/web:1\.3\.2/);
  await code().screenshot('stages-compare-builds');
});

test('the matrix is a table, read and used by keyboard', async () => {
  const { quick, page } = code();
  await quick.runCommand('View: Close All Editors');
  await quick.runCommand('Flux: Show Stage Matrix');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await frame.getByRole('columnheader', { name: 'production' }).waitFor();
  expect(await frame.getByRole('rowheader').allInnerTexts()).toEqual(['staging, production Kustomization']);
  expect(await frame.getByRole('cell').nth(1).innerText()).toContain('behind staging, which is at 1.4.0');
  for (const theme of Object.keys(themes) as Theme[]) {
    await code().setTheme(theme);
    await code().screenshot(`stages-${theme}`);
  }
  await frame.getByRole('searchbox').fill('nothing');
  await expect.poll(() => frame.getByRole('rowheader').count()).toBe(0);
  await frame.getByRole('searchbox').fill('');
  await frame.getByRole('button', { name: /^Open .* in staging, 1\.4\.0$/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await activeTab('shop.yaml').waitFor();
  await tidy(code());
});
