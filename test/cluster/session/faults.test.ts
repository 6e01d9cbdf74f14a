import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { reconcileObject } from '../../../src/cluster/session/reconcile.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import type { ObjectKey } from '../../../src/flux/object.ts';
import type { KubernetesResource } from '../cluster.ts';
import { statusAnswer, type FaultRule, type SeenRequest } from '../../faults/faults.ts';
import type { FaultProxy } from '../../faults/proxyServer.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { eventually } from './eventually.ts';
import { keyOf, kustomization, kustomizationsPath } from './flux.ts';
import { isSettled } from './isSettled.ts';
import { useSession, type TestSession, type TestSettings } from './openSession.ts';
import { proxyTo, tokenOf, writeKubeconfig } from './proxied.ts';

const access = sharedAccess();
let proxy: FaultProxy;
let kubeconfig: string;
const timing = { retry: { first: 20, max: 200 } };
const never = new AbortController().signal;
/** An object of the test's own: its controller may take a while to let the one before it go. */
let key: ObjectKey;
let path: string;
let count = 0;

beforeAll(async () => {
  proxy = await proxyTo(access);
  kubeconfig = await writeKubeconfig(access, {
    server: proxy.url.origin,
    user: { token: await tokenOf(access, 'admin') },
  });
});
afterAll(() => proxy.close());
beforeEach(async () => {
  const name = `session-faults-${(count += 1)}`;
  key = keyOf('Kustomization', 'shop', name);
  path = kustomizationsPath('shop', name);
  await access.apply([kustomization('shop', name)]);
});
afterEach(() => access.request('DELETE', path).catch(() => undefined));

const isWatch = ({ path: url }: SeenRequest): boolean => url.includes('watch=true');
const isKustomizations = ({ path: url }: SeenRequest): boolean => /\/kustomizations\?/.test(url);
const isList = (request: SeenRequest): boolean => /v\d\w*\/[a-z]+(\?|$)/.test(request.path) && !isWatch(request);

function useProxied(settings: Partial<TestSettings> = {}): TestSession {
  return useSession({ kubeconfig, timing, ...settings });
}

async function connect(settings: Partial<TestSettings> = {}): Promise<TestSession> {
  const mark = proxy.requests.length;
  const opened = useProxied(settings);
  await opened.settled();
  await eventually(() => since(mark).filter(isWatch).length).toBeGreaterThanOrEqual(opened.session.snapshot.kinds.size);
  return opened;
}

const since = (mark: number): readonly SeenRequest[] => proxy.requests.slice(mark);

/** Patches the object and waits until the session shows it. */
async function expectLive(opened: TestSession): Promise<void> {
  const seen = String(Math.random());
  await access.request('PATCH', path, { metadata: { annotations: { seen } } });
  await opened.until(() => opened.object(key)?.raw.metadata.annotations?.['seen'] === seen);
  expect(opened.session.state.phase).toBe('connected');
}

/** Whether anything that a person would notice has happened since the session was connected. */
function disturbances(opened: TestSession, from: { changes: number; states: number }): string[] {
  const phases = opened.changes
    .slice(from.changes)
    .flatMap(({ snapshot }) => [...snapshot.kinds.values()].map(({ state }) => state.phase));
  const bad = phases.filter((phase) => phase === 'stale' || phase === 'loading');
  return [...opened.states.slice(from.states).map(({ phase }) => phase), ...bad];
}

const now = (opened: TestSession) => ({ changes: opened.changes.length, states: opened.states.length });

