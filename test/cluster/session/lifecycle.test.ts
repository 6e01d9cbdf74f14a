import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { FaultProxy } from '../../faults/proxyServer.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { eventually } from './eventually.ts';
import { openSession, useSession } from './openSession.ts';
import { ownPlugin, proxyTo, tokenOf, writeKubeconfig } from './proxied.ts';

const access = sharedAccess();
const timing = { retry: { first: 20, max: 200 } };
let proxy: FaultProxy;
let kubeconfig: string;

beforeEach(async () => {
  proxy = await proxyTo(access);
  kubeconfig = await writeKubeconfig(access, {
    server: proxy.url.origin,
    user: { token: await tokenOf(access, 'viewer') },
  });
});
afterEach(() => proxy.close());

/** Lets a program open a session and dispose it; resolves with what was alive in it then, once it has ended by itself. */
async function runChild(
  file: string,
  when: 'made' | 'plugin' | 'settled',
  onStarted: (end: () => void) => Promise<void> = () => Promise.resolve(),
): Promise<{ code: number; alive: string[] }> {
  const program = fileURLToPath(new URL('lifecycleChild.ts', import.meta.url));
  const child = spawn(process.execPath, [program, file, when], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'exit') as Promise<[number]>,
    onStarted(() => child.kill('SIGUSR2')),
  ]);
  return { code, alive: JSON.parse(said) as string[] };
}

describe('a session', () => {
  test('does nothing before it is started', async () => {
    const opened = openSession({ kubeconfig, timing });
    opened.session.refresh();
    opened.session.retryNow();
    opened.session.disconnect();
    await sleep(500);
    expect({ accepted: proxy.accepted, log: opened.log, phase: opened.session.state.phase }).toEqual({
      accepted: 0,
      log: [],
      phase: 'idle',
    });
    opened.dispose();
    opened.session.start();
    opened.session.reconnect();
    await sleep(200);
    expect({ accepted: proxy.accepted, log: opened.log }).toEqual({ accepted: 0, log: [] });
  });

  test('told to disconnect ends all traffic and keeps what it has, until it reconnects', async () => {
    const opened = useSession({ kubeconfig, timing });
    await opened.settled();
    const { size } = opened.session.snapshot.kinds;
    opened.session.disconnect();
    expect(opened.session.state).toEqual({ phase: 'dormant', context: 'demo-test', reason: 'disconnected' });
    expect(opened.session.client).toBeUndefined();
    await eventually(() => proxy.connections).toBe(0);
    const { length } = proxy.requests;
    await writeFile(kubeconfig, `# changed\n${await readFile(kubeconfig, 'utf8')}`);
    opened.session.refresh();
    await sleep(1000);
    expect(proxy.requests).toHaveLength(length);
    expect(opened.session.snapshot.kinds.size).toBe(size);
    await opened.until(({ snapshot }) => [...snapshot.kinds.values()].every(({ state }) => state.phase === 'stale'));
    opened.session.reconnect();
    await opened.settled();
    expect(opened.session.snapshot.kinds.size).toBe(size);
  });

  test('told to disconnect while it connects does not connect', async () => {
    const opened = useSession({ kubeconfig, timing });
    opened.session.disconnect();
    await sleep(500);
    expect({ accepted: proxy.accepted, phase: opened.session.state.phase }).toEqual({ accepted: 0, phase: 'idle' });
    opened.session.start();
    await opened.settled();
  });

  test('that reconnects and changes context over and over ends in one connection', async () => {
    const second = await proxyTo(access);
    const config = parse(await readFile(kubeconfig, 'utf8')) as Record<string, Record<string, unknown>[]>;
    const [cluster = {}] = config['clusters'] ?? [];
    config['clusters']?.push({
      name: 'second',
      cluster: { ...(cluster['cluster'] as object), server: second.url.origin },
    });
    config['contexts']?.push({ name: 'demo-second', context: { cluster: 'second', user: 'test' } });
    await writeFile(kubeconfig, stringify(config));
    const opened = useSession({ kubeconfig, timing, context: 'demo-test' });
    for (let round = 0; round < 20; round += 1) {
      opened.settings.context = round % 2 === 0 ? 'demo-test' : 'demo-second';
      opened.session.reconnect();
      if (round % 5 === 4) await sleep(30);
    }
    await opened.until(({ state }) => 'context' in state && state.context === 'demo-second');
    await opened.settled();
    const { size } = opened.session.snapshot.kinds;
    await eventually(() => proxy.connections).toBe(0);
    await eventually(() => second.connections).toBe(size);
    expect(opened.log.filter((line) => line.startsWith('error'))).toEqual([]);
    opened.dispose();
    await eventually(() => second.connections).toBe(0);
    await second.close();
  });
});

describe('a session that is disposed', () => {
  test('leaves no socket, timer or process', async () => {
    const { plugin, user } = await ownPlugin(access);
    await plugin.set({ token: await tokenOf(access, 'admin') });
    const file = await writeKubeconfig(access, { server: proxy.url.origin, user });
    expect(await runChild(file, 'settled')).toEqual(await runChild(file, 'made'));
    await eventually(() => proxy.connections).toBe(0);
  });

  test('while its plugin runs ends it', async () => {
    const { plugin, user } = await ownPlugin(access);
    await plugin.set({ token: 'never', delay: 3_600_000 });
    const file = await writeKubeconfig(access, { server: proxy.url.origin, user });
    const ended = await runChild(file, 'plugin', async (end) => {
      await eventually(async () => (await plugin.calls()).length).toBe(1);
      end();
    });
    expect(ended).toEqual(await runChild(file, 'made'));
    expect(proxy.requests).toEqual([]);
  });
});
