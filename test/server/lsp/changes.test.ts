import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  type Diagnostic,
} from 'vscode-languageserver/node';
import { expect, test } from 'vitest';
import { pulling, type Client } from './client.ts';
import { writeFolder } from '../files.ts';
import { startForTest } from './startForTest.ts';
import { gitRepository, kustomization } from '../texts.ts';

const uri = 'file:///elsewhere/apps.yaml';
const codesOf = (diagnostics: readonly Diagnostic[] | undefined) => diagnostics?.map(({ code }) => code) ?? [];
const lastPush = (client: Client, of: string) =>
  codesOf(client.pushed.findLast((push) => push.uri === of)?.diagnostics);

test('of a burst of changes that came together, the newest text is judged', async () => {
  const client = await startForTest();
  client.open(uri, kustomization('apps'));
  await client.nextPush(uri);
  const typed = 'prunee: true';
  for (let at = 1; at <= typed.length; at++) client.replace(uri, kustomization('apps', typed.slice(0, at)));
  const { diagnostics } = await client.nextPush(uri);
  expect(diagnostics.filter(({ code }) => code === 'unknown-field').map(({ message }) => message)).toEqual([
    expect.stringContaining('"prunee"'),
  ]);
  // Each of them judged alone would have been told.
  expect(client.pushed.length).toBeLessThan(typed.length);
});

test('changes of parts are put into the text one after the other', async () => {
  const client = await startForTest({ capabilities: pulling });
  client.open(uri, kustomization('apps', 'prunee: true'));
  const at = (character: number) => ({ line: 12, character });
  await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 9 },
    contentChanges: [
      { range: { start: at(2), end: at(8) }, text: 'wait' },
      { range: { start: at(8), end: at(12) }, text: 'false # 😀' },
      { range: { start: { line: 99, character: 0 }, end: { line: 99, character: 0 } }, text: '  waitt: 1\n' },
    ],
  });
  expect((await client.pull(uri)).map(({ range, code }) => [code, range.start.line])).toContainEqual([
    'unknown-field',
    13,
  ]);
  expect(codesOf(await client.pull(uri)).filter((code) => code === 'unknown-field')).toHaveLength(1);
});

test('a report that is the same as the last is not sent again', async () => {
  const client = await startForTest({ capabilities: pulling });
  client.open(uri, kustomization('apps', 'prunee: true'));
  const ask = (previousResultId?: string) =>
    client.connection.sendRequest<{ kind: string; resultId: string }>('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
  await expect.poll(async () => (await ask()).resultId === (await ask()).resultId).toBe(true);
  const { resultId } = await ask();
  expect(await ask(resultId)).toEqual({ kind: 'unchanged', resultId });
});

test('a closed document has no diagnostics any more', async () => {
  const client = await startForTest();
  client.open(uri, kustomization('apps', 'prunee: true'));
  await client.nextPush(uri);
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  await expect.poll(() => client.pushed.at(-1)?.diagnostics).toEqual([]);
});

test('unsaved text of one file counts for another', async () => {
  const folder = await writeFolder({ 'apps/app.yaml': '# Nothing yet.\n', 'apps.yaml': '' });
  const client = await startForTest({ folders: [folder] });
  const [apps, source] = [
    pathToFileURL(join(folder, 'apps.yaml')).href,
    pathToFileURL(join(folder, 'source.yaml')).href,
  ];
  client.open(apps, kustomization('apps'));
  await expect.poll(() => lastPush(client, apps)).toContain('missing-reference');
  client.open(source, gitRepository);
  await expect.poll(() => lastPush(client, apps)).not.toContain('missing-reference');
});

test('files that come and go on disk count', async () => {
  const folder = await writeFolder({ 'apps/app.yaml': '# Nothing yet.\n', 'apps.yaml': '' });
  const client = await startForTest({ folders: [folder] });
  const apps = pathToFileURL(join(folder, 'apps.yaml')).href;
  const source = join(folder, 'source.yaml');
  const tell = (type: 1 | 2 | 3) =>
    client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: pathToFileURL(source).href, type }],
    });
  client.open(apps, kustomization('apps'));
  await expect.poll(() => lastPush(client, apps)).toContain('missing-reference');
  await writeFile(source, gitRepository);
  await tell(1);
  await expect.poll(() => lastPush(client, apps)).not.toContain('missing-reference');
  await rm(source);
  await tell(3);
  await expect.poll(() => lastPush(client, apps)).toContain('missing-reference');
});

test('a client that watches nothing has all looked at again when it saves', async () => {
  const folder = await writeFolder({ 'apps/app.yaml': '# Nothing yet.\n', 'apps.yaml': '' });
  const client = await startForTest({ folders: [folder] });
  const apps = pathToFileURL(join(folder, 'apps.yaml')).href;
  client.open(apps, kustomization('apps'));
  await expect.poll(() => lastPush(client, apps)).toContain('missing-reference');
  await writeFile(join(folder, 'source.yaml'), gitRepository);
  await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: apps } });
  await expect.poll(() => lastPush(client, apps)).not.toContain('missing-reference');
  await rm(join(folder, 'source.yaml'));
  await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: apps } });
  await expect.poll(() => lastPush(client, apps)).toContain('missing-reference');
});

test('folders that come and go count', async () => {
  const [first, second] = [
    await writeFolder({ 'apps/app.yaml': '# Nothing yet.\n', 'apps.yaml': '' }),
    await writeFolder({ 'source.yaml': gitRepository }),
  ];
  const client = await startForTest({ folders: [first], capabilities: { workspace: { workspaceFolders: true } } });
  const apps = pathToFileURL(join(first, 'apps.yaml')).href;
  client.open(apps, kustomization('apps'));
  await expect.poll(() => lastPush(client, apps)).toContain('missing-reference');
  const folder = { uri: pathToFileURL(second).href, name: 'second' };
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: [folder], removed: [] },
  });
  await expect.poll(() => lastPush(client, apps)).not.toContain('missing-reference');
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: [], removed: [folder] },
  });
  await expect.poll(() => lastPush(client, apps)).toContain('missing-reference');
});

test('a client that lets the server choose is asked to watch files', async () => {
  const client = await startForTest({
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
  });
  await expect
    .poll(() => client.registrations.map(({ method }) => method))
    .toContain('workspace/didChangeWatchedFiles');
});

test('settings count when they change', async () => {
  const client = await startForTest();
  client.open(uri, `${kustomization('apps')}  a: [\n`);
  await expect.poll(() => lastPush(client, uri)).toContain('yaml-syntax');
  await client.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { sluice: { reportYamlSyntax: false } },
  });
  await expect.poll(() => lastPush(client, uri)).not.toContain('yaml-syntax');
});
