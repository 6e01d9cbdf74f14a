import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { testRepository } from '../../unit/git/repositories.ts';
import { kustomization } from '../texts.ts';
import { run } from './run.ts';

/** A repository that a cluster applies from its root Kustomization on. */
const fleet = {
  'clusters/one/flux.yaml': kustomization('flux-system').replace('./apps', './clusters/one'),
  'clusters/one/apps.yaml': kustomization('apps'),
  'apps/settings.yaml': configMap('web', 'greeting: hello'),
};

describe('what is built', () => {
  test('a folder that a Kustomization names is built by its spec', async () => {
    const { root, commit } = await testRepository();
    await commit({ ...fleet, 'clusters/one/apps.yaml': kustomization('apps', 'targetNamespace: shop') });
    const { code, stdout, stderr } = await run(root, ['build', './apps']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(objectsIn(stdout)).toMatchObject([
      {
        kind: 'ConfigMap',
        metadata: { namespace: 'shop', labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } },
        data: { greeting: 'hello' },
      },
    ]);
  });

  test('a folder that none names is built as it is, without labels of an owner', async () => {
    const { root, commit } = await testRepository();
    await commit({
      'base/web.yaml': configMap('web', 'on: "yes"'),
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
    });
    const { code, stdout } = await run(`${root}/base`, ['build', '.']);
    expect(code).toBe(0);
    expect(objectsIn(stdout)).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data: { on: 'yes' } },
    ]);
  });

  test('a Kustomization is found by its name and by its file', async () => {
    const { root, commit } = await testRepository();
    await commit(fleet);
    for (const args of [['-k', 'apps'], ['--kustomization', 'flux-system/apps'], ['clusters/one/apps.yaml']]) {
      const { code, stdout } = await run(root, ['build', ...args]);
      expect({ code, kinds: objectsIn(stdout).map(({ kind }) => kind) }).toEqual({ code: 0, kinds: ['ConfigMap'] });
    }
  });

  test('what a Kustomization above patches counts', async () => {
    const { root, commit } = await testRepository();
    const patches = [
      'patches:',
      '  - target: {kind: Kustomization, name: apps}',
      '    patch: |',
      '      - {op: add, path: /spec/namePrefix, value: my-}',
    ];
    await commit({
      ...fleet,
      'clusters/one/flux.yaml': kustomization('flux-system', ...patches).replace('./apps', './clusters/one'),
    });
    const { stdout } = await run(root, ['build', '-k', 'apps']);
    expect(objectsIn(stdout)).toMatchObject([{ metadata: { name: 'my-web' } }]);
  });

  test('what is not committed counts, and --revision reads what was', async () => {
    const { root, commit, write, git } = await testRepository();
    await commit(fleet);
    await write({ 'apps/settings.yaml': configMap('web', 'greeting: good day') });
    expect((await run(root, ['build', 'apps'])).stdout).toContain('greeting: good day');
    expect((await run(root, ['build', 'apps', '--revision', 'HEAD'])).stdout).toContain('greeting: hello');
    await git('rm', '-r', '-q', '-f', 'apps');
    const { code, stdout } = await run(root, ['build', 'apps', '--revision', 'main']);
    expect({ code, found: objectsIn(stdout).length }).toEqual({ code: 0, found: 1 });
  });

  test('JSON is a List in the order in which Flux applies', async () => {
    const { root, commit } = await testRepository();
    await commit({ ...fleet, 'apps/a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: zoo}\n' });
    const { stdout } = await run(root, ['build', 'apps', '--output', 'json']);
    const { kind, items } = JSON.parse(stdout) as { kind: string; items: { kind: string }[] };
    expect([kind, ...items.map((one) => one.kind)]).toEqual(['List', 'Namespace', 'ConfigMap']);
  });
});

