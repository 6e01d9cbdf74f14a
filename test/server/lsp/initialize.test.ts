import { expect, test } from 'vitest';
import { pulling } from './client.ts';
import { writeFolder } from '../files.ts';
import { startForTest } from './startForTest.ts';
import { gitRepository, kustomization } from '../texts.ts';

const uri = 'file:///elsewhere/apps.yaml';

test('a client that asks for diagnostics gets them on request, and none are pushed', async () => {
  const client = await startForTest({ capabilities: pulling });
  expect(client.greeting.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
  client.open(uri, kustomization('apps', 'prunee: true'));
  expect((await client.pull(uri)).map(({ code }) => code)).toContain('unknown-field');
  expect(client.pushed).toEqual([]);
});

test('a client that does not ask is told, and is offered no requests for diagnostics', async () => {
  const client = await startForTest();
  expect(client.greeting.capabilities.diagnosticProvider).toBeUndefined();
  client.open(uri, kustomization('apps', 'prunee: true'));
  const { diagnostics, version } = await client.nextPush(uri);
  expect(version).toBe(1);
  expect(diagnostics.map(({ code }) => code)).toContain('unknown-field');
});

test('positions count UTF-16 units', async () => {
  const client = await startForTest({
    capabilities: { ...pulling, general: { positionEncodings: ['utf-8', 'utf-16'] } },
  });
  expect(client.greeting.capabilities.positionEncoding).toBe('utf-16');
  client.open(uri, kustomization('apps', '"😀": {}', 'wait: "😀", x'));
  const unknown = (await client.pull(uri)).find(({ code }) => code === 'unknown-field');
  expect(unknown?.range).toEqual({ start: { line: 12, character: 2 }, end: { line: 12, character: 6 } });
});

test('a finding carries its source, its code and the page about it', async () => {
  const client = await startForTest({ capabilities: pulling });
  client.open(uri, kustomization('apps', 'prunee: true'));
  const [diagnostic] = await client.pull(uri);
  expect(diagnostic).toMatchObject({ source: 'sluice', code: 'unknown-field', severity: 1 });
  expect(diagnostic?.codeDescription?.href).toMatch(/docs\/diagnostics\.md#unknown-field$/);
});

test('nothing is needed: no folder, no settings, no process', async () => {
  const client = await startForTest({ processId: null });
  client.open('untitled:Untitled-1', kustomization('apps', 'prunee: true'));
  const { diagnostics } = await client.nextPush('untitled:Untitled-1');
  expect(diagnostics.map(({ code }) => code)).toContain('unknown-field');
});

test('options that mean nothing are passed over', async () => {
  const client = await startForTest({
    capabilities: pulling,
    initializationOptions: {
      clientCommands: 'all',
      cluster: { id: 1 },
      settings: { kubernetesVersion: {}, schemaLocations: 7 },
    },
  });
  client.open(uri, kustomization('apps', 'prunee: true'));
  expect((await client.pull(uri)).map(({ code }) => code)).toContain('unknown-field');
});

test('what other files decide is said once they are known', async () => {
  const folder = await writeFolder({
    'apps.yaml': kustomization('apps', 'prunee: true').replace('fleet', 'missing'),
    'source.yaml': gitRepository,
    'apps/app.yaml': '# Nothing yet.\n',
  });
  const client = await startForTest({ folders: [folder] });
  const apps = `file://${folder}/apps.yaml`;
  client.open(apps, kustomization('apps').replace('  interval: 10m\n', ''));
  await expect.poll(() => client.pushed.at(-1)?.diagnostics.map(({ code }) => code)).toContain('missing-field');
});