describe('a watch', () => {
  test('that all connections lose at once goes on from where it was, without a list', async () => {
    const opened = await connect();
    const from = now(opened);
    const mark = proxy.requests.length;
    proxy.cut();
    await eventually(() => since(mark).filter(isWatch).length).toBe(opened.session.snapshot.kinds.size);
    await expectLive(opened);
    const lists = since(mark).filter(isList);
    expect(lists.filter(({ path: url }) => !url.includes('limit=1'))).toEqual([]);
    expect(disturbances(opened, from)).toEqual([]);
  });

  test('that the server ends resumes silently', async () => {
    const opened = await connect();
    const from = now(opened);
    const mark = proxy.requests.length;
    // The server closes watches by itself after the time that they were asked for.
    proxy.add({
      match: (request) => isWatch(request) && isKustomizations(request),
      fault: { type: 'truncate', afterBytes: 0 },
      times: 1,
    });
    proxy.cut();
    await eventually(() => since(mark).filter((request) => isWatch(request) && isKustomizations(request)).length).toBe(
      1,
    );
    await access.request('PATCH', path, { metadata: { annotations: { seen: 'first' } } });
    await expectLive(opened);
    expect(since(mark).filter((request) => isWatch(request) && isKustomizations(request)).length).toBeGreaterThan(1);
    expect(disturbances(opened, from)).toEqual([]);
  });

  test('that is cut in the middle of a line loses nothing', async () => {
    const opened = useProxied();
    const rule = proxy.add({
      match: (request) => isWatch(request) && isKustomizations(request),
      fault: { type: 'cut', afterBytes: 300 },
    });
    await opened.settled();
    await access.request('PATCH', path, { metadata: { annotations: { seen: 'cut' } } });
    await eventually(() => opened.log.filter((line) => /kustomizations 200/.test(line)).length).toBeGreaterThan(3);
    rule.dispose();
    await opened.until(() => opened.object(key)?.raw.metadata.annotations?.['seen'] === 'cut');
    await opened.until(isSettled);
    await expectLive(opened);
  });

  test('that falls silent is noticed and resumed', async () => {
    const silent = proxy.add({ match: isWatch, fault: { type: 'silence', afterBytes: 0 } });
    const opened = await connect({ timing: { ...timing, silence: 500 } });
    const seen = opened.object(key)?.raw.metadata.resourceVersion;
    await access.request('PATCH', path, { metadata: { annotations: { seen: 'silent' } } });
    expect(opened.object(key)?.raw.metadata.resourceVersion).toBe(seen);
    silent.dispose();
    await opened.until(() => opened.object(key)?.raw.metadata.annotations?.['seen'] === 'silent');
    await opened.settled();
    await expectLive(opened);
  });

  test('told 410 lists its kind once and no other', async () => {
    const opened = await connect();
    const mark = proxy.requests.length;
    const gone = statusAnswer(410, 'Expired', 'too old resource version');
    proxy.add({ match: (request) => isWatch(request) && isKustomizations(request), fault: gone, times: 1 });
    proxy.cut();
    await eventually(
      () => since(mark).filter((request) => isList(request) && !request.path.includes('limit=1')).length,
    ).toBe(1);
    await expectLive(opened);
    const lists = since(mark).filter((request) => isList(request) && !request.path.includes('limit=1'));
    expect(lists.map(({ path: url }) => url)).toEqual(['/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations?']);
  });
});

