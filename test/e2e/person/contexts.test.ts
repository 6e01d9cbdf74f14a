import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { openVsCode } from '../harness/openVsCode.ts';
import { scratchFolder } from '../harness/prepare.ts';
import { allContexts, contexts, selectContext, type KubeconfigFile } from './contexts.ts';
import { useWindow } from './windows.ts';

const access = sharedAccess();
let kubeconfig: string;
let before: { readonly bytes: Buffer; readonly changed: bigint };

/** The tests are one story, in a window of their own. */
const code = useWindow(async () => {
  kubeconfig = join(await scratchFolder(), 'config');
  await writeFile(kubeconfig, await allContexts(access));
  before = await fileState();
  return openVsCode(inject('vsCode'), { kubeconfig, height: 1000 });
});
afterAll(() => code().close());

async function fileState(): Promise<typeof before> {
  return { bytes: await readFile(kubeconfig), changed: (await stat(kubeconfig, { bigint: true })).mtimeNs };
}

const calls = async (): Promise<number> => (await access.exec.calls()).length;
let callsBefore: number;
beforeAll(async () => {
  callsBefore = await calls();
});

test('of several contexts one is to be chosen', async () => {
  const { tree, quick, screenshot } = code();
  await tree.open();
  await expect
    .poll(() => tree.welcome())
    .toEqual({
      text: 'Which cluster do you work with in this workspace?',
      buttons: ['Select Context'],
    });
  await screenshot('welcome-noContext');
  await tree.clickWelcome('Select Context');
  await expect.poll(() => quick.prompt()).toContain('Which cluster do you work with in this workspace?');
  const names = (await quick.items()).map((item) => item.split(', ')[0]);
  const others = Object.values(contexts).filter((name) => name !== contexts.admin);
  expect(names, "kubectl's own first").toEqual([contexts.admin, ...others.sort()]);
  expect((await quick.items())[0]).toContain('current context of kubectl');
  await screenshot('selectContext');
  expect(await calls(), 'asking runs no plugin').toBe(callsBefore);
});

test('at first sight the groups with a failure are open, and the plugin ran once', async () => {
  const { tree } = code();
  await selectContext(code(), contexts.exec);
  const groups = async () =>
    (await tree.rows())
      .filter(({ level }) => level === 1)
      .map(({ label, expanded }) => [label.split(',')[0], expanded]);
  await expect.poll(groups).toEqual([
    ['Kustomizations', true],
    ['Sources', true],
    ['Helm Releases', false],
    ['Images', false],
    ['Notifications', false],
  ]);
  expect(await calls()).toBe(callsBefore + 1);
});

test('loaded again, the window asks nothing of a cluster before the view is seen, and keeps its choice', async () => {
  const { tree, quick, page, messages, reload } = code();
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Explorer/ })
    .click();
  const ran = await calls();
  await reload();
  await quick.runCommand('Flux: Show Logs');
  await page.locator('.panel .view-lines').first().waitFor();
  expect(await messages.statusBar()).toBeUndefined();
  expect(await calls()).toBe(ran);
  await tree.open();
  await tree.row('Kustomization infra').waitFor();
  expect((await messages.statusBar())?.label).toBe('Flux, demo-exec: 6 failing');
  expect(await calls()).toBe(ran + 1);
});

test('the kubeconfig is as it was, byte for byte and in time', async () => {
  expect(await fileState()).toEqual(before);
});

test('a context that vanishes from the file is missed, and found again', async () => {
  const { tree, screenshot } = code();
  const file = parse(before.bytes.toString()) as KubeconfigFile;
  const rest = file.contexts.filter(({ name }) => name !== contexts.exec);
  await writeFile(kubeconfig, stringify({ ...file, contexts: rest }));
  await expect
    .poll(() => tree.welcome())
    .toEqual({
      text: 'The context chosen for this workspace is no longer in your kubeconfig.',
      buttons: ['Select Context', 'Try Again'],
    });
  await screenshot('welcome-contextMissing');
  await writeFile(kubeconfig, before.bytes);
  await tree.row('Kustomization infra').waitFor();
});
