import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { writeSingleContext } from '../../../scripts/singleContext.ts';

let folder: string;
let target: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-unit-'));
  target = join(folder, 'target');
  await mkdir(join(folder, 'conf'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function kubeconfigs(...texts: string[]): Promise<void> {
  const paths = texts.map((_text, index) => join(folder, 'conf', `${index}.yaml`));
  await Promise.all(texts.map((text, index) => writeFile(paths[index] ?? '', text)));
  vi.stubEnv('KUBECONFIG', paths.join(':'));
}

const first = `
contexts: [{name: a, context: {cluster: one, user: me}}, {name: b, context: {cluster: one, user: you}}]
clusters: [{name: one, cluster: {server: 'https://one:6443', certificate-authority: ca.crt}}]
`;
const second = `
contexts: [{name: a, context: {cluster: other, user: other}}]
users:
  - name: me
    user: {client-key: /keys/me.key, exec: {apiVersion: v1, command: ./bin/login, args: [x]}}
  - name: you
    user: {exec: {apiVersion: v1, command: login}}
`;

test('holds the one context with its cluster and user, as the first file has them', async () => {
  await kubeconfigs(first, second);
  await writeSingleContext('a', target);
  expect(parse(await readFile(target, 'utf8'))).toEqual({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'a',
    contexts: [{ name: 'a', context: { cluster: 'one', user: 'me' } }],
    clusters: [
      { name: 'one', cluster: { server: 'https://one:6443', 'certificate-authority': join(folder, 'conf', 'ca.crt') } },
    ],
    users: [
      {
        name: 'me',
        user: {
          'client-key': '/keys/me.key',
          exec: { apiVersion: 'v1', command: join(folder, 'conf', 'bin', 'login'), args: ['x'] },
        },
      },
    ],
  });
  expect((await stat(target)).mode & 0o777).toBe(0o600);
});

test('leaves a command that is looked up on the PATH as it is', async () => {
  await kubeconfigs(first, second);
  await writeSingleContext('b', target);
  expect(parse(await readFile(target, 'utf8'))).toMatchObject({ users: [{ user: { exec: { command: 'login' } } }] });
});

test('says which contexts there are where the one asked for is not', async () => {
  await kubeconfigs(first);
  await expect(writeSingleContext('c', target)).rejects.toThrow(/no context "c" in .*The contexts there are: a, b\./);
});

test('names the file that is no YAML', async () => {
  await kubeconfigs('{');
  await expect(writeSingleContext('c', target)).rejects.toThrow(/Cannot read the kubeconfig .*0\.yaml: /);
});
