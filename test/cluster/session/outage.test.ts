import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { reconcileObject, type ReconcileProgress } from '../../../src/cluster/session/reconcile.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import type { AuditedRequest, Cluster, KubernetesResource } from '../cluster.ts';
import { startCluster } from '../startCluster.ts';
import { keyOf, kustomization, kustomizationsPath } from './flux.ts';
import { isSettled } from './isSettled.ts';
import { useSession, type TestSession } from './openSession.ts';

let cluster: Cluster;
/** Quick tries: what is waited for is the API server. */
const timing = { retry: { first: 50, max: 500 } };
const never = new AbortController().signal;

beforeAll(async () => {
  cluster = await startCluster({ forge: false, controllers: 'none' });
  await cluster.apply([
    kustomization('shop', 'stays'),
    kustomization('shop', 'goes'),
    kustomization('payments', 'moves'),
  ]);
});
afterAll(() => cluster.stop());

async function connect(): Promise<TestSession> {
  const opened = useSession({ kubeconfig: cluster.kubeconfig('admin'), timing });
  await opened.settled();
  return opened;
}

/** Our requests for Flux objects since `mark`. */
async function fluxRequests(mark: number): Promise<AuditedRequest[]> {
  const requests = await cluster.audit.requests(mark);
  return requests.filter(({ userAgent, group }) => userAgent === 'sluice' && group.endsWith('toolkit.fluxcd.io'));
}

/** Lists of whole kinds, by resource. */
async function fullLists(mark: number): Promise<string[]> {
  const lists = (await fluxRequests(mark)).filter(({ verb, uri }) => verb === 'list' && !uri.includes('limit=1'));
  return lists.map(({ group, resource }) => `${group}/${resource}`).sort();
}

/** An API server that was started knows no history before its start: it may answer 410 to each watch, once. */
function expectNoStorm(lists: readonly string[]): void {
  expect(lists).toEqual([...new Set(lists)]);
}

const wasLost = ({ states }: TestSession): boolean => states.some(({ phase }) => phase === 'degraded');

const names = (opened: TestSession): string[] =>
  [...(opened.kind(kinds.kustomization)?.objects.values() ?? [])].map(({ raw }) => raw.metadata.name).sort();

describe('when the API server is away', () => {
  test('the last data is kept and marked stale, and all goes on where it stopped', async () => {
    const opened = await connect();
    const before = opened.session.snapshot;
    const count = before.kinds.size;
    const mark = await cluster.audit.mark();
    await cluster.stopApiServer();

    const lost = await opened.until(({ state }) => state.phase === 'degraded' && state);
    expect(lost.failure).toMatchObject({ code: 'unreachable' });
    expect(lost.retryAt).toBeTypeOf('number');
    await opened.until(({ snapshot }) => [...snapshot.kinds.values()].every(({ state }) => state.phase === 'stale'));
    const { kinds: during } = opened.session.snapshot;
    expect(during.size).toBe(count);
    for (const [id, { objects }] of before.kinds) expect(during.get(id)?.objects).toBe(objects);

    await cluster.startApiServer();
    await cluster.apply([
      { ...kustomization('shop', 'stays'), metadata: { namespace: 'shop', name: 'stays', labels: { seen: 'yes' } } },
    ]);
    await cluster.request('DELETE', kustomizationsPath('shop', 'goes'));
    await opened.settled();
    await opened.until(() => !names(opened).includes('goes'));
    const stays = await opened.until(() => {
      const object = opened.object(keyOf('Kustomization', 'shop', 'stays'));
      return object?.raw.metadata.labels?.['seen'] === 'yes' && object;
    });
    expect(stays.raw.metadata.labels).toEqual({ seen: 'yes' });
    expect(opened.session.state.phase).toBe('connected');
    expectNoStorm(await fullLists(mark));
    // What did not change is the same value as before the outage.
    const moves = keyOf('Kustomization', 'payments', 'moves');
    expect(opened.object(moves)).toBe(before.kinds.get(kinds.kustomization)?.objects.get(moves));
    const watches = (await fluxRequests(mark)).filter(({ verb, status }) => verb === 'watch' && status === 200);
    expect(watches.length).toBeGreaterThanOrEqual(count);
    expect(opened.states.map(({ phase }) => phase).filter((phase) => phase === 'connecting')).toHaveLength(1);
  });

  test('and its history was compacted, each kind is listed once and is right', async () => {
    await cluster.apply([kustomization('shop', 'goes')]);
    const opened = await connect();
    const mark = await cluster.audit.mark();
    await cluster.compactEtcd();
    await cluster.request('DELETE', kustomizationsPath('shop', 'goes'));
    await opened.until((session) => wasLost(opened) && isSettled(session) && !names(opened).includes('goes'));
    expect(names(opened)).toEqual(['moves', 'stays']);
    const lists = await fullLists(mark);
    expectNoStorm(lists);
    expect(lists).toContain('kustomize.toolkit.fluxcd.io/kustomizations');
  });

  test('and was restored from an older backup, what was lost goes', async () => {
    const restore = await cluster.backUp();
    const opened = await connect();
    await cluster.apply([kustomization('shop', 'lost'), kustomization('shop', 'lost-too')]);
    await opened.until(() => names(opened).includes('lost-too'));
    await restore();
    await opened.until((session) => wasLost(opened) && isSettled(session) && !names(opened).includes('lost'));
    expect(names(opened)).toEqual(['moves', 'stays']);
    // And the watches hear what is new.
    await cluster.request('DELETE', kustomizationsPath('payments', 'moves'));
    await opened.until(() => !names(opened).includes('moves'));
  });
});

