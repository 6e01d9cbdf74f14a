import { KubeConfig } from '@kubernetes/client-node';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  loadKubeconfig,
  resolveContext,
  type LoadedKubeconfig,
} from '../../../../src/cluster/kubeconfig/kubeconfig.ts';
import { parseKubeconfig } from '../../../../src/cluster/kubeconfig/kubeconfigFile.ts';
import { never, temporaryFolder } from '../temporaryFolder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const load = (...paths: string[]): Promise<LoadedKubeconfig> => loadKubeconfig(paths, never, { env: {} });

function resolved(loaded: LoadedKubeconfig, name: string) {
  const resolution = resolveContext(loaded, name);
  if (!resolution.ok) throw new Error(resolution.failure.message);
  return resolution.context;
}

const complete = `
apiVersion: v1
kind: Config
current-context: prod
clusters:
- name: c
  cluster:
    server: https://api.example:6443/k8s/
    certificate-authority: certs/ca.crt
    tls-server-name: api
    proxy-url: socks5://p:1
    disable-compression: true
    extensions:
    - name: client.authentication.k8s.io/exec
      extension: {audience: "true", depth: 3, list: [true]}
users:
- name: u
  user:
    client-certificate: ./c.crt
    client-key: /abs/c.key
    tokenFile: ../token
    token: 0123
    username: 42
    as: boss
    as-uid: u1
    as-groups: [a, b]
    as-user-extra: {Reason/x: [why]}
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: bin/plugin
      args: [--role, "1"]
      env: [{name: A, value: "b"}, {name: EMPTY, value: ""}]
      installHint: get it
      provideClusterInfo: true
contexts:
- name: prod
  context: {cluster: c, user: u, namespace: apps}
`;

