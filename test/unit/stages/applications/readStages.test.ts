import { describe, expect, test } from 'vitest';
import { readStages } from '../../../../src/stages/applications/readStages.ts';
import {
  application,
  deployment,
  fluxKustomization,
  held,
  helmRelease,
  kustomization,
  listed,
  stage,
  type Repository,
} from '../repository.ts';

const both = [stage('staging'), stage('production')];

describe('a repository with clusters and a base', () => {
  const repository: Repository = {
    'clusters/staging/apps.yaml': fluxKustomization('apps', './apps/staging'),
    'clusters/production/apps.yaml': fluxKustomization('apps', './apps/production'),
    'apps/base/kustomization.yaml': kustomization('resources: [web.yaml, cache.yaml]\n'),
    'apps/base/web.yaml': deployment('web', 'example.org/web:1.0.0'),
    'apps/base/cache.yaml': helmRelease('cache', '6.0.0'),
    'apps/staging/kustomization.yaml': kustomization(`resources: [../base]
images:
  - name: example.org/web
    newTag: 1.4.0
patches: [{path: cache.yaml}]
`),
    'apps/staging/cache.yaml': helmRelease('cache', '6.2.1'),
    'apps/production/kustomization.yaml': kustomization('resources: [../base]\n'),
  };

  test('each Flux Kustomization and HelmRelease is an application, with the version that counts', () => {
    const [staging, production] = held(repository, both);
    expect(staging && listed(staging)).toEqual(['kustomization apps 1.4.0', 'helmRelease cache 6.2.1']);
    expect(production && listed(production)).toEqual(['kustomization apps 1.0.0', 'helmRelease cache 6.0.0']);
  });

  test('files of one stage are its own, those that others build are shared', () => {
    const [, production] = held(repository, both);
    const cache = application(production, 'cache');
    expect(cache).toMatchObject({ own: [], shared: ['apps/base/cache.yaml'], folder: 'apps/production' });
    expect(application(production, 'apps')?.own).toContain('apps/production/kustomization.yaml');
    expect(production?.readers.get('apps/base/web.yaml')).toEqual(['staging', 'production']);
  });

  test('the version says where it stands', () => {
    const [staging] = held(repository, both);
    const version = application(staging, 'apps')?.version;
    expect(version).toMatchObject({ of: 'kustomizeImage', subject: 'example.org/web' });
    const text = repository[version?.place.path ?? ''] ?? '';
    expect(text.slice(version?.place.span.start, version?.place.span.end)).toBe('1.4.0');
  });

  test('what did not change is not read again', () => {
    const before = held(repository, both);
    const files = new Map(
      Object.entries({ ...repository, 'apps/base/web.yaml': deployment('web', 'example.org/web:1.1.0') }),
    );
    const after = readStages(
      both.map((one) => ({ stage: one, files })),
      before,
    );
    expect(after[1] && listed(after[1])[0]).toBe('kustomization apps 1.1.0');
    const path = 'apps/base/cache.yaml';
    expect(after[0]?.tree.manifests.get(path)).toBe(before[0]?.tree.manifests.get(path));
  });
});

test('overlays that no Kustomization of the repository builds are applications by their folders', () => {
  const repository: Repository = {
    'apps/web/base/kustomization.yaml': kustomization('resources: [web.yaml]\n'),
    'apps/web/base/web.yaml': deployment('web', 'example.org/web:1.0.0'),
    'apps/web/overlays/staging/kustomization.yaml': kustomization(
      'resources: [../../base]\nnameSuffix: -staging\nimages: [{name: example.org/web, newTag: 1.2.0}]\n',
    ),
    'apps/web/overlays/prod/kustomization.yaml': kustomization('resources: [../../base]\nnameSuffix: -prod\n'),
    'apps/shop/staging/deployment.yaml': deployment('shop', 'example.org/shop:3.1.0'),
    'apps/shop/prod/deployment.yaml': deployment('shop', 'example.org/shop:3.0.0'),
  };
  const stages = ['staging', 'prod'].map((name) =>
    stage(name, { paths: [`apps/*/overlays/${name}`, `apps/*/${name}`] }),
  );
  const [staging, prod] = held(repository, stages);
  expect(staging && listed(staging).sort()).toEqual(['overlay apps/shop 3.1.0', 'overlay apps/web 1.2.0']);
  expect(prod && listed(prod).sort()).toEqual(['overlay apps/shop 3.0.0', 'overlay apps/web 1.0.0']);
});

