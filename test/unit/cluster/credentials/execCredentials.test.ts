import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import { createExecCredentials, type ExecOptions } from '../../../../src/cluster/credentials/execCredentials.ts';
import type { ProofSource } from '../../../../src/cluster/credentials/proof.ts';
import { cluster, execOptions, notes, plugin } from './plugin.ts';
import { never, temporaryFolder } from '../temporaryFolder.ts';

// Real processes and file systems take the time they take; this only ends a test that hangs.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function create(
  body: string,
  options: Partial<ExecOptions> = {},
  fields: Parameters<typeof plugin>[2] = {},
): ProofSource {
  const source = createExecCredentials({ ...execOptions(plugin(folder, body, fields)), ...options });
  onTestFinished(() => source.dispose());
  return source;
}

async function messageFrom(source: ProofSource): Promise<string> {
  const failure = failureOf(
    await source.get(never).then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
  expect(failure?.code).toBe('credentials');
  return failure?.message ?? '';
}

const inAnHour = `new Date(Date.now() + 3600e3).toISOString()`;

describe('an exec plugin', () => {
  test('gives a token, or a certificate', async () => {
    expect(await create(`print({ token: 'abc' })`).get(never)).toMatchObject({ authorization: 'Bearer abc' });
    const pair = create(`print({ clientCertificateData: 'C', clientKeyData: 'K' })`);
    expect(await pair.get(never)).toMatchObject({ client: { cert: 'C', key: 'K' } });
  });

  test('runs once however many ask, and again when the credential has expired', async () => {
    let now = Date.now();
    const source = create(`print({ token: 'abc', expirationTimestamp: ${inAnHour} })`, { now: () => now });
    await Promise.all(Array.from({ length: 20 }, () => source.get(never)));
    await source.get(never);
    expect(notes(folder)).toEqual(['run']);
    now += 3550e3;
    await source.get(never);
    expect(notes(folder)).toEqual(['run', 'run']);
  });

  test('is not asked again for each use of a credential that lives for seconds', async () => {
    const source = create(`print({ token: 'abc', expirationTimestamp: new Date(Date.now() + 30e3).toISOString() })`);
    await source.get(never);
    await source.get(never);
    expect(notes(folder)).toEqual(['run']);
  });

  test('runs again for a credential that the server refuses, but not for a fresh one', async () => {
    let now = Date.now();
    const source = create(`print({ token: 'abc' })`, { now: () => now });
    const used = await source.get(never);
    expect(source.invalidate(used)).toBe(false);
    now += 60_000;
    expect(source.invalidate(used)).toBe(true);
    const next = await source.get(never);
    // Another watch used the first one too: the plugin must not run for it as well.
    expect(source.invalidate(used)).toBe(true);
    expect(await source.get(never)).toBe(next);
    expect(notes(folder)).toEqual(['run', 'run']);
  });

  test('is told the cluster, and gets the kubeconfig’s variables over the environment', async () => {
    const source = create(
      `const { KUBERNETES_EXEC_INFO, KEPT, CHANGED, ELECTRON_RUN_AS_NODE } = process.env;
       print({ token: JSON.stringify({ info: JSON.parse(KUBERNETES_EXEC_INFO), KEPT, CHANGED, ELECTRON_RUN_AS_NODE }) })`,
      {
        env: { KEPT: 'a', CHANGED: 'b', ELECTRON_RUN_AS_NODE: '1' },
        cluster: { ...cluster, tlsServerName: 'api', execConfig: { audience: 'x' } },
        ca: () => Promise.resolve('PEM'),
      },
      {
        provideClusterInfo: true,
        env: [{ name: 'CHANGED', value: 'c' }],
        apiVersion: 'client.authentication.k8s.io/v1beta1',
      },
    );
    const { authorization = '' } = await source.get(never);
    expect(JSON.parse(authorization.replace('Bearer ', ''))).toEqual({
      KEPT: 'a',
      CHANGED: 'c',
      info: {
        kind: 'ExecCredential',
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        spec: {
          interactive: false,
          cluster: {
            server: 'https://api:6443',
            'tls-server-name': 'api',
            'certificate-authority-data': 'UEVN',
            config: { audience: 'x' },
          },
        },
      },
    });
  });

  test('finds its standard input at its end', async () => {
    const source = create(`print({ token: String(fs.readFileSync(0).length) })`);
    expect(await source.get(never)).toMatchObject({ authorization: 'Bearer 0' });
  });

  test('that leaves a process behind, holding its output open, is not waited for', async () => {
    onTestFinished(() => void process.kill(Number(notes(folder)[1]), 'SIGKILL'));
    const source = create(
      `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600000)'], { stdio: ['ignore', 'inherit', 'inherit'] })
         .on('spawn', function () { fs.appendFileSync(note, this.pid + '\\n'); print({ token: 'abc' }); process.exit(0); });`,
    );
    expect(await source.get(never)).toMatchObject({ authorization: 'Bearer abc' });
  });
});

describe('an exec plugin fails', () => {
  test.each<[why: string, body: string, message: string]>([
    [
      'with its exit code and what it said',
      `console.error('\\u001b[31msign in\\u001b[0m first'); process.exit(3)`,
      'failed with exit code 3: sign in first',
    ],
    ['printing nothing', ``, 'printed nothing'],
    ['printing no JSON', `console.log('secret-token')`, 'printed no JSON'],
    ['printing something else', `console.log('{}')`, 'printed no ExecCredential'],
    ['without a status', `print()`, 'neither a token nor a certificate'],
    ['with half a pair', `print({ clientKeyData: 'K' })`, 'only one of certificate and key'],
    ['printing without end', `setInterval(() => console.log('x'.repeat(1 << 20)), 1)`, 'more than a credential can be'],
  ])('%s', async (_, body, message) => {
    const said = await messageFrom(create(body));
    expect(said).toContain(message);
    expect(said).not.toContain('secret-token');
  });

  test('answering in another version', async () => {
    const body = `console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: 'other/v9', status: { token: 'a' } }))`;
    expect(await messageFrom(create(body))).toContain('answered with other/v9');
  });

  test('that is missing, with the hint of how to install it', async () => {
    const command = join(folder, 'absent');
    const message = await messageFrom(create('', {}, { command, installHint: 'Install\n it \u001b[1mso' }));
    expect(message).toBe(`the exec plugin ${command} was not found. Install it so`);
  });

  test('that wants a terminal, or another version, before it is run', async () => {
    expect(await messageFrom(create('', {}, { interactiveMode: 'Always' }))).toContain('wants a terminal');
    const old = { apiVersion: 'client.authentication.k8s.io/v1alpha1' };
    expect(await messageFrom(create('', {}, old))).toContain('v1alpha1');
    expect(notes(folder)).toEqual([]);
  });

  test('once for all who ask within seconds, then is tried again', async () => {
    let now = Date.now();
    const source = create(`process.exit(1)`, { now: () => now });
    await messageFrom(source);
    await messageFrom(source);
    expect(notes(folder)).toEqual(['run']);
    now += 6000;
    await messageFrom(source);
    expect(notes(folder)).toEqual(['run', 'run']);
  });
});

describe('a plugin that hangs', () => {
  /** Starts a child of its own and waits for ever; both note their ids, and neither minds being asked to end. */
  const hanging = `process.on('SIGTERM', () => {});
    fs.appendFileSync(note, process.pid + '\\n');
    require('node:child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'])
      .on('spawn', function () { fs.appendFileSync(note, this.pid + '\\n'); console.error('Enter the code ABC'); });
    setInterval(() => {}, 1000);`;
  const graceMs = 300;
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const started = async (): Promise<number[]> => {
    await vi.waitUntil(() => notes(folder).length === 3, { timeout: 60_000 });
    return notes(folder).slice(1).map(Number);
  };
  const allEnded = (pids: readonly number[]) => vi.waitUntil(() => !pids.some(isAlive), { timeout: 60_000 });

  test('fails after the time limit, with what it said, and is ended with all it started', async () => {
    const onNotice = vi.fn();
    const source = create(hanging, { timeoutMs: 3000, graceMs, onNotice });
    const message = messageFrom(source);
    const pids = await started();
    expect(await message).toContain('did not finish within 3 s: Enter the code ABC');
    expect(onNotice).toHaveBeenCalledWith('Enter the code ABC');
    await allEnded(pids);
  });

  test('is ended when the last who asked gives up', async () => {
    const source = create(hanging, { graceMs });
    const stop = new AbortController();
    const first = source.get(stop.signal);
    const pids = await started();
    stop.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await allEnded(pids);
  });

  test('is ended with its owner', async () => {
    const source = create(hanging, { graceMs });
    const first = source.get(never).catch((error: unknown) => error);
    const pids = await started();
    source.dispose();
    expect(await first).toMatchObject({ name: 'AbortError' });
    await allEnded(pids);
  });
});
