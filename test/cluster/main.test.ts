import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheFolder } from '../../scripts/go/cacheFolder.ts';

let cache: string;

/** A cache folder of its own, with the binaries of the real one: a cluster that the person has up is left alone. */
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'sluice-main-'));
  await linkBuilds(cacheFolder(), join(cache, 'sluice'));
});
afterAll(async () => {
  await main('down');
  await rm(cache, { recursive: true, force: true });
});

async function linkBuilds(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (/^(control-plane|forge)-/.test(name)) await symlink(join(from, name), join(to, name));
  }
}

function main(...args: string[]): Promise<{ code: number; out: string }> {
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { env: { ...process.env, XDG_CACHE_HOME: cache } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out: out + err }),
    );
  });
}

test('up, status and down', async () => {
  expect(await main('status')).toMatchObject({ code: 1, out: expect.stringContaining('No cluster is up.') as string });
  const up = await main('up');
  expect(up).toMatchObject({ code: 0, out: expect.stringContaining('fleet: settled') as string });
  const kubeconfig = /kubeconfig +(\S+)/.exec(up.out)?.[1] ?? '';
  expect(existsSync(kubeconfig)).toBe(true);

  expect((await main('up')).out).toContain('The cluster is up already.');
  const status = await main('status');
  expect(status.out).toMatch(/kube-apiserver +\d+ +ok +127\.0\.0\.1:\d+/);
  expect(status.out).toContain(kubeconfig);

  expect(await main('down')).toMatchObject({ code: 0, out: expect.stringContaining('Stopped the cluster') as string });
  expect(existsSync(kubeconfig)).toBe(false);
  expect(await main('down')).toMatchObject({ code: 1, out: expect.stringContaining('none is up') as string });
});

test('an unknown command is answered with the usage', async () => {
  expect(await main('sideways')).toMatchObject({ code: 1, out: expect.stringContaining('up|down|status') as string });
});
