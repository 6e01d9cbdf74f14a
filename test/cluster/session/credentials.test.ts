import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { statusAnswer, type SeenRequest } from '../../faults/faults.ts';
import type { FaultProxy } from '../../faults/proxyServer.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { eventually } from './eventually.ts';
import { useSession, type TestSession } from './openSession.ts';
import { ownPlugin, proxyTo, tokenOf, writeKubeconfig } from './proxied.ts';

const access = sharedAccess();
let proxy: FaultProxy;
let viewer: string;
let other: string;
const timing = { retry: { first: 20, max: 200 }, forbidden: { first: 200, max: 400 } };

beforeAll(async () => {
  [viewer, other] = await Promise.all([tokenOf(access, 'viewer'), tokenOf(access, 'admin')]);
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  proxy = await proxyTo(access);
});
afterEach(async () => {
  vi.useRealTimers();
  await proxy.close();
});

const unauthorized = statusAnswer(401, 'Unauthorized', 'Unauthorized');
const carries = (token: string) => (request: SeenRequest) => request.headers['authorization'] === `Bearer ${token}`;

async function withPlugin(): Promise<{ plugin: Awaited<ReturnType<typeof ownPlugin>>['plugin']; kubeconfig: string }> {
  const { plugin, user } = await ownPlugin(access);
  await plugin.set({ token: viewer });
  return { plugin, kubeconfig: await writeKubeconfig(access, { server: proxy.url.origin, user }) };
}

/** Credentials that were just got are not asked for again: lets a minute pass. */
function growOlder(): void {
  vi.setSystemTime(Date.now() + 60_000);
}

/** Resolves when the session rests for its sign-in, and has stayed at rest for many of its pauses. */
async function untilDormant(opened: TestSession): Promise<string> {
  const state = await opened.until(({ state: now }) => now.phase === 'dormant' && now);
  expect(state.reason).toBe('authentication');
  await eventually(() => proxy.connections).toBe(0);
  const { length } = proxy.requests;
  const { accepted } = proxy;
  opened.session.refresh();
  opened.session.retryNow();
  await sleep(5 * timing.retry.max);
  expect({ length: proxy.requests.length, accepted: proxy.accepted }).toEqual({ length, accepted });
  expect(opened.session.state).toBe(state);
  return state.failure?.message ?? '';
}

describe('a credential plugin', () => {
  test('is asked once for all watches', async () => {
    const { plugin, kubeconfig } = await withPlugin();
    const opened = useSession({ kubeconfig, timing });
    await opened.settled();
    expect(opened.session.snapshot.kinds.size).toBeGreaterThan(10);
    expect(await plugin.calls()).toHaveLength(1);
  });

  test('is asked once more when what it gave is refused, for all watches together', async () => {
    const { plugin, kubeconfig } = await withPlugin();
    const opened = useSession({ kubeconfig, timing });
    await opened.settled();
    growOlder();
    await plugin.set({ token: other });
    proxy.add({ match: carries(viewer), fault: unauthorized });
    const mark = proxy.requests.length;
    proxy.cut();
    const watches = (): SeenRequest[] =>
      proxy.requests.slice(mark).filter((request) => carries(other)(request) && request.path.includes('watch=true'));
    await eventually(() => watches().length).toBe(opened.session.snapshot.kinds.size);
    await opened.settled();
    expect(await plugin.calls()).toHaveLength(2);
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
  });

  test('whose credentials stay refused is left alone until somebody reconnects', async () => {
    const { plugin, kubeconfig } = await withPlugin();
    const opened = useSession({ kubeconfig, timing });
    await opened.settled();
    growOlder();
    const refusal = proxy.add({ fault: unauthorized });
    const { kinds: before } = opened.session.snapshot;
    proxy.cut();
    await untilDormant(opened);
    expect(await plugin.calls()).toHaveLength(2);
    expect([...opened.session.snapshot.kinds.keys()]).toEqual([...before.keys()]);
    expect([...opened.session.snapshot.kinds.values()].map(({ state }) => state.phase)).not.toContain('live');

    refusal.dispose();
    opened.session.reconnect();
    await opened.settled();
    expect(opened.states.map(({ phase }) => phase).slice(-2)).toEqual(['connecting', 'connected']);
    expect(await plugin.calls()).toHaveLength(3);
  });

  test('that gives what the API server does not know ends in one call', async () => {
    const { plugin, kubeconfig } = await withPlugin();
    await plugin.set({ token: 'nobody-knows' });
    await untilDormant(useSession({ kubeconfig, timing }));
    expect(await plugin.calls()).toHaveLength(1);
  });

  test('that fails says why, once, and is asked again by reconnecting', async () => {
    const { plugin, kubeconfig } = await withPlugin();
    await plugin.set({ exitCode: 3, stderr: 'the badge has expired: run badge login\n' });
    const opened = useSession({ kubeconfig, timing });
    expect(await untilDormant(opened)).toContain('the badge has expired: run badge login');
    expect(await plugin.calls()).toHaveLength(1);
    expect(proxy.requests).toEqual([]);
    await plugin.set({ token: viewer });
    opened.session.reconnect();
    await opened.settled();
    expect(await plugin.calls()).toHaveLength(2);
  });
});

