import { expect, test } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import { kindId, objectKey, type FluxObject } from '../../../src/flux/object.ts';
import { appliersOf, placeKustomization, placeKustomizations } from '../../../src/origin/appliers.ts';
import { candidateFolders } from '../../../src/origin/candidateFolders.ts';
import { declarationsOf } from '../../../src/origin/declarations.ts';
import { makerOf } from '../../../src/origin/makers.ts';
import { fluxObject } from '../flux/objects.ts';
import { configMap, fluxKustomization, workspaceOf } from '../manifests/workspace/fixture.ts';
import { snapshotOf } from '../tree/fleet.ts';
import { factsOf, gitRepository, kustomization, repository } from './sources.ts';

const repo = repository('repo');

function namesOf(objects: readonly FluxObject[], workspace: ReturnType<typeof workspaceOf>, path: string): string[] {
  const facts = factsOf(objects, [repo]);
  const all = placeKustomizations(snapshotOf(objects), facts);
  return appliersOf(workspace, `/repo/${path}`, all).map(({ key }) => key.slice(key.lastIndexOf('/') + 1));
}

test('a file knows the Kustomizations of the cluster that read it, declared here or not', () => {
  const workspace = workspaceOf({
    'apps/base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{ name: c, files: [web.conf] }]\n',
    'apps/base/web.yaml': configMap('web'),
    'apps/base/web.conf': 'x',
    'apps/base/unused.yaml': configMap('unused'),
    'apps/staging/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n',
    'apps/staging/patch.yaml': configMap('web'),
    'apps/production/kustomization.yaml': 'resources: [../base]\ncomponents: [../extra]\n',
    'apps/extra/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n',
    'plain/deep/a.yaml': configMap('a'),
    'plain/own/kustomization.yaml': 'resources: [b.yaml]\n',
    'plain/own/b.yaml': configMap('b'),
    'clusters/staging.yaml': fluxKustomization('staging', 'path: ./apps/staging'),
  });
  const objects = [
    gitRepository('repo'),
    gitRepository('other'),
    kustomization('staging', 'GitRepository/repo', './apps/staging', { components: ['../extra'] }),
    kustomization('production', 'GitRepository/repo', 'apps/production/'),
    kustomization('plain', 'GitRepository/repo', './plain'),
    kustomization('elsewhere', 'GitRepository/other', './apps/staging'),
  ];
  expect(namesOf(objects, workspace, 'apps/base/web.yaml')).toEqual(['staging', 'production']);
  expect(namesOf(objects, workspace, 'apps/base/web.conf')).toEqual(['staging', 'production']);
  expect(namesOf(objects, workspace, 'apps/base/unused.yaml')).toEqual([]);
  expect(namesOf(objects, workspace, 'apps/staging/patch.yaml')).toEqual(['staging']);
  expect(namesOf(objects, workspace, 'apps/staging/kustomization.yaml')).toEqual(['staging']);
  expect(namesOf(objects, workspace, 'apps/extra/kustomization.yaml')).toEqual(['staging', 'production']);
  expect(namesOf(objects, workspace, 'plain/deep/a.yaml')).toEqual(['plain']);
  expect(namesOf(objects, workspace, 'plain/own/b.yaml')).toEqual(['plain']);
  expect(namesOf(objects, workspace, 'clusters/staging.yaml')).toEqual([]);
});

test('kustomizations that include each other end', () => {
  const workspace = workspaceOf({
    'a/kustomization.yaml': 'resources: [../b, x.yaml]\n',
    'b/kustomization.yaml': 'resources: [../a]\n',
    'a/x.yaml': configMap('x'),
  });
  const objects = [gitRepository('repo'), kustomization('b', 'GitRepository/repo', 'b')];
  expect(namesOf(objects, workspace, 'a/x.yaml')).toEqual(['b']);
});

