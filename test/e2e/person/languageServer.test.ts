import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kill } from 'node:process';
import { expect, inject, test } from 'vitest';
import { until } from './ask.ts';
import { openFile } from './files.ts';
import { manifests } from './manifests.ts';
import { withVsCode } from './withVsCode.ts';

/** The processes of Sluice's language server. */
async function servers(): Promise<readonly number[]> {
  const script = join(inject('vsCode').extensionPath, 'dist', 'server.cjs');
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(script)) found.push(Number(pid));
  }
  return found;
}

const staging = 'clusters/staging.yaml';

test('a server that ends is started again, one that keeps ending is not until the person says so', async () => {
  const code = await withVsCode();
  const squiggle = code.page.locator('.squiggly-error').first();
  const before = new Set(await servers());
  const ours = async (): Promise<readonly number[]> => (await servers()).filter((pid) => !before.has(pid));
  expect(await ours(), 'nothing runs before a manifest is open').toEqual([]);
  await openFile(code, staging, manifests[staging]);
  await squiggle.waitFor();

  let last: readonly number[] = [];
  for (let end = 1; end <= 5; end += 1) {
    await until(async () => {
      const now = await ours();
      return now.length === 1 && now[0] !== last[0];
    });
    last = await ours();
    await squiggle.waitFor();
    for (const pid of last) kill(pid, 'SIGKILL');
  }
  const sentence = "Sluice's language server keeps ending";
  await code.messages.notification(sentence).waitFor();
  await squiggle.waitFor({ state: 'detached' });
  expect(await ours()).toEqual([]);
  await code.screenshot('server-given-up');

  await code.messages.clickNotification(sentence, 'Restart');
  await squiggle.waitFor();
  expect((await ours()).length).toBe(1);
});
