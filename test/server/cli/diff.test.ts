import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { testRepository } from '../../unit/git/repositories.ts';
import { run } from './run.ts';

describe('without a cluster', () => {
  test.each([
    [['diff', 'apps', '-k', 'apps'], /a path or a Kustomization, not both/],
    [['diff', '--output', 'yaml'], /There are text, json, markdown/],
    [['diff', '--revision', 'main'], /--revision is no option of sluice diff/],
    [['diff'], /no kubeconfig with a context is at .*nowhere: name one in KUBECONFIG/],
  ])('refuses %j', async (args, sentence) => {
    const { root: folder } = await testRepository();
    const { code, stdout, stderr } = await run(folder, args, '', { KUBECONFIG: join(folder, 'nowhere') });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  test('says what is wrong with a kubeconfig, and which contexts there are', async () => {
    const { root: folder, write } = await testRepository();
    await write({ broken: 'clusters: [', config: kubeconfig(1) });
    const broken = await run(folder, ['diff'], '', { KUBECONFIG: join(folder, 'broken') });
    expect(broken.stderr).toMatch(/cannot use .*broken/);
    const wrong = await run(folder, ['diff', '--context', 'found'], '', { KUBECONFIG: join(folder, 'config') });
    expect(wrong.stderr).toMatch(/the kubeconfig has no context found: there are lost/);
    expect([broken.code, wrong.code]).toEqual([2, 2]);
  });

  test('says at once when the cluster is not there', async () => {
    const { root: folder, write } = await testRepository();
    await write({ config: kubeconfig(await closedPort()) });
    const { code, stderr } = await run(folder, ['diff'], '', { KUBECONFIG: join(folder, 'config') });
    expect(code).toBe(2);
    expect(stderr).toMatch(/the cluster of lost does not answer/);
  });
});

test.skipIf(process.platform === 'win32')('Ctrl-C ends it, also while the cluster is silent', async () => {
  const { root: folder, write } = await testRepository();
  const server = createServer();
  const asked = once(server, 'connection');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  await write({ config: kubeconfig((server.address() as AddressInfo).port) });
  const env = { ...process.env, KUBECONFIG: join(folder, 'config') };
  const child = spawn(join(root, 'dist', 'cli.cjs'), ['diff'], { cwd: folder, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await asked;
  child.kill('SIGINT');
  const [code] = (await once(child, 'close')) as [number | null];
  expect({ code, printed }).toEqual({ code: 130, printed: '' });
});

function kubeconfig(port: number): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'lost', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'lost', user: {} }],
    contexts: [{ name: 'lost', context: { cluster: 'lost', user: 'lost' } }],
    'current-context': 'lost',
  });
}

async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
