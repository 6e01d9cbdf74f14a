import { describe, expect, test } from 'vitest';
import { recogniseStages } from '../../../../src/stages/config/recognise.ts';

const stagesOf = (paths: readonly string[], branches: readonly string[] = [], contexts: readonly string[] = []) =>
  recogniseStages({ paths, branches, contexts }).config.stages;

/** Stages as `name: paths`. */
const folders = (...paths: string[]) => stagesOf(paths).map(({ name, paths: own }) => `${name}: ${own.join(' ')}`);

describe('folders', () => {
  test('clusters, with what other folders hold for the same stages', () => {
    expect(
      folders(
        'clusters/production/apps.yaml',
        'clusters/staging/apps.yaml',
        'apps/base/web.yaml',
        'apps/staging/web.yaml',
        'apps/prod/web.yaml',
        'infrastructure/controllers/cert-manager.yaml',
      ),
    ).toEqual(['staging: clusters/staging apps/staging', 'production: clusters/production apps/prod']);
  });

  test('overlays of each application', () => {
    const overlay = (app: string, name: string) => `apps/${app}/overlays/${name}/kustomization.yaml`;
    const all = ['web', 'shop', 'cache'].flatMap((app) => ['prod', 'dev', 'qa'].map((name) => overlay(app, name)));
    expect(folders(...all)).toEqual([
      'dev: apps/*/overlays/dev',
      'qa: apps/*/overlays/qa',
      'prod: apps/*/overlays/prod',
    ]);
  });

  test('stages of each application, beside its base', () => {
    const all = ['web', 'shop'].flatMap((app) => ['base', 'dev', 'prod'].map((name) => `apps/${app}/${name}/a.yaml`));
    expect(folders(...all)).toEqual(['dev: apps/*/dev', 'prod: apps/*/prod']);
  });

  test('environments in the root', () => {
    expect(folders('dev/a.yaml', 'prod/a.yaml', 'base/a.yaml')).toEqual(['dev: dev', 'prod: prod']);
    expect(folders('environments/test/a.yaml', 'environments/live/a.yaml')).toEqual([
      'test: environments/test',
      'live: environments/live',
    ]);
  });

  test('several clusters of one stage', () => {
    expect(
      folders(
        'clusters/prod-us/a.yaml',
        'clusters/prod-eu/a.yaml',
        'clusters/staging/a.yaml',
        'apps/production/a.yaml',
        'apps/staging/a.yaml',
      ),
    ).toEqual([
      'staging: clusters/staging apps/staging',
      'prod-eu: clusters/prod-eu apps/production',
      'prod-us: clusters/prod-us apps/production',
    ]);
  });
});

test.each([
  [['clusters/home/apps.yaml', 'apps/web/app.yaml']],
  [['clusters/production/apps.yaml', 'apps/web/app.yaml']],
  [
    [
      'kubernetes/apps/dev/app.yaml',
      'kubernetes/apps/media/app.yaml',
      'kubernetes/apps/test/app.yaml',
      'kubernetes/apps/network/app.yaml',
      'kubernetes/apps/home/app.yaml',
    ],
  ],
  [
    [
      'src/testdata/dev/a.yaml',
      'src/testdata/prod/a.yaml',
      'charts/app/templates/dev/a.yaml',
      'charts/app/templates/prod/a.yaml',
    ],
  ],
  [['clusters/dev/README.md', 'clusters/prod/README.md']],
  [[]],
])('%j has no stages', (paths) => {
  const { config, reason } = recogniseStages({ paths, branches: ['main', 'fix/test', 'renovate/dev'] });
  expect(config.stages).toEqual([]);
  expect(reason).toContain('No stages here');
});

test('branches, where no folders tell', () => {
  const stages = stagesOf(['apps/web.yaml'], ['main', 'env/production', 'env/staging', 'dev-something', 'feature/x']);
  expect(stages.map(({ name, branch, paths }) => [name, branch, paths])).toEqual([
    ['staging', 'env/staging', []],
    ['production', 'env/production', []],
  ]);
  expect(stagesOf(['apps/web.yaml'], ['main', 'dev'])).toEqual([]);
});

test('a context that is surely the stage’s is named', () => {
  const paths = ['clusters/staging/a.yaml', 'clusters/prod/a.yaml'];
  const contexts = (...all: string[]) => stagesOf(paths, [], all).map(({ context }) => context);
  expect(contexts('kind-staging', 'aws/prod-eu', 'home')).toEqual(['kind-staging', 'aws/prod-eu']);
  expect(contexts('staging-a', 'staging-b', 'prod')).toEqual([undefined, 'prod']);
});

test('nothing is committed directly unless somebody says so', () => {
  const stages = stagesOf(['clusters/dev/a.yaml', 'clusters/prod/a.yaml']);
  expect(stages.map(({ change }) => change)).toEqual(['pullRequest', 'pullRequest']);
});
