import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { scratchFolder } from '../harness/prepare.ts';
import { withVsCode } from './withVsCode.ts';

const access = sharedAccess();
const calls = async (): Promise<number> => (await access.exec.calls()).length;

test('a kubeconfig from the settings of a workspace is used only after a yes to its path and command', async () => {
  const workspace = await scratchFolder();
  const path = access.kubeconfig('exec');
  await mkdir(join(workspace, '.vscode'));
  await writeFile(join(workspace, '.vscode', 'settings.json'), JSON.stringify({ 'sluice.kubeconfig': path }));
  const before = await calls();
  const { tree, messages, reload, screenshot } = await withVsCode({ workspace });

  await tree.open();
  const { text, buttons } = await messages.dialog();
  expect(text).toContain(`This workspace's settings ask Sluice to read the kubeconfig ${path}.`);
  expect(text).toContain(`To sign in it runs: ${process.execPath}`);
  await screenshot('confirmKubeconfig');
  expect(buttons).toEqual(['Cancel', 'Use It']);
  await messages.clickDialog('Cancel');
  await expect.poll(async () => (await tree.welcome())?.text).toContain('found none');
  expect(await calls()).toBe(before);

  await tree.clickWelcome('Try Again');
  await messages.dialog();
  await messages.clickDialog('Use It');
  await tree.row('Kustomization infra').waitFor();
  expect(await calls()).toBe(before + 1);

  await reload();
  await tree.open();
  await tree.row('Kustomization infra').waitFor();
});

test('in Restricted Mode no credential plugin runs, and the view says why', async () => {
  const before = await calls();
  const { tree, page, screenshot } = await withVsCode({ kubeconfig: access.kubeconfig('exec'), trust: false });
  await tree.open();
  await expect
    .poll(() => tree.welcome())
    .toEqual({
      text: 'This context gets its credentials from a command of the kubeconfig, which does not run in Restricted Mode.',
      buttons: ['Manage Workspace Trust', 'Select Context'],
    });
  await screenshot('welcome-restricted');
  expect(await calls()).toBe(before);
  await page.locator('.statusbar').getByText('Restricted Mode').waitFor();
});