test('a Kustomization without a source says so', () => {
  const lost = kustomization('lost', 'GitRepository/gone', './');
  expect(placeKustomization(lost.key, factsOf([lost], [repo]))).toMatchObject({
    folders: [],
    source: { state: 'elsewhere', why: { code: 'noSource' } },
  });
  expect(placeKustomization(lost.key, factsOf([], [repo]))).toBeUndefined();
});

test('an object knows its files, the likeliest only', () => {
  const workspace = workspaceOf({
    'staging/kustomization.yaml': 'namespace: shop\nnamePrefix: s-\nresources: [web.yaml]\n',
    'staging/web.yaml': configMap('web'),
    'production/kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
    'production/web.yaml': configMap('s-web'),
    'free/one.yaml': configMap('free'),
    'free/two.yaml': configMap('free', '  namespace: shop\n'),
    'made/kustomization.yaml': 'configMapGenerator: [{ name: made }]\n',
  });
  const find = (name: string, folders: readonly string[] = []) =>
    declarationsOf(workspace, { kindId: kindId('', 'ConfigMap'), namespace: 'shop', name }, folders).map(
      ({ path, span, certain, byOwner }) => `${path}:${span.start} ${certain} ${byOwner}`,
    );
  expect(find('s-web')).toEqual(
    ['/repo/staging/web.yaml:49 true false', '/repo/production/web.yaml:49 true false'].sort(),
  );
  expect(find('s-web', ['/repo/staging'])).toEqual(['/repo/staging/web.yaml:49 true true']);
  expect(find('web')).toEqual([]);
  expect(find('free')).toEqual(['/repo/free/two.yaml:49 true false']);
  expect(find('made')).toMatchObject([expect.stringMatching(/^\/repo\/made\/kustomization.yaml:\d+ false false$/)]);
  expect(find('nowhere')).toEqual([]);
});

test('folders that an artifact may be made of', () => {
  const workspace = workspaceOf({
    'deploy/apps/staging/a.yaml': '',
    'deploy/apps/base/a.yaml': '',
    'old/apps/staging/a.yaml': '',
    'apps/staging/a.yaml': '',
  });
  expect(candidateFolders(workspace, ['./apps/staging'], ['/repo'])).toEqual(['/repo', '/repo/old', '/repo/deploy']);
  expect(candidateFolders(workspace, ['./apps/staging', 'apps/base'], ['/repo'])).toEqual(['/repo/deploy']);
  expect(candidateFolders(workspace, ['./', undefined], ['/repo'])).toEqual(['/repo']);
  expect(candidateFolders(workspace, ['./nowhere'], ['/repo'])).toEqual([]);
});

test('an object knows what made it', () => {
  const labelled = (labels: object) => fluxObject(kinds.gitRepository, { metadata: { labels } });
  const makes = (object: FluxObject, ...known: readonly string[]) => makerOf(object, (key) => known.includes(key));
  const by = (prefix: string) => labelled({ [`${prefix}/name`]: 'n', [`${prefix}/namespace`]: 's' });
  expect(makes(by('kustomize.toolkit.fluxcd.io'))).toBe(objectKey(kinds.kustomization, 's', 'n'));
  expect(makes(by('helm.toolkit.fluxcd.io'))).toBe(objectKey(kinds.helmRelease, 's', 'n'));
  expect(makes(by('resourceset.fluxcd.controlplane.io'))).toBe(objectKey(kinds.resourceSet, 's', 'n'));
  expect(makes(by('fluxcd.controlplane.io'))).toBe(objectKey(kinds.fluxInstance, 's', 'n'));
  expect(makes(labelled({}))).toBeUndefined();
  const chart = fluxObject(kinds.helmChart, { namespace: 'flux-system', name: 'my-shop-web' });
  const release = objectKey(kinds.helmRelease, 'my-shop', 'web');
  expect(makes(chart, release)).toBe(release);
  expect(makes(chart)).toBeUndefined();
  const artifact = fluxObject(kinds.externalArtifact, {
    spec: { sourceRef: { kind: 'ArtifactGenerator', name: 'split' } },
  });
  expect(makes(artifact)).toBe(objectKey(kinds.artifactGenerator, 'shop', 'split'));
});
