import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExecCredential } from '../../cluster/cluster.ts';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { contexts, selectContext } from './contexts.ts';
import { contextsWindow, useWindow } from './windows.ts';

const code = useWindow(contextsWindow);
const access = sharedAccess();

test("a client certificate reaches the server, though the editor's proxy support replaces agents", async () => {
  expect(access.description.secondServer).toMatch(/^https:\/\/127\.0\.0\.2:/);
  await code().changeSettings({ 'http.proxySupport': 'override' });
  await code().tree.open();
  const mark = await access.audit.mark();
  await selectContext(code(), contexts.certificate);
  await code().tree.expand('Kustomizations');
  await code().tree.row('Kustomization infra').waitFor();
  const users = (await access.audit.requests(mark)).filter(({ verb }) => verb === 'watch').map(({ user }) => user);
  expect(users).toContain('certificate');
});

describe('a credential plugin that fails', () => {
  let sound: ExecCredential;
  beforeAll(async () => {
    sound = JSON.parse(
      await readFile(join(access.description.execFolder, 'credential.json'), 'utf8'),
    ) as ExecCredential;
    await access.exec.set({ exitCode: 1, stderr: 'no session: run "cloud login" first\n' });
  });
  afterAll(() => access.exec.set(sound));

  test('runs once, its words stand in the log, and Sign In works once it is repaired', async () => {
    const { tree, page, quick, messages, screenshot } = code();
    const calls = async (): Promise<number> => (await access.exec.calls()).length;
    const before = await calls();
    await selectContext(code(), contexts.exec);
    expect((await messages.statusBar())?.text).toBe('demo-exec  sign-in needed');
    await expect
      .poll(() => tree.welcome())
      .toEqual({
        text: 'The cluster wants you to sign in. Sluice sends nothing until you reconnect.',
        buttons: ['Sign In', 'Select Context', 'Show Logs'],
      });
    await screenshot('welcome-signIn');
    expect(await calls()).toBe(before + 1);
    await tree.clickWelcome('Show Logs');
    await page.locator('.panel .view-line', { hasText: 'no session: run "cloud login" first' }).first().waitFor();
    await quick.runCommand('View: Hide Panel');

    await access.exec.set(sound);
    await tree.clickWelcome('Sign In');
    await tree.row('Kustomizations').waitFor();
    expect(await calls()).toBe(before + 2);
  });
});
