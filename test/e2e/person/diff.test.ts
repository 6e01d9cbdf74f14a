import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { clickWhileVisible } from '../harness/pageElements.ts';
import { e2eArtifacts } from '../harness/prepare.ts';
import { themes, type Theme } from '../harness/userSettings.ts';
import { ask, until } from './ask.ts';
import { openFile } from './files.ts';
import { fluxPath, kustomization } from './objects.ts';
import { commitOn } from './repository.ts';
import { repositoryWindow, useWindow } from './windows.ts';

const code = useWindow(repositoryWindow);
const configMap = '/api/v1/namespaces/shop-staging/configmaps/web';
const planted = 'planted-5e7c1b';

const overlay = 'shop/staging/kustomization.yaml';
let committed = '';

beforeAll(async () => {
  committed = await readFile(join(code().workspace, overlay), 'utf8');
});
afterAll(async () => {
  await sharedAccess()
    .request('DELETE', elsewhere)
    .catch(() => undefined);
  await code().setTheme('dark');
});

const changed = /^ConfigMap web, namespace shop-staging, changed/;

/** Types at the end of the line that holds `text`, without saving. */
async function typeBehind(text: string, typed: string): Promise<void> {
  const { page } = code();
  await page.locator('.editor-group-container.active .view-line', { hasText: text }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(typed);
}

/** The editors that are shown, as far as they are scrolled into view. */
const shown = async (): Promise<string> => {
  const texts = await code().page.locator('.editor-group-container .view-lines').allInnerTexts();
  return texts.join('\n').replaceAll('\u00A0', ' ');
};

test('nothing is compared before a person asks, and the view says how', async () => {
  const { page, changes } = code();
  await page.locator('.pane-header[aria-label^="Changes"]').click();
  const welcome = await changes.welcome();
  expect(welcome?.text).toContain('before you commit');
  expect(welcome?.buttons).toEqual(['Diff Uncommitted Changes', 'Show Drift']);
});

test('what is typed is compared with the cluster before it is saved', async () => {
  const { page, changes } = code();
  await openFile(code(), overlay, committed);
  await typeBehind('value: debug', 's');
  await page.locator('.editor-group-container.active .view-line').first().click({ button: 'right' });
  const item = (name: string) =>
    page.locator(`.monaco-menu .action-item:not(.disabled) .action-label[aria-label="${name}"]`);
  await item('Flux').hover();
  await clickWhileVisible(item('Diff Against Cluster'));
  await changes.row(changed).waitFor();
  await page.locator('.tab.active', { hasText: /staging, live . predicted \(1 file\)/ }).waitFor();
  await expect.poll(shown).toContain('LOG_LEVEL: debugs');
  expect((await changes.surroundings()).description).toContain('staging');
});

test('a click opens the diff of one object', async () => {
  const { page, changes } = code();
  await changes.click(changed);
  await page.locator('.tab.active', { hasText: /ConfigMap\/web: live . predicted/ }).waitFor();
  await expect.poll(shown).toContain('LOG_LEVEL: debugs');
});

test('a row leads to the file that declares the object', async () => {
  const { page, changes } = code();
  await changes.choose(changed, 'Go to Manifest');
  await page.locator('.tab.active', { hasText: 'config.yaml' }).waitFor();
});

test('the view says when the files changed since, and compares again on demand', async () => {
  const { page, changes } = code();
  // Of the file that was written just before it was compared, there is no news.
  expect(await changes.surroundings()).toMatchObject({ message: '' });
  await page.locator('.tab', { hasText: 'kustomization.yaml' }).first().click();
  await typeBehind('value: debugs', '2');
  await expect.poll(() => changes.surroundings()).toMatchObject({ message: /Files changed since/ });
  await changes.clickTitleAction('Compare Again');
  await expect.poll(() => changes.surroundings()).toMatchObject({ message: '' });
  await changes.row(changed).waitFor();
  await changes.click(changed);
  await expect.poll(shown).toContain('LOG_LEVEL: debugs2');
});

test('what a build gives follows the edits', async () => {
  const { page, quick } = code();
  await quick.runCommand('View: Close All Editors');
  await openFile(code(), overlay, committed);
  await quick.runCommand('Flux: Preview Build');
  await page.locator('.tab', { hasText: 'staging.yaml' }).waitFor();
  await expect.poll(shown).toContain('# Build of Kustomization shop/staging');
  await page.locator('.tab', { hasText: 'kustomization.yaml' }).first().click();
  await typeBehind('value: debug', 'ging');
  await expect.poll(shown).toContain('LOG_LEVEL: debugging');
  await code().screenshot('preview-build');
});

test('a build that fails says why', async () => {
  const { page } = code();
  await typeBehind('../base', 'less');
  await expect.poll(shown).toMatch(/# .*baseless/);
  await code().screenshot('preview-fails');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
});

test('drift is what others changed in the cluster', async () => {
  const { quick, changes } = code();
  const access = sharedAccess();
  await quick.runCommand('File: Revert File');
  await quick.runCommand('View: Close All Editors');
  await writeFile(join(code().workspace, overlay), committed);
  await access.request('PATCH', `${configMap}?fieldManager=somebody`, { data: { LOG_LEVEL: 'trace' } });
  await code().tree.choose(/^Kustomization staging/, 'Show Drift');
  await changes.row(changed).waitFor();
  await expect.poll(shown).toContain('LOG_LEVEL: trace');
  await code().screenshot('drift');
  await access.request('PATCH', `${configMap}?fieldManager=somebody`, { data: { LOG_LEVEL: 'debug' } });
});

test('two revisions are compared by what they declare', async () => {
  const { page, quick, changes, workspace } = code();
  await commitOn(workspace, 'topic', overlay, committed.replace('value: debug', 'value: warn'));
  await ask(code(), 'Flux: Diff Revisions...', 'From which revision?');
  await quick.pick('main');
  await until(async () => (await quick.prompt()).includes('From main to which revision?'));
  await quick.type('topic~1');
  expect((await quick.items()).at(-1)).toContain('topic~1, as typed');
  await quick.type('');
  await quick.pick('topic');
  await changes.row(changed).waitFor();
  await page.locator('.tab.active', { hasText: /Flux: main . topic \(1 file\)/ }).waitFor();
  await expect.poll(shown).toContain('LOG_LEVEL: warn');
});

test('values of Secrets leave in no document and no log', async () => {
  const { page, quick, changes, workspace, scratch } = code();
  const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: planted\nstringData:\n  token: ${planted}\n`;
  await writeFile(join(workspace, 'shop/staging/secret.yaml'), secret);
  await writeFile(join(workspace, overlay), committed.replace('- ../base', '- ../base\n  - secret.yaml'));
  await quick.runCommand('Flux: Diff Uncommitted Changes Against Cluster');
  await changes.row(/^Secret planted, namespace shop-staging, created/).waitFor();
  await page.locator('.tab.active', { hasText: /uncommitted changes/ }).waitFor();
  await expect.poll(shown).toContain('kind: Secret');
  expect(await shown()).not.toContain(planted);
  const encoded = Buffer.from(planted).toString('base64');
  for (const text of await logs(scratch)) expect(text.includes(planted) || text.includes(encoded)).toBe(false);
});

test.each(Object.keys(themes) as Theme[])('pictures of changes in the theme %s', async (theme) => {
  const { changes, screenshot, setTheme, page } = code();
  await setTheme(theme);
  await changes.row(/^Kustomization staging/).waitFor();
  await page.mouse.move(0, 0);
  const picture = await screenshot(`changes-${theme}`);
  expect(picture).toContain(theme);
});

test('the picture of the documentation', async () => {
  const { page, quick, changes, setTheme, workspace } = code();
  await setTheme('dark');
  await quick.runCommand('View: Close All Editors');
  const cache = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cache\ndata:\n  size: 64Mi\n';
  await writeFile(join(workspace, 'shop/staging/cache.yaml'), cache);
  const edited = committed.replace('- ../base', '- ../base\n  - cache.yaml').replace('value: debug', 'value: info');
  await writeFile(join(workspace, overlay), edited);
  await quick.runCommand('Flux: Diff Uncommitted Changes Against Cluster');
  await page.locator('.tab.active', { hasText: /uncommitted changes/ }).waitFor();
  await changes.row(changed).waitFor();
  await expect.poll(shown).toContain('LOG_LEVEL: info');
  const cluster = page.locator('.pane-header[aria-label^="Cluster"]');
  await cluster.click();
  await page.mouse.move(0, 0);
  const picture = join(e2eArtifacts, 'readme-diff.png');
  await page.screenshot({ path: picture, clip: { x: 0, y: 36, width: 1280, height: 560 } });
  await cluster.click();
  expect((await stat(picture)).size).toBeLessThan(150_000);
  // Only on request, since a few of its pixels differ each time.
  if (process.env['SLUICE_PICTURE'] === '1') await copyFile(picture, join(root, 'media', 'diff.png'));
});

const question = 'Which folder here is OCIRepository shop/storefront made of?';
const forget = 'Forget the folder that was chosen';
const mappable = /^OCIRepository storefront/;
const storefront = /^Kustomization storefront/;

const asked = async (): Promise<boolean> => {
  const { quick } = code();
  return (await quick.isOpen()) && (await quick.prompt()).includes(question);
};

async function chooseFolder(): Promise<readonly string[]> {
  const { tree, quick } = code();
  await tree.choose(mappable, 'Choose Folder for Source...');
  await until(asked);
  return quick.items();
}

test('who diffs what no repository here holds is asked once where its files are', async () => {
  const { tree, quick, changes, screenshot } = code();
  await tree.choose(storefront, 'Diff Against Cluster');
  await until(asked);
  await screenshot('choose-folder');
  await quick.dismiss();
  await changes.row(storefront).waitFor();
  const { description } = await changes.surroundings();
  await tree.choose(storefront, 'Show Drift');
  await until(async () => (await changes.surroundings()).description !== description);
  await changes.row(storefront).waitFor();
  expect(await quick.isOpen()).toBe(false);
});

test('a folder that was chosen is remembered, marked, and can be forgotten', async () => {
  const { quick, workspace } = code();
  const before = await chooseFolder();
  expect(before.join('\n')).not.toContain(forget);
  await quick.pick(workspace);
  await until(async () => !(await quick.isOpen()));
  const after = await chooseFolder();
  expect(after.find((item) => item.startsWith(`${workspace}, `))).toContain('chosen before');
  await quick.pick(forget);
  await until(async () => !(await quick.isOpen()));
  expect((await chooseFolder()).join('\n')).not.toContain('chosen before');
});

const elsewhere = fluxPath('Kustomization', 'shop', 'elsewhere');
const otherCluster = /^(Choose Context|Other Cluster), /;
const contextQuestion = 'Which context is the cluster for which Secret/shop/access holds the access?';

/** Waits for the question of a context, and answers it; undefined escapes it. */
async function answerContext(context: string | undefined): Promise<void> {
  const { quick } = code();
  await until(async () => (await quick.isOpen()) && (await quick.prompt()).includes(contextQuestion));
  if (context === undefined) await quick.dismiss();
  else await quick.pick(context);
}

const otherClusterText = () => code().changes.row(otherCluster).getAttribute('aria-label');

test('who diffs what goes to another cluster is asked once which context that is, and may answer later', async () => {
  const { tree, changes, screenshot } = code();
  const kubeConfig = { secretRef: { name: 'access' } };
  await sharedAccess().apply([kustomization('elsewhere', { path: './shop/staging', suspend: true, kubeConfig })]);
  await tree.choose(/^Kustomization elsewhere/, 'Diff Against Cluster');
  await until(async () => (await code().quick.isOpen()) && (await code().quick.prompt()).includes(contextQuestion));
  await screenshot('choose-remote-context');
  await answerContext(undefined);
  await expect.poll(otherClusterText).toMatch(/Not compared: .*Secret\/shop\/access.*Click to choose its context/);
  await screenshot('remote-not-compared');
  await changes.click(otherCluster);
  await answerContext('demo-admin');
  await expect.poll(otherClusterText).toContain('Compared with context demo-admin');
});

test('a context that was the wrong one is changed', async () => {
  const { tree, changes } = code();
  await changes.click(otherCluster);
  expect((await code().quick.items()).find((item) => item.startsWith('demo-admin'))).toContain('chosen before');
  await answerContext('None: build only, and do not compare');
  await expect.poll(otherClusterText).toContain('Not compared');
  await tree.choose(/^Kustomization elsewhere/, 'Choose Context for Remote Cluster...');
  await answerContext('demo-admin');
  await sharedAccess().request('DELETE', elsewhere);
});

/** What VS Code and its extensions logged. */
async function logs(scratch: string): Promise<string[]> {
  const paths = (await readdir(scratch, { recursive: true })).filter((path) => path.endsWith('.log'));
  return Promise.all(paths.map((path) => readFile(join(scratch, path), 'utf8')));
}
