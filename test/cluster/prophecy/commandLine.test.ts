import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setup as buildEngine } from '../../render/builtEngine.ts';
import { run, type Run } from '../../server/cli/run.ts';
import { testRepository, type TestRepository } from '../../unit/git/repositories.ts';
import type { KubernetesResource } from '../cluster.ts';
import { sharedAccess } from '../sharedAccess.ts';

const access = sharedAccess();
const home = 'pull-request';
const secret = 'correct-horse-battery';
const files = {
  'apps/web.yaml': configMap('web', '{greeting: hello}'),
  'apps/old.yaml': configMap('old', '{a: b}'),
  'broken/bad.yaml': configMap('BAD', '{a: b}'),
  'apps/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: login, namespace: ${home}}\nstringData: {password: ${secret}}\n`,
};
let url: string;

beforeAll(async () => {
  await buildEngine();
  const { forge } = access;
  if (forge === undefined) throw new Error('This test needs the forge.');
  url = await forge.createRepository(home);
  await forge.push(home, files, 'Begin');
  const metadata = { namespace: home, name: home };
  await access.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: home } },
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { username: forge.user, password: forge.token } },
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata,
      spec: { interval: '1h', url, ref: { branch: 'main' }, secretRef: { name: home } },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata,
      spec: { interval: '1h', prune: true, path: './apps', sourceRef: { kind: 'GitRepository', name: home } },
    },
  ] as KubernetesResource[]);
  await untilReady();
});

afterAll(() => access.request('DELETE', `/api/v1/namespaces/${home}`).catch(() => undefined));

test('nothing changed: 0, in one line', async () => {
  const { root } = await clone();
  const { code, stdout, stderr } = await diff(root);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^demo-admin: no changes, in 1 Kustomization\n/);
});

test('changes: 1, by path, by name and as a comment, without the values of Secrets', async () => {
  const { root, write, git } = await clone();
  await write({
    'apps/web.yaml': configMap('web', '{greeting: good day}'),
    'apps/new.yaml': configMap('new', '{a: b}'),
    'apps/secret.yaml': files['apps/secret.yaml'].replace(secret, `${secret}-2`),
  });
  await git('rm', '--quiet', 'apps/old.yaml');
  const { code, stdout } = await diff(root, 'apps/web.yaml');
  expect(code).toBe(1);
  expect(stdout).toContain('demo-admin: 2 changed, 1 created, 1 pruned, in 1 Kustomization');
  expect(stdout).toContain('+  greeting: good day');
  const markdown = await diff(root, '-k', home, '--output', 'markdown');
  expect(markdown.stdout).toContain('### ℹ️ Flux: demo-admin: 2 changed, 1 created, 1 pruned');
  const json = await diff(root, '--context', 'demo-admin', '--output', 'json');
  const { result, kustomizations } = JSON.parse(json.stdout) as {
    result: string;
    kustomizations: { objects: { name: string; action: string }[] }[];
  };
  const actions = kustomizations.flatMap(({ objects }) => objects.map(({ name, action }) => `${name} ${action}`));
  expect([result, ...actions.sort()]).toEqual(['changes', 'login change', 'new create', 'old prune', 'web change']);
  expect(stdout + markdown.stdout + json.stdout).not.toMatch(new RegExp(`${secret}|${btoa(secret).slice(0, 20)}`));
});

test('what Flux would fail to do: 2, with the words of the API server', async () => {
  const { root, write } = await clone();
  await write({ 'apps/web.yaml': configMap('WEB', '{greeting: hello}') });
  const { code, stdout } = await diff(root);
  expect(code).toBe(2);
  expect(stdout).toMatch(/Flux would fail/);
  expect(stdout).toMatch(/Invalid value: "WEB"/);
});

test('what Flux fails to do already is shown, and is not the fault of the change: 0', async () => {
  const sourceRef = { kind: 'GitRepository', name: home };
  const metadata = { namespace: home, name: 'broken' };
  const spec = { interval: '1h', prune: true, path: './broken', sourceRef };
  await access.apply([{ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec }]);
  try {
    await until('broken', ({ conditions, lastAttemptedRevision }) => {
      const isFailing = conditions?.some((one) => one.type === 'Ready' && one.status === 'False') === true;
      return isFailing && lastAttemptedRevision !== undefined;
    });
    const { root, git, write } = await clone();
    // Of the revision that Flux tried nothing is known where it is not here.
    expect((await diff(root, '-k', 'broken')).code).toBe(2);
    const { user = '', token = '' } = access.forge ?? {};
    await git('fetch', '--quiet', url.replace('://', `://${user}:${token}@`), 'main');
    const older = await diff(root, '-k', 'broken');
    expect(older.code).toBe(0);
    expect(older.stdout).toContain('no changes, in 1 Kustomization; 1 fails already, without this change');
    expect(older.stdout).toMatch(/Already so, without this change: .*Invalid value: "BAD"/);
    await write({ 'broken/bad.yaml': configMap('WORSE', '{a: b}') });
    expect((await diff(root, '-k', 'broken')).code).toBe(2);
  } finally {
    await access.request('DELETE', kustomizationPath('broken'));
  }
});

