import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { disposeAll } from '../../../../src/base/disposable.ts';
import { silentLogger } from '../../../../src/base/logger.ts';
import type { ClusterObject } from '../../../../src/flux/clusterFacts.ts';
import { createClusterSchemas } from '../../../../src/server/clusterSchemas.ts';
import { createDocuments, type Documents } from '../../../../src/server/documents.ts';
import { createFacts, type Facts } from '../../../../src/server/facts.ts';
import { answerLenses } from '../../../../src/server/features/lenses.ts';
import { createPlaces } from '../../../../src/server/places.ts';
import { createUserSchemas } from '../../../../src/server/userSchemas.ts';
import { createWorkspaceIndex } from '../../../../src/server/workspaceIndex.ts';
import { defaultSettings } from '../../../../src/protocol/protocol.ts';

const uri = 'file:///repo/apps.yaml';
const text = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
`;
const start = Date.parse('2026-01-01T00:00:00Z');
const minute = 60_000;

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: start }));
afterEach(() => void vi.useRealTimers());

interface Opened {
  readonly documents: Documents;
  readonly facts: Facts;
  readonly client: ProtocolConnection;
  /** How often the client was told to ask again. */
  refreshes(): number;
  /** Milliseconds pass, and what was sent meanwhile arrives. */
  pass(ms: number): Promise<void>;
  titles(): Promise<string[]>;
}

function opened(refreshes = true): Opened {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const documents = createDocuments();
  const index = createWorkspaceIndex(documents, silentLogger);
  const clusterSchemas = createClusterSchemas(undefined, silentLogger);
  const userSchemas = createUserSchemas(silentLogger);
  const facts = createFacts({ index, clusterSchemas, userSchemas }, defaultSettings);
  const parts = { documents, facts, index, places: createPlaces(documents) };
  const held = disposeAll(answerLenses(server, parts, { commands: [], refreshes }), facts, index);
  let count = 0;
  client.onRequest(CodeLensRefreshRequest.type, () => void (count += 1));
  server.listen();
  client.listen();
  documents.open(uri, 1, text);
  onTestFinished(() => {
    held.dispose();
    client.dispose();
    server.dispose();
  });
  return {
    documents,
    facts,
    client,
    refreshes: () => count,
    async pass(ms) {
      await vi.advanceTimersByTimeAsync(ms);
      // Its answer comes behind all that was sent before.
      await client.sendRequest(CodeLensRequest.type, { textDocument: { uri: 'file:///none' } });
    },
    async titles() {
      const lenses = await client.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
      return (lenses ?? []).map(({ command }) => command?.title ?? '');
    },
  };
}

function tell(facts: Facts, object: Partial<ClusterObject> = {}): void {
  const key = 'kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps';
  const ready = { health: 'ready', revision: 'main@sha1:1f3c9ab', since: new Date(start).toISOString() } as const;
  facts.setCluster({ context: 'staging', objects: new Map([[key, { ...ready, ...object }]]), listed: new Set() });
}

test('ages are looked at once a minute', async () => {
  const { facts, refreshes, pass, titles } = opened();
  tell(facts);
  await pass(1000);
  expect(await titles()).toEqual(['Ready: main@1f3c9ab, just now']);
  await pass(50_000);
  expect(refreshes()).toBe(0);
  await pass(11_000);
  expect(refreshes()).toBe(1);
  expect(await titles()).toEqual(['Ready: main@1f3c9ab, 1 min ago']);
});

test('nothing is asked for where no age changed', async () => {
  const { facts, refreshes, pass, titles } = opened();
  tell(facts, { since: '2025-01-01T00:00:00Z' });
  await titles();
  await pass(10 * minute);
  expect(refreshes()).toBe(0);
});

test('news of the cluster do not make ages move', async () => {
  const { facts, refreshes, pass, titles } = opened();
  tell(facts, { since: '2025-12-31T23:59:10Z' });
  expect(await titles()).toEqual(['Ready: main@1f3c9ab, just now']);
  await pass(30_000);
  tell(facts, { since: '2025-12-31T23:59:10Z' });
  await pass(2000);
  expect(refreshes()).toBe(0);
  tell(facts, { health: 'failed', message: 'no' });
  await pass(2000);
  expect(refreshes()).toBe(1);
});

test('no clock runs without lenses, nor when their documents are closed', async () => {
  const { documents, facts, pass, titles } = opened();
  const idle = vi.getTimerCount();
  await titles();
  expect(vi.getTimerCount()).toBe(idle);
  tell(facts);
  await pass(2000);
  await titles();
  expect(vi.getTimerCount()).toBe(idle + 1);
  documents.close(uri);
  await pass(2 * minute);
  expect(vi.getTimerCount()).toBe(idle);
});

test('no clock runs for a client that cannot ask again', async () => {
  const { facts, titles } = opened(false);
  tell(facts);
  const idle = vi.getTimerCount();
  expect(await titles()).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(idle);
});