describe('a token', () => {
  test('that expires makes the session rest', async () => {
    // Long enough to connect on a busy machine before it expires.
    const token = await access.serviceAccountToken({ namespace: 'shop', name: 'default', seconds: 15 });
    const kubeconfig = await writeKubeconfig(access, { server: proxy.url.origin, user: { token } });
    const opened = useSession({ kubeconfig, timing });
    await opened.until(({ state }) => state.phase === 'connected' || undefined);
    await untilDormant(opened);
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected', 'dormant']);
  });
});

describe('the kubeconfig', () => {
  test('is followed when it changes, and only then', async () => {
    const kubeconfig = await writeKubeconfig(access, { server: proxy.url.origin, user: { token: viewer } });
    const opened = useSession({ kubeconfig, timing });
    await opened.settled();
    const { accepted } = proxy;
    const text = await readFile(kubeconfig, 'utf8');
    await writeFile(kubeconfig, `# a remark\n${text}`);
    await utimes(kubeconfig, new Date(), new Date());
    await sleep(1000);
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
    expect(proxy.accepted).toBe(accepted);

    await writeFile(kubeconfig, text.replace(proxy.url.origin, access.server));
    await opened.until(({ state }) => state.phase === 'connected' && state.host === new URL(access.server).host);
    await opened.settled();
    await eventually(() => proxy.connections).toBe(0);

    await writeFile(kubeconfig, '');
    await opened.until(({ state }) => state.phase === 'noKubeconfig' || undefined);
    expect(opened.session.snapshot.kinds.size).toBe(0);
    await writeFile(kubeconfig, text);
    await opened.settled();
  });

  test('is never written', async () => {
    const { plugin, kubeconfig } = await withPlugin();
    const facts = async (): Promise<object> => {
      const { mtimeNs, ctimeNs, ino, mode } = await stat(kubeconfig, { bigint: true });
      return { mtimeNs, ctimeNs, ino, mode, text: await readFile(kubeconfig, 'utf8') };
    };
    const before = await facts();
    const opened = useSession({ kubeconfig, timing });
    await opened.settled();
    opened.settings.context = 'demo-test';
    opened.session.reconnect();
    await opened.settled();
    growOlder();
    await plugin.set({ token: other });
    proxy.add({ match: carries(viewer), fault: unauthorized });
    proxy.cut();
    await eventually(async () => (await plugin.calls()).length).toBeGreaterThan(1);
    opened.session.disconnect();
    opened.dispose();
    expect(await facts()).toEqual(before);
  });
});