test('another cluster is asked where its context is named', async () => {
  const metadata = { namespace: home, name: 'elsewhere' };
  const kubeConfig = { secretRef: { name: 'access' } };
  const sourceRef = { kind: 'GitRepository', name: home };
  const spec = { interval: '1h', prune: true, suspend: true, path: './apps', sourceRef, kubeConfig };
  const path = kustomizationPath('elsewhere');
  await access.apply([{ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec }]);
  try {
    const { root, write } = await clone();
    await write({ 'apps/web.yaml': configMap('web', '{greeting: good day}') });
    const unmapped = await diff(root, '-k', 'elsewhere');
    expect(unmapped.stdout).toContain(`Not compared: it applies to another cluster, for which Secret/${home}/access`);
    expect(unmapped.stdout).toContain(`Name its context: --remote-context ${home}/access=CONTEXT.`);
    expect(unmapped.stdout).not.toContain('good day');
    const mapped = await diff(root, '-k', 'elsewhere', '--remote-context', `${home}/access=demo-admin`);
    expect(mapped.stdout).toContain('+  greeting: good day');
    expect(mapped.stdout).toContain(
      `Compared with context demo-admin, which is taken to be the cluster of Secret/${home}`,
    );
    const wrong = await diff(root, '-k', 'elsewhere', '--remote-context', `${home}/access=nobody`);
    expect(wrong.stdout).toContain('the kubeconfig has no context nobody');
  } finally {
    await access.request('DELETE', path);
  }
});

test('what a source includes is without what the other leaves out: nothing changes', async () => {
  const name = 'including';
  const secretRef = { name: home };
  const source = (named: string, spec: object): KubernetesResource => ({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { namespace: home, name: named },
    spec: { interval: '1h', url, ref: { branch: 'main' }, secretRef, ...spec },
  });
  const sourceRef = { kind: 'GitRepository', name };
  const kustomization = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { namespace: home, name },
    spec: { interval: '1h', prune: true, path: './inner', namePrefix: 'inner-', sourceRef },
  };
  await access.apply([
    source('narrow', { ignore: '/*\n!/apps\n/apps/old.yaml\n' }),
    source(name, { include: [{ repository: { name: 'narrow' }, fromPath: 'apps', toPath: 'inner' }] }),
    kustomization,
  ]);
  await untilReady(name);
  const { root } = await clone();
  const { code, stdout } = await diff(root, '-k', name, '--output', 'json');
  // What is built here alone would be created, what Flux built alone would be pruned.
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    kustomizations: [{ name, status: 'existing', blockers: [], objects: [] }],
  });
  await access.request('DELETE', kustomizationPath(name));
});

test.each([
  [['--context', 'nobody'], /the kubeconfig has no context nobody/],
  [['--remote-context', 'prod'], /"prod" names no remote cluster/],
  [['-k', 'nothing'], /The cluster has no Kustomization nothing/],
  [['docs'], /No Kustomization of demo-admin applies anything of .*docs/],
])('cannot compare: 2: %j', async (args, sentence) => {
  const { root } = await clone();
  const { code, stdout, stderr } = await diff(root, ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

/** What a person has who cloned the repository. */
async function clone(): Promise<TestRepository> {
  const repository = await testRepository();
  await repository.git('remote', 'add', 'origin', url);
  await repository.commit({ ...files, 'docs/notes.yaml': 'a: b\n' });
  return repository;
}

function diff(folder: string, ...args: readonly string[]): Promise<Run> {
  return run(folder, ['diff', ...args], '', { KUBECONFIG: access.kubeconfig('admin') });
}

function kustomizationPath(name: string): string {
  return `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${home}/kustomizations/${name}`;
}

interface Status {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  readonly lastAttemptedRevision?: string;
}

function untilReady(name = home): Promise<void> {
  const isReady = ({ conditions = [] }: Status) =>
    conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  return until(name, isReady);
}

async function until(name: string, holds: (status: Status) => boolean): Promise<void> {
  for (const deadline = performance.now() + 120_000; ;) {
    const { status = {} } = await access.request<{ status?: Status }>('GET', kustomizationPath(name));
    if (holds(status)) return;
    if (performance.now() > deadline) throw new Error(`It never came to this: ${JSON.stringify(status)}`);
    await pause(200);
  }
}

function configMap(name: string, data: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${home}}\ndata: ${data}\n`;
}
