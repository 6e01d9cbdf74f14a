import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root as project } from '../../scripts/paths.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { objectKey, parseKey, type FluxObject } from '../../src/flux/object.ts';
import { planPreview, type Preview, type PreviewQuestion } from '../../src/promote/preview/planPreview.ts';
import { createWorkerRenderer } from '../../src/render/workerRenderer.ts';
import { fluxObject } from '../unit/flux/objects.ts';
import { going } from '../unit/git/repositories.ts';
import { snapshotOf } from '../unit/tree/fleet.ts';
import { fleet, open } from './openEngine.ts';
import { configMap } from './startRenderer.ts';

/*
 * What becomes of a preview in repositories of different shapes, as the engine builds them: `apps` of a cluster applies
 * `./apps`, where the stage's Kustomizations `web` and `api` are declared.
 */

/** One for all: to start one takes longer than all that it does here. */
const renderer = createWorkerRenderer({ folder: join(project, 'dist'), logger: silentLogger });
afterAll(() => renderer.dispose());

const namespace = 'flux-system';
const name = 'preview-web';
const child = (id: string, spec = ''): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${id}, namespace: ${namespace}}\n` +
  `spec: {interval: 1h, prune: true, path: ./${id}, targetNamespace: shop, sourceRef: {kind: GitRepository, name: fleet}${spec}}\n`;
const live = (id: string, inventory: readonly string[]): FluxObject =>
  fluxObject(kinds.kustomization, {
    namespace,
    name: id,
    metadata: {
      labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': namespace },
    },
    spec: {
      interval: '1h',
      prune: true,
      path: `./${id}`,
      targetNamespace: 'shop',
      sourceRef: { kind: 'GitRepository', name: 'fleet' },
    },
    status: { inventory: { entries: inventory.map((one) => ({ id: one, v: 'v1' })) } },
  });
const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {rules: [{host: "\${host}"}]}\n`;
const role = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\nrules: []\n`;

const usual = {
  'apps/kustomization.yaml': 'resources: [web.yaml, api.yaml]\n',
  'apps/web.yaml': child(
    'web',
    ', dependsOn: [{name: api}, {name: infra}], postBuild: {substitute: {host: shop.example.org}}',
  ),
  'apps/api.yaml': child('api'),
  'web/app.yaml': configMap('web'),
  'api/app.yaml': configMap('api'),
};

type Files = Readonly<Record<string, string>>;

async function plan(files: Files, question: Partial<PreviewQuestion> = {}): Promise<Preview> {
  const objects = [
    ...fleet(),
    live('web', ['shop_web__ConfigMap', '_reader_rbac.authorization.k8s.io_ClusterRole']),
    live('api', ['shop_api__ConfigMap']),
  ];
  const { engine, repository } = await open(objects, { renderer: () => renderer });
  const commit = await repository.commit({ ...usual, ...files });
  const before = await repository.git('status', '--porcelain');
  const ports = {
    engine,
    snapshot: () => snapshotOf(objects),
    others: [],
    cluster: {
      read: () => Promise.resolve({ refusal: { code: 404, reason: 'NotFound', message: 'not found' } }),
      scopeOf: (_: string, kind: string) =>
        Promise.resolve(/^(?:Namespace|ClusterRole)$/.test(kind) ? ('cluster' as const) : ('namespaced' as const)),
    },
  };
  const kustomizations = [objectKey(kinds.kustomization, namespace, 'web')];
  const all = { root: repository.root, kustomizations, branch: 'feature', commit, target: commit, name, ...question };
  const planned = await planPreview(all, ports, going);
  // It was tried in no branch, index or file of the person's.
  expect(await repository.git('status', '--porcelain')).toBe(before);
  expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  return planned;
}

const appliedBy = ({ check }: Preview): readonly string[] => check.applied.map((key) => parseKey(key).name);

test('a preview that shares nothing is one file and its line', async () => {
  const { changes, check } = await plan({});
  expect(changes.map(({ path }) => path)).toEqual([`apps/${name}.yaml`, 'apps/kustomization.yaml']);
  expect(check).toMatchObject({ isAllowed: true, doubts: [], leavable: [] });
  expect(check.applied).toContain(`/ConfigMap/${name}/web`);
});

test('several share a namespace, and wait for each other', async () => {
  const kustomizations = ['web', 'api'].map((id) => objectKey(kinds.kustomization, namespace, id));
  const preview = await plan({}, { kustomizations });
  expect(appliedBy(preview)).toEqual(expect.arrayContaining([`${name}-flux-system-web`, `${name}-flux-system-api`]));
  expect(preview.after.files.get(`apps/${name}.yaml`)).toContain(
    `- name: ${name}-flux-system-api\n      namespace: flux-system`,
  );
  expect(preview.after.files.get(`apps/${name}.yaml`)).toContain('- name: infra\n      namespace: flux-system');
  const same = await plan({ 'api/app.yaml': configMap('web') }, { kustomizations });
  expect(same.check.sentences).toEqual([
    expect.stringContaining(`ConfigMap/${name}/web with another Kustomization of the preview`) as string,
  ]);
});

test('the namespaces of the stage are left out, be they several: the preview has its own', async () => {
  const one = (id: string): string => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${id}}\n`;
  const { check } = await plan({ 'web/namespaces.yaml': `${one('shop')}---\n${one('shop-data')}` });
  expect(check.isAllowed).toBe(true);
  expect(check.applied.filter((key) => key.startsWith('/Namespace/'))).toEqual([`/Namespace//${name}`]);
});

