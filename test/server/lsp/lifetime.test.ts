import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { pulling } from './client.ts';
import { startForTest } from './startForTest.ts';
import { kustomization } from '../texts.ts';

const uri = 'file:///elsewhere/apps.yaml';

test('a client that says goodbye gets exit code 0', async () => {
  const client = await startForTest();
  expect(await client.stop()).toBe(0);
});

test('a client that leaves without a word ends the server', async () => {
  const client = await startForTest();
  client.process.stdin?.end();
  expect(await client.exit).toBe(1);
});

test('the process that was named as parent takes the server along', async () => {
  const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const client = await startForTest({ processId: parent.pid ?? null });
  parent.kill('SIGKILL');
  expect(await client.exit).toBe(1);
});

test('an editor that is killed takes the server along', async () => {
  const editor = spawn(process.execPath, [join(root, 'test', 'server', 'lsp', 'orphan.ts')]);
  const pid = Number(
    await new Promise<string>((resolve) => editor.stdout.once('data', (data) => resolve(String(data)))),
  );
  expect(isAlive(pid)).toBe(true);
  editor.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('a request that cannot be answered is answered with an error, and the next one as ever', async () => {
  const client = await startForTest({ capabilities: pulling });
  client.open(uri, kustomization('apps', 'prunee: true'));
  await expect(client.connection.sendRequest('textDocument/hover', { textDocument: { uri } })).rejects.toThrow();
  await expect(client.connection.sendRequest('textDocument/unheardOf', {})).rejects.toThrow(/method/i);
  expect((await client.pull(uri)).map(({ code }) => code)).toContain('unknown-field');
});

test('news that mean nothing hurt nobody', async () => {
  const client = await startForTest({ capabilities: pulling });
  const say = (method: string, params: object): Promise<void> => client.connection.sendNotification(method, params);
  await say('textDocument/didChange', {
    textDocument: { uri: 'file:///never/opened.yaml', version: 2 },
    contentChanges: [],
  });
  await say('textDocument/didClose', { textDocument: { uri: 'file:///never/opened.yaml' } });
  await say('workspace/didChangeConfiguration', { settings: null });
  await say('workspace/didChangeWatchedFiles', { changes: [{ uri: 'vscode-vfs://github/x', type: 1 }] });
  await say('sluice/clusterFacts', { facts: { objects: 7 } });
  await say('sluice/clusterSchemas', { cluster: { id: 'a', name: 'b' }, definitions: [{ spec: 3 }] });
  client.open(uri, kustomization('apps', 'prunee: true'));
  expect((await client.pull(uri)).map(({ code }) => code)).toContain('unknown-field');
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
