import { expect, test } from 'vitest';
import { contextAccess } from '../../../../src/cluster/kubeconfig/contextAccess.ts';
import { parseKubeconfig } from '../../../../src/cluster/kubeconfig/kubeconfigFile.ts';

const complete = `
clusters:
- name: c
  cluster:
    server: https://jane:s3cret@api.example:6443
    proxy-url: http://joe:s3cret@proxy:3128
    tls-server-name: api
    certificate-authority: /ca.crt
    certificate-authority-data: AAAA
    insecure-skip-tls-verify: false
    extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: first}}]
users:
- name: u
  user:
    client-certificate: /c.crt
    client-certificate-data: BBBB
    client-key: /c.key
    client-key-data: CCCC
    tokenFile: /token
    token: DDDD
    username: someone
    password: EEEE
    as: boss
    as-groups: [devs]
    auth-provider: {name: oidc, config: {idp-issuer-url: https://idp, idp-certificate-authority: /idp.crt, client-secret: FFFF, id-token: GGGG, refresh-token: HHHH}}
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: plugin
      args: [--role, a b]
      env: [{name: NAME, value: some value}]
      provideClusterInfo: false
      interactiveMode: Never
contexts: [{name: x, context: {cluster: c, user: u}}]
`;

function accessOf(source: string) {
  const { clusters, users, contexts } = parseKubeconfig(source, '/folder/config');
  return contextAccess(contexts[0]?.name ?? '', clusters[0], users[0]);
}

test('says where a context leads and what it takes, without the passwords of addresses', () => {
  expect(accessOf(complete)).toEqual({
    server: 'https://***@api.example:6443/',
    proxy: 'http://***@proxy:3128/',
    serverName: 'api',
    insecure: false,
    exec: { command: 'plugin', args: ['--role', 'a b'], env: [{ name: 'NAME', value: 'some value' }] },
    files: ['/ca.crt', '/c.crt', '/c.key', '/token', '/idp.crt'],
    fingerprint: expect.any(String) as string,
  });
});

test.each([
  ['the context', 'name: x', 'name: y'],
  ['the server', 'api.example', 'evil.example'],
  ['the server’s user', '//jane:', '//jill:'],
  ['the proxy', 'proxy:3128', 'other:3128'],
  ['the server’s name', 'tls-server-name: api', 'tls-server-name: other'],
  ['the authority’s file', '/ca.crt', '/other.crt'],
  ['the authority', 'AAAA', 'AAAB'],
  ['verifying', 'verify: false', 'verify: true'],
  ['the certificate’s file', '/c.crt', '/other.crt'],
  ['the key’s file', '/c.key', '/other.key'],
  ['the token’s file', '/token', '/home/jane/.aws/token'],
  ['the user', 'someone', 'another'],
  ['whom it acts as', 'boss', 'admin'],
  ['the groups it acts in', 'devs', 'admins'],
  ['the identity provider', 'https://idp', 'https://evil'],
  ['the command', 'command: plugin', 'command: other'],
  ['where arguments end', '[--role, a b]', '[--role a, b]'],
  ['an argument', 'a b', 'a c'],
  ['a variable’s name', 'NAME', 'LD_PRELOAD'],
  ['a variable’s value', 'some value', 'other value'],
  ['what the plugin is told', 'Info: false', 'Info: true'],
  ['the plugin’s own settings', 'audience: first', 'audience: second'],
])('the fingerprint changes with %s', (_, before, after) => {
  expect(complete).toContain(before);
  expect(accessOf(complete.replace(before, after)).fingerprint).not.toBe(accessOf(complete).fingerprint);
});

test.each(['BBBB', 'CCCC', 'DDDD', 'EEEE', 'FFFF', 'GGGG', 'HHHH'])(
  'the fingerprint stays as the secret %s is renewed',
  (secret) => {
    expect(accessOf(complete.replace(secret, 'ZZZZ'))).toEqual(accessOf(complete));
  },
);

test('a context without a cluster and a user leads nowhere', () => {
  expect(contextAccess('x', undefined, undefined)).toMatchObject({ server: '', insecure: false, files: [] });
});
