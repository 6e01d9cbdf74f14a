import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensureControlPlane, ensureForge } from './build/binaries.ts';
import { cached, cacheFolder, exists } from '../../scripts/go/cacheFolder.ts';
import { atLeast } from '../../scripts/go/toolchain.ts';

const { signal } = new AbortController();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-build-'));
  vi.stubEnv('KUBEBUILDER_ASSETS', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** Puts a program named `name` on an otherwise empty PATH. */
async function onlyOnPath(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
}

describe('what is built already', () => {
  test('is found without Go', async () => {
    const { tool } = await ensureControlPlane({ signal });
    vi.stubEnv('PATH', folder);
    expect((await ensureControlPlane({ signal })).tool('kube-apiserver')).toBe(tool('kube-apiserver'));
    expect(await exists(tool('kube-apiserver'))).toBe(true);
  });

  test('is taken from KUBEBUILDER_ASSETS where it is there', async () => {
    vi.stubEnv('KUBEBUILDER_ASSETS', folder);
    await writeFile(join(folder, 'etcd'), '');
    await expect(ensureControlPlane({ signal })).rejects.toThrow(
      `KUBEBUILDER_ASSETS is ${folder}, and kube-apiserver, kubectl cannot be found there.`,
    );
  });
});

describe('with an empty cache', () => {
  beforeEach(() => vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache')));

  test('a missing Go is named', async () => {
    vi.stubEnv('PATH', folder);
    await expect(ensureControlPlane({ signal })).rejects.toThrow(
      'Building the control plane needs Go, and there is no "go" on the PATH. Install Go from https://go.dev/dl and try again.',
    );
  });

  test('a Go that is too old is named with its version', async () => {
    await onlyOnPath('go', 'echo go1.20.3');
    await expect(ensureControlPlane({ signal })).rejects.toThrow(/needs Go 1\.26\.\d or newer \(this is go1\.20\.3\)/);
  });

  test('a missing C compiler is named', async () => {
    await onlyOnPath('go', 'case "$2" in GOVERSION) echo go1.99.0;; CC) echo no-such-compiler;; esac');
    await expect(ensureForge({ signal })).rejects.toThrow(/the forge needs a C compiler .* "no-such-compiler"/);
  });

  test('a failed build says which part, why and what to do, and leaves nothing in the cache', async () => {
    vi.stubEnv('GOPROXY', 'off');
    vi.stubEnv('GOFLAGS', '-modcacherw');
    vi.stubEnv('GOMODCACHE', join(folder, 'modules'));
    const steps: string[] = [];
    const build = ensureControlPlane({ signal, onProgress: ({ part, step }) => steps.push(`${part}: ${step}`) });
    await expect(build).rejects.toThrow(/^Building the control plane failed \(go install\):\n[^]*GOPROXY=off[^]*try/);
    expect(steps).toContain('control plane: starting go (a first build takes 5 to 20 minutes)');
    expect(await readdir(cacheFolder())).toEqual([]);
  });

  test('of two makers of one folder one wins, and both get the whole', async () => {
    let waiting = 0;
    const make = (name: string) => async (target: string) => {
      waiting += 1;
      await vi.waitUntil(() => waiting === 2);
      await writeFile(join(target, 'a'), name);
      await writeFile(join(target, 'b'), name);
    };
    const [one, two] = await Promise.all([cached('thing', make('one')), cached('thing', make('two'))]);
    expect(one).toBe(two);
    expect((await readdir(one)).sort()).toEqual(['a', 'b']);
    expect(await readdir(cacheFolder())).toEqual(['thing']);
  });

  test('a maker that fails leaves nothing', async () => {
    await expect(cached('thing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(cacheFolder())).toEqual([]);
  });
});

test.each([
  ['1.26.8', '1.26.0', true],
  ['1.26', '1.26.0', true],
  ['1.9.9', '1.26.0', false],
  ['1.27rc1', '1.26.2', true],
  ['1.26.1', '1.26.2', false],
])('Go %s is at least %s: %s', (found, needed, answer) => {
  expect(atLeast(found, needed)).toBe(answer);
});
