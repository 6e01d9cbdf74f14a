import { describe, expect, it } from 'vitest';
import { chosen, itemsIn, knowing, labelsIn } from '../helpContext.ts';

const head =
  'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n  namespace: apps\n';

describe('values', () => {
  it('are those that the schema lists', () => {
    expect(labelsIn(`${head}spec:\n  prune: ▮`)).toEqual(['true', 'false']);
    expect(labelsIn(`${head}spec:\n  sourceRef: {kind: ▮}`)).toContain('GitRepository');
    expect(labelsIn(`${head}spec:\n  buildMetadata:\n    - ▮`)).toContain('originAnnotations');
  });

  it('get the blank that is missing, and keep quotes', () => {
    expect(chosen(`${head}spec:\n  prune:▮`, 'true')).toBe(`${head}spec:\n  prune: true`);
    expect(chosen(`${head}spec:\n  deletionPolicy: "De▮"`, 'Delete')).toBe(`${head}spec:\n  deletionPolicy: "Delete"`);
    expect(chosen(`${head}spec:\n  buildMetadata:\n    -▮`, 'originAnnotations')).toBe(
      `${head}spec:\n  buildMetadata:\n    - originAnnotations`,
    );
  });
});

describe('apiVersion and kind', () => {
  it('narrow each other', () => {
    expect(labelsIn('apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: ▮')).toEqual(['Kustomization']);
    expect(labelsIn('apiVersion: ▮\nkind: HelmRelease')).toEqual(['helm.toolkit.fluxcd.io/v2']);
    expect(labelsIn('apiVersion: ▮\nkind: Deployment')).toContain('apps/v1');
  });

  it('include those that only this workspace uses', () => {
    const context = knowing({ 'a.yaml': 'apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: a\n' });
    expect(chosen('kind: ▮', 'Thing', context)).toBe('apiVersion: example.com/v1\nkind: Thing');
    expect(labelsIn('apiVersion: ▮\nkind: Thing', context)).toEqual(['example.com/v1']);
  });

  it('a kind brings its apiVersion', () => {
    expect(chosen('kind: Helm▮\n', 'HelmRelease')).toBe('apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n');
    expect(chosen('kind: List\napiVersion: v1\nitems:\n  - kind: ▮', 'HelmRelease')).toBe(
      'kind: List\napiVersion: v1\nitems:\n  - apiVersion: helm.toolkit.fluxcd.io/v2\n    kind: HelmRelease',
    );
  });

  it('are offered where a field names any kind', () => {
    expect(labelsIn(`${head}spec:\n  healthChecks:\n    - apiVersion: apps/v1\n      kind: ▮`)).toContain('Deployment');
    expect(labelsIn(`${head}spec:\n  patches:\n    - target:\n        kind: ▮`)).toContain('Deployment');
  });
});

describe('names', () => {
  const source = (name: string, namespace: string) =>
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
  const context = knowing(
    {
      'a.yaml': source('near', 'apps'),
      'b.yaml': source('far', 'flux-system'),
      'c.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
      'd.yaml': `${head.replace('name: apps', 'name: other')}spec: {}\n`,
      'kustomization.yaml': 'configMapGenerator:\n  - name: vars\n',
    },
    { 'source.toolkit.fluxcd.io/GitRepository/apps/live': { health: 'ready' } },
  );

  it('are those of the kind that is chosen, of the workspace and the cluster', () => {
    const source = `${head}spec:\n  sourceRef:\n    kind: GitRepository\n    name: ▮`;
    expect(labelsIn(source, context)).toEqual(['live', 'near', 'far']);
    expect(labelsIn(source.replace('GitRepository', 'OCIRepository'), context)).toEqual([]);
  });

  it('include what others refer to, though nothing declares it', () => {
    const other = `${head.replace('name: apps', 'name: other')}spec:\n  sourceRef: {kind: Bucket, name: bootstrapped}\n`;
    const source = `${head}spec:\n  sourceRef:\n    kind: Bucket\n    name: ▮`;
    expect(labelsIn(source, knowing({ 'a.yaml': other }))).toEqual(['bootstrapped']);
  });

  it('bring the namespace that they need', () => {
    const source = `${head}spec:\n  sourceRef:\n    kind: GitRepository\n    name: ▮`;
    expect(chosen(source, 'far', context)).toBe(
      `${head}spec:\n  sourceRef:\n    kind: GitRepository\n    name: far\n    namespace: flux-system`,
    );
    expect(chosen(source, 'near', context)).toBe(`${head}spec:\n  sourceRef:\n    kind: GitRepository\n    name: near`);
    expect(labelsIn(source.replace('    name', '    namespace: flux-system\n    name'), context)).toEqual(['far']);
  });

  it('of dependencies leave out the object itself', () => {
    expect(labelsIn(`${head}spec:\n  dependsOn:\n    - name: ▮`, context)).toEqual(['other']);
  });

  it('of ConfigMaps include generated ones', () => {
    const source = `${head}spec:\n  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: ▮`;
    expect(labelsIn(source, context)).toEqual(['vars']);
  });

  it('of namespaces are those that are declared or used', () => {
    expect(labelsIn(`${head}spec:\n  targetNamespace: ▮`, context)).toEqual(['shop', 'apps', 'flux-system']);
  });
});

