import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import { silentLogger as logger } from '../../../../src/base/logger.ts';
import { createCredentials, type Credentials } from '../../../../src/cluster/credentials/credentials.ts';
import type { KubeconfigUser } from '../../../../src/cluster/kubeconfig/kubeconfigTypes.ts';
import { cluster, notes, plugin } from './plugin.ts';
import { never, temporaryFolder } from '../temporaryFolder.ts';

function create(user: Partial<KubeconfigUser>, server = cluster.server): Credentials {
  const credentials = createCredentials(
    { cluster: { ...cluster, server }, user: { name: 'jane', ...user } },
    { logger },
  );
  onTestFinished(() => credentials.dispose());
  return credentials;
}

const headers = async (user: Partial<KubeconfigUser>): Promise<unknown> => (await create(user).get(never)).headers;
const failure = async (user: Partial<KubeconfigUser>): Promise<unknown> =>
  failureOf(
    await create(user)
      .get(never)
      .then(
        () => undefined,
        (error: unknown) => error,
      ),
  );
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const pem = '-----BEGIN CERTIFICATE-----\n';

test('tokens and passwords become a header', async () => {
  expect(await headers({ token: 'abc' })).toEqual({ authorization: 'Bearer abc' });
  expect(await headers({ username: 'jané', password: 'a:b' })).toEqual({
    authorization: `Basic ${base64('jané:a:b')}`,
  });
  expect(await headers({})).toEqual({});
});

test('a token wins over a password and an exec plugin, a certificate over an exec plugin', async () => {
  const folder = temporaryFolder();
  const exec = plugin(folder, `print({ token: 'exec' })`);
  expect(await headers({ token: 'abc', username: 'u', exec })).toEqual({ authorization: 'Bearer abc' });
  const certificate = { certData: base64(pem), keyData: base64(pem) };
  expect(await create({ ...certificate, exec }).get(never)).toMatchObject({
    headers: {},
    client: { cert: pem, key: pem },
  });
  expect(notes(folder)).toEqual([]);
  expect(await headers({ exec })).toEqual({ authorization: 'Bearer exec' });
});

test('a token file is read again once its token is refused; the token stands in while there is no file', async () => {
  const tokenFile = join(temporaryFolder(), 'token');
  writeFileSync(tokenFile, 'one\n');
  const credentials = create({ tokenFile, token: 'fallback' });
  const used = await credentials.get(never);
  expect(used.headers).toEqual({ authorization: 'Bearer one' });
  writeFileSync(tokenFile, 'second\n');
  expect(credentials.invalidate(used)).toBe(true);
  expect((await credentials.get(never)).headers).toEqual({ authorization: 'Bearer second' });
  rmSync(tokenFile);
  expect(await headers({ tokenFile, token: 'fallback' })).toEqual({ authorization: 'Bearer fallback' });
  expect(await failure({ tokenFile })).toMatchObject({
    code: 'credentials',
    message: expect.stringContaining(`cannot read ${tokenFile}: ENOENT`) as string,
  });
  writeFileSync(tokenFile, '\n');
  expect(await failure({ tokenFile })).toMatchObject({ message: `the token file ${tokenFile} is empty` });
});

test('what cannot change is not worth another try', async () => {
  const credentials = create({ token: 'abc' });
  expect(credentials.invalidate(await credentials.get(never))).toBe(false);
});

test('a certificate needs its key', async () => {
  expect(await failure({ certData: base64(pem) })).toMatchObject({
    code: 'credentials',
    message: 'the user "jane" has only one of client certificate and key',
  });
});

test('impersonation is asked for in headers, keys escaped', async () => {
  const impersonate = { user: 'boss', uid: '1', groups: ['a', 'b'], extra: { 'example.org/why not%': ['x', 'y'] } };
  expect(await headers({ token: 'abc', impersonate })).toEqual({
    authorization: 'Bearer abc',
    'impersonate-user': 'boss',
    'impersonate-uid': '1',
    'impersonate-group': ['a', 'b'],
    'impersonate-extra-example.org%2Fwhy%20not%25': ['x', 'y'],
  });
});

test('an OIDC token is used while valid, and its end is told', async () => {
  const token = (seconds: number): string =>
    ['{}', JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds }), '']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
  const provider = (config: Record<string, string>) => ({ authProvider: { name: 'oidc', config } });
  const valid = token(3600);
  expect(await headers(provider({ 'id-token': valid }))).toEqual({ authorization: `Bearer ${valid}` });
  for (const config of [{ 'id-token': token(-10) }, {}]) {
    expect(await failure(provider(config as Record<string, string>))).toMatchObject({
      code: 'credentials',
      message: expect.stringContaining('sign in again') as string,
    });
  }
});

test('other auth providers fail with their successor', async () => {
  const message = async (name: string) => failure({ authProvider: { name, config: {} } });
  expect(await message('gcp')).toMatchObject({ message: expect.stringContaining('gke-gcloud-auth-plugin') as string });
  expect(await message('other')).toMatchObject({ message: expect.stringContaining('not supported') as string });
});

test('nothing is sent over plain http', async () => {
  expect((await create({ token: 'abc' }, 'http://api').get(never)).headers).toEqual({});
});