describe('variables', () => {
  const withVariables = (...sources: readonly string[]): string =>
    kustomization('apps', 'postBuild:', '  substituteFrom:', ...sources.map((one) => `    - {kind: ${one}}`));
  const files = { ...fleet, 'apps/settings.yaml': configMap('web', 'host: ${host}') };

  test('come from the ConfigMap that the same cluster gets, patched as it is', async () => {
    const { root, commit } = await testRepository();
    const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: flux-system}\n';
    await commit({
      ...files,
      'clusters/one/apps.yaml': withVariables('ConfigMap, name: vars'),
      'clusters/one/vars.yaml': `${settings}data: {host: one.example.org}\n`,
      'clusters/two/flux.yaml': kustomization('two').replace('./apps', './clusters/two'),
      'clusters/two/vars.yaml': `${settings}data: {host: two.example.org}\n`,
    });
    const { code, stdout } = await run(root, ['build', '-k', 'apps']);
    expect(code).toBe(0);
    expect(objectsIn(stdout)).toMatchObject([{ data: { host: 'one.example.org' } }]);
  });

  test('of sources that are encrypted or elsewhere stay, and that is said', async () => {
    const { root, commit } = await testRepository();
    await commit({
      ...files,
      'clusters/one/apps.yaml': withVariables('Secret, name: hidden', 'ConfigMap, name: elsewhere'),
      'clusters/one/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: hidden, namespace: flux-system}\nstringData: {host: "ENC[AES256_GCM,data:x]"}\nsops: {version: 3.9.0}\n',
    });
    const { code, stdout, stderr } = await run(root, ['build', 'apps']);
    expect(code).toBe(1);
    expect(objectsIn(stdout)).toMatchObject([{ data: { host: '${host}' } }]);
    expect(stderr).toContain('unknown: Variables that come from the cluster stay as they are: host.');
    expect(stderr).toContain('clusters/one/apps.yaml: unknown: Secret/flux-system/hidden is encrypted.');
    expect(stderr).toContain('ConfigMap/flux-system/elsewhere is not declared in this repository.');
    expect(stderr).not.toContain('ENC[');
  });
});

describe('what cannot be built', () => {
  test('a path that is nowhere in the repository may be in another one', async () => {
    const { root, commit } = await testRepository();
    await commit({ 'all.yaml': kustomization('apps').replace('./apps', './elsewhere') });
    const { code, stderr } = await run(root, ['build', 'all.yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'all.yaml: unknown: The source GitRepository/flux-system/fleet is not known to be this repository',
    );
  });

  test('a variable that what applies the Kustomization might give is not known to be missing', async () => {
    const { root, commit } = await testRepository();
    const spec = kustomization('apps', 'postBuild: {substitute: {other: x}}');
    const files = { 'all.yaml': spec, 'apps/web.yaml': configMap('web', 'host: ${host}') };
    await commit(files);
    const { code, stderr } = await run(root, ['build', 'all.yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain('all.yaml: unknown: Nothing in this repository applies this file');
    expect((await run(root, ['build', 'all.yaml', '--lenient-substitution'])).code).toBe(0);
  });

  test('says where Flux would fail', async () => {
    const { root, commit } = await testRepository();
    await commit({ ...fleet, 'apps/kustomization.yaml': 'resources: [settings.yaml, missing.yaml]\n' });
    const { code, stdout, stderr } = await run(`${root}/apps`, ['build', '.']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^(kustomization\.yaml: )?error: .*missing\.yaml/);
  });

  test('asks which one is meant', async () => {
    const { root, commit } = await testRepository();
    await commit({
      ...fleet,
      'clusters/two/flux.yaml': kustomization('two').replace('./apps', './clusters/two'),
      'clusters/two/apps.yaml': kustomization('apps', 'namePrefix: two-'),
    });
    const { code, stderr } = await run(root, ['build', '-k', 'apps']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'flux-system/apps in clusters/one/apps.yaml, as flux-system/flux-system applies it; flux-system/apps in clusters/two/apps.yaml',
    );
    expect((await run(root, ['build', './apps'])).stderr).toContain('--kustomization');
    const { stdout } = await run(root, ['build', 'clusters/two', '-k', 'apps']);
    expect(objectsIn(stdout)).toMatchObject([{ metadata: { name: 'two-web' } }]);
  });

  test.each([
    [['build'], /Say what to build/],
    [['build', 'apps', 'base'], /Only one path/],
    [['build', 'nowhere'], /holds no .*nowhere/],
    [['build', '-k', 'web'], /declares a Kustomization web\. The repository has apps, flux-system\./],
    [['build', '-k', 'a/b/c'], /is no name of a Kustomization/],
    [['build', 'apps/settings.yaml'], /holds no Flux Kustomization/],
    [['build', 'LICENSE'], /LICENSE is neither a folder nor a file with manifests/],
    [['build', 'apps', '--revision', 'never'], /no revision never/],
    [['build', 'apps', '--output', 'xml'], /There are yaml, json/],
    [['build', 'apps', '--severity', 'error'], /--severity is no option of sluice build/],
  ])('refuses %j', async (args, sentence) => {
    const { root, commit } = await testRepository();
    await commit({ ...fleet, LICENSE: '' });
    const { code, stdout, stderr } = await run(root, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

function configMap(name: string, data: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\ndata:\n  ${data}\n`;
}

function objectsIn(yaml: string): readonly { readonly kind: string }[] {
  return parseAllDocuments(yaml, { version: '1.1' }).map((document) => document.toJS() as { kind: string });
}