describe('paths', () => {
  const context = knowing({
    'apps/kustomization.yaml': '',
    'apps/web.yaml': '',
    'apps/db.yaml': '',
    'apps/notes.txt': '',
    'apps/base/kustomization.yaml': '',
    'components/x/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n',
    'infra/dns/kustomization.yaml': '',
  });

  it('of resources are files and folders that are not listed yet', () => {
    const labels = labelsIn('resources:\n  - web.yaml\n  - ▮', context, 'apps/kustomization.yaml');
    expect(labels).toEqual(['base/', 'db.yaml', '../infra/dns', '../']);
  });

  it('are written as their neighbours are', () => {
    expect(chosen('resources:\n  - ./web.yaml\n  - ▮', './db.yaml', context, 'apps/kustomization.yaml')).toBe(
      'resources:\n  - ./web.yaml\n  - ./db.yaml',
    );
  });

  it('of components are all Components', () => {
    const labels = labelsIn('components:\n  - ▮', context, 'apps/kustomization.yaml');
    expect(labels[0]).toBe('../components/x');
    expect(labelsIn(`${head}spec:\n  path: ./apps/base\n  components:\n    - ▮`, context)).toEqual([
      '../../components/x',
    ]);
  });

  it('go on where a folder is typed', () => {
    expect(labelsIn('components:\n  - ../components/▮', context, 'apps/kustomization.yaml')).toEqual([
      '../components/x',
    ]);
    expect(chosen('components:\n  - ../components/▮', '../components/x', context, 'apps/kustomization.yaml')).toBe(
      'components:\n  - ../components/x',
    );
  });

  it('of a Kustomization begin at the root', () => {
    expect(labelsIn(`${head}spec:\n  path: ▮`, context)).toEqual([
      './apps',
      './apps/base',
      './components/x',
      './infra/dns',
    ]);
  });
});

describe('labels and annotations', () => {
  it('are those that Flux reads', () => {
    expect(chosen(`${head}  annotations:\n    ▮`, 'kustomize.toolkit.fluxcd.io/prune')).toBe(
      `${head}  annotations:\n    kustomize.toolkit.fluxcd.io/prune: disabled`,
    );
    expect(labelsIn(`${head}  annotations:\n    kustomize.toolkit.fluxcd.io/ssa: ▮`)).toContain('IfNotPresent');
  });

  it('depend on the kind', () => {
    const watch = 'reconcile.fluxcd.io/watch';
    expect(labelsIn(`${head}  labels:\n    ▮`)).not.toContain(watch);
    expect(labelsIn('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels:\n    ▮')).toContain(watch);
  });
});

describe('comments', () => {
  it('leave out findings by their codes', () => {
    expect(chosen('# slu▮', 'sluice-ignore')).toBe('# sluice-ignore ');
    expect(chosen('# sluice-ignore short▮\n', 'short-interval')).toBe('# sluice-ignore short-interval: \n');
    expect(labelsIn('# sluice-ignore short-interval: because ▮')).toEqual([]);
  });

  it('mark values for image policies', () => {
    const policy =
      'apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\nmetadata: {name: app, namespace: flux}\n';
    const context = knowing({ 'a.yaml': policy });
    expect(chosen('image: a/b:1 # ▮', 'flux:app', context)).toBe('image: a/b:1 # {"$imagepolicy": "flux:app"}');
    expect(chosen('tag: 1.0.0 # {"▮', 'flux:app', context)).toBe('tag: 1.0.0 # {"$imagepolicy": "flux:app:tag"}');
    expect(labelsIn('# ▮', context)).toEqual(['sluice-ignore', 'sluice-ignore-file']);
  });
});

describe('nothing', () => {
  it.each([
    ['in words of a comment', `${head}# some words ▮`],
    ['in text of several lines', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    kind: ▮'],
  ])('is offered %s', (_, source) => {
    expect(itemsIn(source)).toEqual([]);
  });
});