describe('a wait for a controller', () => {
  const key = keyOf('Kustomization', 'shop', 'waits');
  const path = kustomizationsPath('shop', 'waits');
  const waits = kustomization('shop', 'waits');
  const running = { ...waits, spec: { ...(waits['spec'] as object), suspend: false } } as KubernetesResource;

  async function asked(opened: TestSession, signal = never) {
    const progress: ReconcileProgress[] = [];
    const wait = reconcileObject(
      opened.session,
      key,
      { client: opened.client, withSource: false, onProgress: (now) => void progress.push(now) },
      signal,
    );
    wait.catch(() => undefined);
    await opened.until(
      () => opened.object(key)?.raw.metadata.annotations?.['reconcile.fluxcd.io/requestedAt'] && progress.length > 0,
    );
    return { wait, progress };
  }

  test.beforeEach(async () => {
    await cluster.request('DELETE', path).catch(() => undefined);
    await cluster.apply([running]);
  });

  test('ends as soon as it is cancelled', async () => {
    const opened = await connect();
    const cancel = new AbortController();
    const { wait } = await asked(opened, cancel.signal);
    cancel.abort(new Error('enough'));
    await expect(wait).rejects.toThrow('enough');
  });

  test('ends with the session, and says so', async () => {
    const opened = await connect();
    const { client } = opened;
    const { wait } = await asked(opened);
    opened.session.disconnect();
    const error: unknown = await wait.catch((thrown: unknown) => thrown);
    expect(failureOf(error)?.code).toBe('notConnected');
    const later: unknown = await reconcileObject(opened.session, key, { client, withSource: false }, never).catch(
      (e: unknown) => e,
    );
    expect(failureOf(later)?.code).toBe('notConnected');
  });

  test('ends with another cluster in its place, and does not take its absence there for a deletion', async () => {
    const opened = await connect();
    const { client } = opened;
    const { wait } = await asked(opened);
    // The same server by another name is another cluster, for all a session knows.
    const folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'config');
    const text = await readFile(opened.settings.kubeconfig, 'utf8');
    await writeFile(file, text.replaceAll('https://127.0.0.1', 'https://localhost'));
    opened.settings.kubeconfig = file;
    opened.session.reconnect();
    const error: unknown = await wait.catch((thrown: unknown) => thrown);
    expect(failureOf(error)?.code).toBe('notConnected');
    await opened.settled();
    expect(opened.session.client).not.toBe(client);
    const later = reconcileObject(opened.session, key, { client, withSource: false }, never);
    await expect(later).rejects.toThrow('was ended');
  });

  test('ends when the object is deleted', async () => {
    const opened = await connect();
    const { wait } = await asked(opened);
    await cluster.request('DELETE', path);
    expect((await wait).outcome).toEqual({ state: 'deleted' });
  });

  test('lasts through an outage', async () => {
    const opened = await connect();
    const { wait, progress } = await asked(opened);
    await cluster.stopApiServer();
    await opened.until(({ state }) => state.phase === 'degraded' || undefined);
    await cluster.startApiServer();
    const conditions = [
      {
        type: 'Ready',
        status: 'True',
        reason: 'ReconciliationSucceeded',
        message: 'x',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ];
    const status = {
      lastHandledReconcileAt: 'later',
      observedGeneration: 1,
      lastAppliedRevision: 'main@sha1:1',
      conditions,
    };
    await cluster.request('PATCH', `${path}/status`, { status });
    expect(await wait).toMatchObject({ key, outcome: { state: 'succeeded' } });
    expect(progress.some(({ stale }) => stale)).toBe(true);
  });
});