test('stages on branches have trees of their own, and nothing shared', () => {
  const files = (version: string) =>
    new Map([
      ['clusters/main/apps.yaml', fluxKustomization('apps', './apps')],
      ['apps/web.yaml', deployment('web', `example.org/web:${version}`)],
    ]);
  const [dev, prod] = readStages([
    { stage: stage('dev', { branch: 'dev' }), files: files('2.0.0') },
    { stage: stage('prod', { branch: 'main' }), files: files('1.0.0') },
  ]);
  expect(dev && listed(dev)).toContain('kustomization apps 2.0.0');
  expect(prod && listed(prod)).toContain('kustomization apps 1.0.0');
  expect(application(prod, 'apps')?.shared).toEqual([]);
  const [one, other] = [dev, prod].map((holding) => holding?.tree.manifests.get('clusters/main/apps.yaml'));
  expect(one).toBe(other);
});

test('paths with variables lead where the parent says', () => {
  const cluster = (name: string) =>
    fluxKustomization(
      'flux-system',
      `./clusters/${name}`,
      `  postBuild:\n    substitute:\n      ENVIRONMENT: ${name}\n`,
    );
  const repository: Repository = {
    'clusters/staging/sync.yaml': cluster('staging'),
    'clusters/staging/kustomization.yaml': kustomization('resources: [sync.yaml, ../../apps/web.yaml]\n'),
    'clusters/production/sync.yaml': cluster('production'),
    'clusters/production/kustomization.yaml': kustomization('resources: [sync.yaml, ../../apps/web.yaml]\n'),
    'apps/web.yaml': fluxKustomization('web', './apps/web/${ENVIRONMENT}'),
    'apps/web/staging/web.yaml': deployment('web', 'example.org/web:2.0.0'),
    'apps/web/production/web.yaml': deployment('web', 'example.org/web:1.0.0'),
  };
  const [staging, production] = held(repository, both);
  expect(staging && listed(staging)).toEqual(['kustomization flux-system', 'kustomization web 2.0.0']);
  expect(production && listed(production)).toEqual(['kustomization flux-system', 'kustomization web 1.0.0']);
});

test('an ArtifactGenerator leads to the folders that it copies', () => {
  const generator = (name: string) => `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: {name: flux-system, namespace: flux-system}
spec:
  sources: [{alias: repo, kind: GitRepository, name: flux-system}]
  artifacts:
    - name: apps
      copy:
        - {from: "@repo/apps/${name}/**", to: "@artifact/${name}/"}
`;
  const flux = (name: string) =>
    fluxKustomization('apps', `./${name}`)
      .replace('GitRepository', 'ExternalArtifact')
      .replace('    name: flux-system\n', '    name: apps\n');
  const repository: Repository = Object.fromEntries(
    ['staging', 'production'].flatMap((name) => [
      [`clusters/${name}/artifacts.yaml`, generator(name)],
      [`clusters/${name}/apps.yaml`, flux(name)],
      [`apps/${name}/web.yaml`, deployment('web', `example.org/web:${name === 'staging' ? '2.0.0' : '1.0.0'}`)],
    ]),
  );
  const [staging, production] = held(repository, both);
  expect(staging && listed(staging)).toContain('kustomization apps 2.0.0');
  expect(production && listed(production)).toContain('kustomization apps 1.0.0');
});

test('names lose what tells the stage', () => {
  const repository: Repository = {
    'clusters/staging/web.yaml': helmRelease('podinfo-staging', '6.1.0'),
    'clusters/production/web.yaml': helmRelease('prod-podinfo', '6.0.0'),
  };
  const [staging, production] = held(repository, both);
  expect(application(staging, 'podinfo')?.name).toBe('podinfo-staging');
  expect(application(production, 'podinfo')?.name).toBe('prod-podinfo');
});

test('kustomizations that include each other end', () => {
  const repository: Repository = {
    'apps/staging/kustomization.yaml': kustomization('resources: [../production]\n'),
    'apps/production/kustomization.yaml': kustomization('resources: [../staging]\n'),
  };
  expect(held(repository, both).map(({ applications }) => applications.length)).toEqual([1, 1]);
});

test('an empty tree holds nothing', () => {
  expect(held({}, both).map(({ applications }) => applications)).toEqual([[], []]);
});