test('a host that two would have is for a person to judge', async () => {
  const { check } = await plan({ 'web/ingress.yaml': ingress });
  expect(check).toMatchObject({
    isAllowed: true,
    doubts: [
      `Ingress/${name}/web wants the host shop.example.org, as Ingress/shop/web does: which of them has it is not certain.`,
    ],
  });
});

test('what has no namespace is shared, and may be left out where it is', async () => {
  const refused = await plan({ 'web/role.yaml': role });
  expect(refused).toMatchObject({
    changes: [],
    check: { isAllowed: false, shared: [{ of: `Kustomization/${namespace}/web` }] },
  });
  expect(refused.check.leavable).toEqual([
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'reader' },
  ]);
  const kustomizations = ['web', 'api'].map((id) => objectKey(kinds.kustomization, namespace, id));
  const without = await plan({ 'web/role.yaml': role }, { kustomizations, without: refused.check.leavable });
  expect(without.check).toMatchObject({
    isAllowed: true,
    doubts: ['The preview does without ClusterRole/reader: what it needs of its own there is missing.'],
  });
  expect(appliedBy(without)).not.toContain('reader');
});

test.each<[string, Files, RegExp]>([
  [
    'is renamed by who lists it',
    { 'apps/kustomization.yaml': 'resources: [web.yaml, api.yaml]\nnamePrefix: x-\n' },
    /declares|would not make/,
  ],
  [
    'is patched so that it cannot be taken away',
    {
      'apps/kustomization.yaml':
        'resources: [web.yaml, api.yaml]\npatches:\n  - target: {kind: Kustomization}\n    patch: |-\n      - {op: replace, path: /spec/prune, value: false}\n',
    },
    /would change spec\.prune/,
  ],
  [
    'would be made by another cluster too',
    { 'clusters/production/apps.yaml': child('production').replace('./production', './apps') },
    /apps\/kustomization\.yaml is read by flux-system\/production \(clusters\/production\/apps\.yaml\) too/,
  ],
  ['is there already', { [`apps/${name}.yaml`]: 'a: 1\n' }, /There is a preview of that name already/],
  [
    'leads to another cluster',
    { 'apps/web.yaml': child('web', ', kubeConfig: {secretRef: {name: remote}}') },
    /another cluster/,
  ],
])('a preview that %s is refused with the reason', async (_, files, sentence) => {
  await expect(plan(files)).rejects.toThrow(sentence);
});

test('where the file that is beside it is shared, it goes into the folder that is built', async () => {
  const { changes } = await plan({
    'apps/kustomization.yaml': 'resources: [../base]\n',
    'base/kustomization.yaml': 'resources: [web.yaml, api.yaml]\n',
    'base/web.yaml': child('web'),
    'base/api.yaml': child('api'),
    'clusters/production/apps.yaml': child('production').replace('./production', './base'),
  });
  expect(changes.map(({ path }) => path)).toEqual([`apps/${name}.yaml`, 'apps/kustomization.yaml']);
});