describe('a server that answers', () => {
  async function recoversFrom(rule: FaultRule, settings: Partial<TestSettings> = {}): Promise<TestSession> {
    proxy.add(rule);
    const opened = useProxied(settings);
    await opened.settled();
    await expectLive(opened);
    return opened;
  }

  test('429 is not asked again before it says', async () => {
    const busy = statusAnswer(429, 'TooManyRequests', 'slow down', { 'retry-after': '3600' });
    const match = (request: SeenRequest): boolean => isKustomizations(request) && isWatch(request);
    const rule = proxy.add({ match, fault: busy });
    const mark = proxy.requests.length;
    const opened = useProxied();
    await opened.settled();
    await eventually(() => since(mark).filter(match).length).toBe(1);
    await sleep(5 * timing.retry.max);
    expect(since(mark).filter(match)).toHaveLength(1);
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
    rule.dispose();
  });

  test('429 for a moment is asked again', async () => {
    const busy = statusAnswer(429, 'TooManyRequests', 'slow down', { 'retry-after': '0' });
    const opened = await recoversFrom({ match: isKustomizations, fault: busy, times: 3 });
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
  });

  test('500 for one kind disturbs no other', async () => {
    const fault = statusAnswer(500, 'InternalError', 'conversion webhook for kustomize.toolkit.fluxcd.io failed');
    const rule = proxy.add({ match: isKustomizations, fault });
    const opened = useProxied();
    const stale = await opened.until(() => {
      const state = opened.kind(kinds.kustomization)?.state;
      return state?.phase === 'stale' && state;
    });
    expect(stale.message).toContain('conversion webhook');
    await opened.until(({ snapshot }) =>
      [...snapshot.kinds.values()].every(
        ({ served, state }) => served.kind === 'Kustomization' || state.phase === 'live',
      ),
    );
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
    rule.dispose();
    await opened.settled();
    await expectLive(opened);
  });

  test('5xx for everything is away, whoever says so', async () => {
    const opened = await connect();
    const rule = proxy.add({
      fault: {
        type: 'answer',
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<html><title>Bad Gateway</title>',
      },
    });
    proxy.cut();
    const lost = await opened.until(({ state }) => state.phase === 'degraded' && state);
    expect(lost.failure.message).toContain('Bad Gateway');
    rule.dispose();
    await opened.settled();
    await expectLive(opened);
  });

  test.each([500, 503])('%i to its first questions is asked again', async (status) => {
    const opened = await recoversFrom({ fault: statusAnswer(status, 'InternalError', 'not ready yet'), times: 6 });
    const [, lost] = opened.states;
    expect(lost).toMatchObject({ phase: 'degraded', failure: { code: 'server', status } });
    expect(opened.states.at(-1)?.phase).toBe('connected');
  });

  test('with the page of a portal is away until the server answers itself', async () => {
    const opened = await connect();
    const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in to the network</html>' };
    const rule = proxy.add({ match: () => true, fault: { type: 'answer', ...page } });
    proxy.cut();
    await opened.until(({ state }) => state.phase === 'degraded');
    const mark = proxy.requests.length;
    await eventually(() => since(mark).filter(({ path: url }) => url === '/readyz').length).toBeGreaterThan(2);
    const lostAt = opened.states.findIndex(({ phase }) => phase === 'degraded');
    expect(new Set(opened.states.slice(lostAt).map(({ phase }) => phase))).toEqual(new Set(['degraded']));
    rule.dispose();
    await opened.settled();
  });

  test('an unfinished list is asked again', async () => {
    await recoversFrom({ match: isList, fault: { type: 'cut', afterBytes: 10 }, times: 20 });
  });

  test('nothing, once: what was closed is opened again', async () => {
    await recoversFrom({ fault: { type: 'refuse' }, times: 10 });
  });
});

describe('a request that is under way when the session ends', () => {
  test('fails as not connected, not as if it had been cancelled', async () => {
    const opened = await connect();
    const mark = proxy.requests.length;
    const rule = proxy.add({ match: ({ method }) => method === 'PATCH', fault: { type: 'silence', afterBytes: 0 } });
    const staging = keyOf('Kustomization', 'shop', 'staging');
    const work = reconcileObject(opened.session, staging, { client: opened.client, withSource: false }, never);
    work.catch(() => undefined);
    await eventually(() => since(mark).some(({ method }) => method === 'PATCH')).toBe(true);
    opened.session.disconnect();
    rule.dispose();
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    expect(failureOf(error)?.code).toBe('notConnected');
  });
});

describe('a conflict', () => {
  test('is tried again', async () => {
    const opened = await connect();
    const conflict = statusAnswer(409, 'Conflict', 'the object has been modified');
    proxy.add({ match: ({ method }) => method === 'PATCH', fault: conflict, times: 2 });
    const patched = await opened.session.client?.patch(key, { metadata: { labels: { tried: 'again' } } }, never);
    expect(patched?.raw.metadata.labels).toEqual({ tried: 'again' });
    const stored = await access.request<KubernetesResource>('GET', path);
    expect(stored.metadata.labels).toEqual({ tried: 'again' });
  });

  test('that stays is told in the end', async () => {
    const opened = await connect();
    const rule = proxy.add({
      match: ({ method }) => method === 'PATCH',
      fault: statusAnswer(409, 'Conflict', 'no use'),
    });
    const mark = proxy.requests.length;
    const error: unknown = await opened.session.client?.patch(key, {}, never).catch((thrown: unknown) => thrown);
    rule.dispose();
    expect(failureOf(error)).toMatchObject({ code: 'conflict', message: 'no use' });
    expect(since(mark).filter(({ method }) => method === 'PATCH')).toHaveLength(5);
  });
});