describe('loadKubeconfig', () => {
  test('reads all fields, paths resolved against the file’s folder', async () => {
    const file = write('config', complete);
    const loaded = await load(file);
    expect(loaded).toMatchObject({ currentContext: 'prod', paths: [file], found: [file], failures: [] });
    expect(loaded.contexts).toEqual([
      {
        name: 'prod',
        cluster: 'c',
        user: 'u',
        namespace: 'apps',
        host: 'api.example:6443',
        access: expect.objectContaining({ server: 'https://api.example:6443/k8s' }) as unknown,
        file,
      },
    ]);
    expect(resolved(loaded, 'prod')).toEqual({
      name: 'prod',
      namespace: 'apps',
      cluster: {
        name: 'c',
        server: 'https://api.example:6443/k8s',
        caFile: join(folder, 'certs/ca.crt'),
        tlsServerName: 'api',
        proxyUrl: 'socks5://p:1',
        disableCompression: true,
        insecureSkipTlsVerify: false,
        execConfig: { audience: 'true', depth: 3, list: [true] },
      },
      user: {
        name: 'u',
        certFile: join(folder, 'c.crt'),
        keyFile: '/abs/c.key',
        tokenFile: join(folder, '../token'),
        token: '0123',
        username: '42',
        impersonate: { user: 'boss', uid: 'u1', groups: ['a', 'b'], extra: { 'Reason/x': ['why'] } },
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: join(folder, 'bin/plugin'),
          args: ['--role', '1'],
          env: [
            { name: 'A', value: 'b' },
            { name: 'EMPTY', value: '' },
          ],
          installHint: 'get it',
          provideClusterInfo: true,
          interactiveMode: 'IfAvailable',
        },
      },
    });
    expect(readFileSync(file, 'utf8')).toBe(complete);
  });

  test('leaves a command without a separator to PATH', async () => {
    const user = '{exec: {command: aws, args: [eks], apiVersion: v1}}';
    const file = write(
      'c',
      `{users: [{name: u, user: ${user}}], contexts: [{name: x, context: {cluster: c, user: u}}]}`,
    );
    expect((await load(file)).contexts[0]?.access.exec).toEqual({ command: 'aws', args: ['eks'], env: [] });
  });

  test('merges by kubectl’s rules: the first file that names a thing defines all of it', async () => {
    const a = write(
      'a',
      `{clusters: [{name: c, cluster: {server: "https://a"}}], users: [{name: u, user: {token: a}}],
        contexts: [{name: x, context: {cluster: c, user: u}}]}`,
    );
    const b = write(
      'b',
      `{current-context: y, clusters: [{name: c, cluster: {server: "https://b", tls-server-name: b}}],
        users: [{name: u, user: {token: b, as: root}}, {name: v, user: {token: v}}],
        contexts: [{name: x, context: {cluster: c, user: v}}, {name: y, context: {cluster: c, user: v}}]}`,
    );
    const c = write('c', `{current-context: x}`);
    const loaded = await load(a, b, c);
    expect(loaded.contexts.map(({ name, user, file }) => ({ name, user, file }))).toEqual([
      { name: 'x', user: 'u', file: a },
      { name: 'y', user: 'v', file: b },
    ]);
    expect(loaded.currentContext).toBe('y');
    expect(resolved(loaded, 'x').user).toEqual({ name: 'u', token: 'a' });
    expect(resolved(loaded, 'y')).toMatchObject({ cluster: { server: 'https://a' }, user: { token: 'v' } });
  });

  test('skips missing files and says of the others what is wrong, the good ones still loaded', async () => {
    const good = write('good', '{contexts: [{name: x, context: {cluster: c}}]}');
    const bad = write('bad', 'clusters: [\n  }');
    const list = write('list', '- a');
    const pod = write('pod', 'kind: Pod');
    const locked = write('locked', 'kind: Config');
    chmodSync(locked, 0);
    const missing = join(folder, 'no', 'file');
    const loaded = await load(missing, bad, list, pod, folder, good);
    expect(loaded.contexts.map(({ name }) => name)).toEqual(['x']);
    expect(loaded.found).toEqual([bad, list, pod, folder, good]);
    expect(loaded.failures.map(({ path }) => path)).toEqual([bad, list, pod, folder]);
    const [first, second, third, fourth] = loaded.failures.map(({ message }) => message);
    expect(first).toMatch(new RegExp(`^cannot use ${bad}: .*line 2`));
    expect(second).toContain('not a kubeconfig');
    expect(third).toContain('its kind is Pod');
    expect(fourth).toContain('it is a folder');
    if (process.getuid?.() !== 0) expect((await load(locked)).failures[0]?.message).toContain('not permitted');
  });

  test.each(['', '# nothing\n', 'null', '{clusters: null, users: ~, contexts: null}'])(
    'finds nothing in %j',
    async (text) => {
      expect(await load(write('c', text))).toMatchObject({ contexts: [], failures: [], currentContext: undefined });
    },
  );

  test('follows symbolic links, with paths taken from where the link stands', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    write('elsewhere/real', complete);
    symlinkSync(join(folder, 'elsewhere/real'), join(folder, 'link'));
    expect(resolved(await load(join(folder, 'link')), 'prod').cluster.caFile).toBe(join(folder, 'certs/ca.crt'));
  });

  test('takes the cluster it runs in when there is no file', async () => {
    write('token', 'abc');
    write('ca.crt', 'pem');
    write('namespace', 'apps\n');
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    const missing = join(folder, 'missing');
    const loaded = await loadKubeconfig([missing], never, { env, serviceAccount: folder });
    expect(loaded.contexts).toMatchObject([{ name: 'in-cluster', host: '[fd00::1]', namespace: 'apps' }]);
    expect(resolved(loaded, 'in-cluster')).toMatchObject({
      cluster: { server: 'https://[fd00::1]:443', caFile: join(folder, 'ca.crt') },
      user: { tokenFile: join(folder, 'token') },
    });
    const withFile = await loadKubeconfig([write('c', '{}')], never, { env, serviceAccount: folder });
    expect(withFile.contexts).toEqual([]);
    expect((await loadKubeconfig([missing], never, { env: {}, serviceAccount: folder })).contexts).toEqual([]);
  });

  test('rejects with the signal’s reason', async () => {
    const file = write('config', complete);
    await expect(loadKubeconfig([file], AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

test('a kubeconfig that is no YAML fails without quoting it', async () => {
  const onWarning = vi.fn();
  process.on('warning', onWarning);
  onTestFinished(() => void process.off('warning', onWarning));
  for (const value of ['*s3cret', '@s3cret', '"a" s3cret', '{s3cret', '"s3cret']) {
    const { failures } = await load(write('config', `users: [{name: u, user: {token: ${value}}}]`));
    expect(failures).toHaveLength(1);
    expect(JSON.stringify(failures)).not.toContain('s3cret');
  }
  await load(write('config', 'users: [{name: u, user: {token: !s3cret x}}]'));
  await new Promise(setImmediate);
  expect(onWarning).not.toHaveBeenCalled();
});

describe('resolveContext', () => {
  const failure = async (text: string, name = 'x'): Promise<string> => {
    const resolution = resolveContext(await load(write('config', text)), name);
    return resolution.ok ? 'resolved' : resolution.failure.message;
  };
  const context = 'contexts: [{name: x, context: {cluster: c, user: u}}]';

  test('names no password that is in an address', async () => {
    const said = await failure(`{${context}, clusters: [{name: c, cluster: {server: 'ftp://jane:s3cret@api'}}]}`);
    expect(said).toContain('has no http(s) address: ftp://***@api');
  });

  test('says what is missing, and where', async () => {
    expect(await failure('{}')).toBe(`there is no context "x" in ${join(folder, 'config')}`);
    expect(await failure(`{${context}}`)).toContain('names the cluster "c", which is not defined');
    expect(await failure(`{${context}, clusters: [{name: c}]}`)).toContain(
      'the cluster "c" of the context "x" has no server',
    );
    expect(await failure(`{${context}, clusters: [{name: c, cluster: {server: nonsense}}]}`)).toContain('nonsense');
    expect(await failure(`{${context}, clusters: [{name: c, cluster: {server: "https://a"}}]}`)).toContain(
      'names the user "u", which is not defined',
    );
  });

  test('takes a context without a user as anonymous', async () => {
    const text =
      '{contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: "https://a"}}]}';
    expect(resolved(await load(write('config', text)), 'x').user).toEqual({ name: '' });
  });
});

test('reads the fields that the Kubernetes client library reads as it does', () => {
  const theirs = new KubeConfig();
  theirs.loadFromString(complete);
  const file = parseKubeconfig(complete, '/k/config');
  expect(file.currentContext).toBe(theirs.currentContext);
  expect(file.contexts).toMatchObject(theirs.contexts.map(({ name, cluster, user }) => ({ name, cluster, user })));
  expect(file.clusters).toMatchObject(
    theirs.clusters.map(({ name, skipTLSVerify, tlsServerName, proxyUrl }) => ({
      name,
      insecureSkipTlsVerify: skipTLSVerify,
      tlsServerName,
      proxyUrl,
    })),
  );
  expect(file.users.map(({ name, password }) => ({ name, password }))).toEqual(
    theirs.users.map(({ name, password }) => ({ name, password })),
  );
});
