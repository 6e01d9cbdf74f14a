import { describe, expect, test } from 'vitest';
import { preselected } from '../../../../src/stages/terms/preselected.ts';
import type { Difference, Trait } from '../../../../src/stages/terms/difference.ts';
import {
  compared,
  deployment,
  differencesOf,
  fluxKustomization,
  helmRelease,
  kustomization,
  stage,
  summary,
  textOf,
  type Repository,
} from '../repository.ts';

const kinds = (side: Difference['source']): readonly Trait['kind'][] => (side?.traits ?? []).map(({ kind }) => kind);

/** Two stages whose apps folders hold one file each. */
const pair = (staging: string, production: string): Repository => ({
  'apps/staging/web.yaml': staging,
  'apps/production/web.yaml': production,
});

describe('versions', () => {
  test.each([
    [
      'an image in a manifest',
      deployment('web', 'example.org/web:1.4.0'),
      deployment('web', 'example.org/web:1.3.2'),
      'manifestImage',
    ],
    ['a chart', helmRelease('web', '6.2.1'), helmRelease('web', '"6.1.0"'), 'chart'],
    [
      'an image in Helm values',
      helmRelease('web', '1.0.0', '  values:\n    image: {repository: example.org/web, tag: v2.0.0}\n'),
      helmRelease('web', '1.0.0', "  values:\n    image: {repository: example.org/web, tag: 'v1.9.0'}\n"),
      'valuesImage',
    ],
    [
      'an image as one text in Helm values',
      helmRelease('web', '1.0.0', '  values:\n    java:\n      image: example.org/web:prod-050da4f-20260818152652\n'),
      helmRelease('web', '1.0.0', '  values:\n    java:\n      image: example.org/web:prod-9d772c5-20260718152652\n'),
      'valuesImage',
    ],
  ])('%s: the target is behind, and its place is the version alone', (_, staging, production, of) => {
    const repository = pair(staging, production);
    const [comparison] = compared(repository).filter(({ differences }) => differences.length > 0);
    const [difference] = comparison?.differences ?? [];
    expect(comparison?.standing).toBe('behind');
    expect(difference?.version).toMatchObject({ of, order: 'behind' });
    expect(comparison && preselected(comparison)).toEqual([difference]);
    const written = textOf(repository, difference?.target) ?? '';
    expect(written.replaceAll(/['"]/g, '')).toBe(difference?.target?.value);
  });

  test('the tag of a source', () => {
    const source = (ref: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: app}
spec:
  url: oci://example.org/app
  ref:
    ${ref}
`;
    const [difference] = differencesOf(compared(pair(source('tag: 2.0.0'), source('tag: 1.0.0'))));
    expect(difference?.version).toMatchObject({ of: 'sourceRef', subject: 'app', order: 'behind' });
    const moving = differencesOf(compared(pair(source('tag: latest'), source('tag: latest-stable'))));
    expect(moving.map(({ target }) => kinds(target))).toEqual([['moving']]);
    const ranges = differencesOf(compared(pair(source('semver: ">=2.0.0"'), source('semver: 1.x'))));
    expect(ranges.map(({ target }) => kinds(target))).toEqual([['range']]);
  });

  test('an entry of images: against a tag in the base', () => {
    const repository: Repository = {
      'apps/base/kustomization.yaml': kustomization('resources: [web.yaml]\n'),
      'apps/base/web.yaml': deployment('web', 'example.org/web:1.0.0'),
      'apps/staging/kustomization.yaml': kustomization(
        'resources: [../base]\nimages:\n  - name: example.org/web\n    newTag: "1.4.0" # keep\n',
      ),
      'apps/production/kustomization.yaml': kustomization('resources: [../base]\n'),
    };
    const [difference] = differencesOf(compared(repository));
    expect(difference?.source).toMatchObject({ value: '1.4.0', style: 'double', partial: false });
    expect(textOf(repository, difference?.source)).toBe('"1.4.0"');
    expect(difference?.target).toMatchObject({ value: '1.0.0', partial: true });
    expect(difference?.target?.traits).toEqual([
      { kind: 'inherited', stages: ['staging', 'production'], overlay: 'apps/production/kustomization.yaml' },
    ]);
  });

  test('tag and digest of one image move together', () => {
    const of = (tag: string, digit: string) => `example.org/web:${tag}@sha256:${digit.repeat(64)}`;
    const all = differencesOf(compared(pair(deployment('web', of('1.1.0', 'a')), deployment('web', of('1.0.0', 'b')))));
    expect(all.map(({ version, target }) => [version?.order, target?.value.slice(0, 8)])).toEqual([
      ['behind', '1.0.0'],
      ['behind', 'sha256:b'],
    ]);
  });

  test('one that is ahead is not moved, one without an order is not preselected', () => {
    const of = (tag: string) => deployment('web', `example.org/web:${tag}`);
    const standing = (one: string, other: string) => compared(pair(of(one), of(other)))[0]?.standing;
    expect(standing('1.0.0', '1.1.0')).toBe('ahead');
    expect(standing('3f2a9c1', '8d1b2e0')).toBe('unknown');
    expect(standing('1.0.0', '1.0.0')).toBe('same');
  });

  test('a remote base by its ref', () => {
    const of = (ref: string) =>
      kustomization(`resources:\n  - https://github.com/example/app//deploy?ref=${ref}\n  - web.yaml\n`);
    const repository: Repository = {
      'apps/staging/kustomization.yaml': of('v1.2.0'),
      'apps/staging/web.yaml': deployment('web', 'example.org/web:1.0.0'),
      'apps/production/kustomization.yaml': of('v1.1.0'),
      'apps/production/web.yaml': deployment('web', 'example.org/web:1.0.0'),
    };
    const [difference] = differencesOf(compared(repository));
    expect(difference?.version).toMatchObject({ of: 'remoteBase', order: 'behind' });
    expect(textOf(repository, difference?.target)).toBe('v1.1.0');
  });
});

describe('what must be known of a side', () => {
  const replicas = 'replicas: 2';

  test('a range, which the running version must be asked for', () => {
    const repository = pair(helmRelease('web', '6.2.1'), helmRelease('web', '">=1.0.0"'));
    const [difference] = differencesOf(compared(repository));
    expect(difference?.target?.traits).toEqual([{ kind: 'range', running: undefined }]);
    expect(difference?.version?.order).toBe('unknown');
  });

  test('a marker of image automation, with the automation of the stage that follows it', () => {
    const automation = `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: images, namespace: flux-system}
spec:
  update: {path: ./apps/production, strategy: Setters}
`;
    const marker = '# {"$imagepolicy": "flux-system:web:tag"}';
    const values = (tag: string, after = '') =>
      `  values:\n    image:\n      repository: example.org/web\n      tag: ${tag} ${after}\n`;
    const repository: Repository = {
      ...pair(helmRelease('web', '1.0.0', values('2.0.0')), helmRelease('web', '1.0.0', values('1.0.0', marker))),
      'clusters/production/automation.yaml': automation,
    };
    const difference = differencesOf(compared(repository)).find(({ class: of }) => of === 'version');
    expect(difference?.target?.traits).toMatchObject([
      {
        kind: 'imagePolicy',
        policy: 'flux-system:web',
        part: 'tag',
        automations: [{ path: 'clusters/production/automation.yaml' }],
      },
    ]);
  });

  test('a variable leads to where the stage says it', () => {
    const repository: Repository = {
      'clusters/staging/web.yaml': fluxKustomization(
        'web',
        './apps/web',
        '  postBuild:\n    substitute:\n      TAG: 1.4.0\n',
      ),
      'clusters/production/web.yaml': fluxKustomization(
        'web',
        './apps/web',
        '  postBuild:\n    substituteFrom: [{kind: ConfigMap, name: vars}]\n',
      ),
      'clusters/production/vars.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: flux-system}\ndata:\n  TAG: "1.3.0"\n',
      'apps/web/web.yaml': deployment('web', 'example.org/web:${TAG}'),
    };
    const difference = differencesOf(compared(repository)).find(({ object }) => object.kind === 'Deployment');
    expect(difference?.version).toMatchObject({ order: 'behind', subject: 'example.org/web' });
    expect(difference?.source?.value).toBe('1.4.0');
    expect(difference?.target).toMatchObject({ value: '1.3.0', place: { path: 'clusters/production/vars.yaml' } });
    expect(textOf(repository, difference?.target)).toBe('"1.3.0"');
    expect(kinds(difference?.target)).toEqual(['variable']);
  });

  test('a variable within a text: its value where both write the same around it, else the text is a template', () => {
    const flux = (stage: string, level: string) =>
      fluxKustomization('web', `./apps/${stage}`, `  postBuild:\n    substitute:\n      LEVEL: ${level}\n`);
    const clusters = {
      'clusters/staging/web.yaml': flux('staging', 'debug'),
      'clusters/production/web.yaml': flux('production', 'info'),
    };
    const values = (text: string) => helmRelease('web', '1.0.0', `  values:\n    args: ${text}\n`);
    const found = (repository: Repository) => differencesOf(compared({ ...clusters, ...repository }));
    const same = found(pair(values('--level=${LEVEL} -v'), values('--level=${LEVEL} -v')));
    // The variable is one difference, however many values it is in.
    expect(same.filter((one) => one.protected === undefined).map(summary)).toEqual([
      'Kustomization/web spec.postBuild.substitute.LEVEL: debug -> info',
    ]);
    const all = found(pair(values('--level=debug'), values('--level=${LEVEL}')));
    const other = all.filter(({ field }) => field.includes('args'));
    expect(other.map(({ target }) => [target?.value, kinds(target)])).toEqual([
      ['--level=info', ['variable', 'templated']],
    ]);
  });

  test('anchors, aliases and merged maps', () => {
    const source = deployment('web', 'example.org/web:2.0.0');
    const config = (body: string) =>
      `apiVersion: example.org/v1\nkind: Config\nmetadata: {name: config}\nspec:\n${body}`;
    const from = `${source}---\n${config('  one: {level: debug}\n  two: {level: debug}\n  three: {level: debug}\n')}`;
    const to = `${source}---\n${config('  one: &common {level: &level info}\n  two: {level: *level}\n  three: {<<: *common}\n')}`;
    const all = differencesOf(compared(pair(from, to)));
    expect(all.map(({ field, target }) => [field[1], kinds(target)])).toEqual([
      ['one', ['anchored']],
      ['two', ['alias']],
      ['three', ['merged']],
    ]);
  });

  test('a patch that several applications share', () => {
    const repository: Repository = {
      'apps/base/kustomization.yaml': kustomization('resources: [one.yaml, two.yaml]\n'),
      'apps/base/one.yaml': helmRelease('one', '1.0.0'),
      'apps/base/two.yaml': helmRelease('two', '1.0.0'),
      'apps/staging/kustomization.yaml': kustomization('resources: [../base]\n'),
      'apps/production/kustomization.yaml': kustomization(`resources: [../base]
patches:
  - target: {kind: HelmRelease}
    patch: |
      - op: replace
        path: /spec/chart/spec/version
        value: 0.9.0
`),
    };
    const all = differencesOf(compared(repository));
    expect(all.map(summary)).toEqual([
      'HelmRelease/one spec.chart.spec.version: 1.0.0 -> 0.9.0',
      'HelmRelease/two spec.chart.spec.version: 1.0.0 -> 0.9.0',
    ]);
    expect(all[0]?.target?.traits).toEqual([{ kind: 'common', applications: ['one', 'two'] }]);
    expect(textOf(repository, all[0]?.target)).toBe('0.9.0');
  });

  test('an input of a ResourceSet', () => {
    const set = (tag: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: infra, namespace: flux-system}
spec:
  inputs:
    - tenant: monitoring
      tag: ${tag}
  resources: []
`;
    const [difference] = differencesOf(compared(pair(set('latest'), set('latest-stable'))));
    expect(difference?.version).toMatchObject({ of: 'resourceSetInput', subject: 'monitoring' });
    expect(kinds(difference?.target)).toEqual(['moving', 'resourceSetInput']);
  });

  test('the deepest place of its own where the target lacks or inherits a field', () => {
    const repository: Repository = {
      'apps/base/kustomization.yaml': kustomization('resources: [web.yaml]\n'),
      'apps/base/web.yaml': helmRelease('web', '1.0.0', '  values:\n    log: {level: info}\n'),
      'apps/staging/kustomization.yaml': kustomization('resources: [../base]\npatches: [{path: web.yaml}]\n'),
      'apps/staging/web.yaml': helmRelease('web', '1.0.0', '  values:\n    log: {level: debug, json: true}\n'),
      'apps/production/kustomization.yaml': kustomization('resources: [../base]\npatches: [{path: web.yaml}]\n'),
      'apps/production/web.yaml': helmRelease('web', '1.0.0', `  values:\n    ${replicas}\n`),
    };
    const all = differencesOf(compared(repository)).filter(({ field }) => field.includes('log'));
    expect(all.map(summary)).toEqual([
      'HelmRelease/web spec.values.log.level: debug -> info',
      'HelmRelease/web spec.values.log.json: true -> -',
    ]);
    expect(all.map(({ nearest }) => [nearest?.place.path, nearest?.missing])).toEqual([
      ['apps/production/web.yaml', ['log', 'level']],
      ['apps/production/web.yaml', ['log', 'json']],
    ]);
  });
});

describe('what kustomizations do besides', () => {
  test('replicas: counts before what the object says', () => {
    const overlay = (count: number) =>
      kustomization(`resources: [../base]\nreplicas: [{name: web, count: ${count}}]\n`);
    const repository: Repository = {
      'apps/base/kustomization.yaml': kustomization('resources: [web.yaml]\n'),
      'apps/base/web.yaml': deployment('web', 'example.org/web:1.0.0', '  replicas: 1\n'),
      'apps/staging/kustomization.yaml': overlay(2),
      'apps/production/kustomization.yaml': overlay(5),
    };
    const [difference] = differencesOf(compared(repository));
    expect(difference && summary(difference)).toBe('Deployment/web spec.replicas: 2 -> 5');
    expect(difference?.target).toMatchObject({ place: { path: 'apps/production/kustomization.yaml' }, traits: [] });
  });

  test('generators, and what overlays merge into them', () => {
    const generator = (body: string) => `configMapGenerator:\n  - name: env\n${body}`;
    const repository: Repository = {
      'apps/base/kustomization.yaml': kustomization(generator('    literals: [A=1, B=1]\n')),
      'apps/staging/kustomization.yaml': kustomization(
        `resources: [../base]\n${generator('    behavior: merge\n    literals: [B=2]\n')}`,
      ),
      'apps/production/kustomization.yaml': kustomization(
        `resources: [../base]\n${generator('    behavior: merge\n    literals: ["B=3"]\n')}`,
      ),
    };
    const [difference, ...more] = differencesOf(compared(repository));
    expect(more).toEqual([]);
    expect(difference && summary(difference)).toBe('ConfigMap/env data.B: 2 -> 3');
    expect(textOf(repository, difference?.target)).toBe('3');
    expect(difference?.target).toMatchObject({ partial: true, traits: [] });
  });
});

describe('configuration', () => {
  const values = (body: string) => helmRelease('web', '1.0.0', `  values:\n${body}`);

  test('fields one by one, items of lists by their names', () => {
    const repository = pair(
      values('    env:\n      - {name: A, value: "1"}\n      - {name: B, value: "2"}\n'),
      values('    env:\n      - {name: B, value: "3"}\n    extra: true\n'),
    );
    expect(differencesOf(compared(repository)).map((one) => [one.class, summary(one)])).toEqual([
      ['configuration', 'HelmRelease/web spec.values.env[B].value: 2 -> 3'],
      ['onlyInSource', 'HelmRelease/web spec.values.env[A]: {name: A, value: "1"} -> -'],
      ['onlyInTarget', 'HelmRelease/web spec.values.extra: - -> true'],
    ]);
  });

  test('objects and applications that only one stage has', () => {
    const repository = pair(
      `${deployment('web', 'example.org/web:1.0.0')}---\n${deployment('worker', 'example.org/web:1.0.0')}`,
      deployment('web', 'example.org/web:1.0.0'),
    );
    const all = compared({ ...repository, 'clusters/production/extra.yaml': helmRelease('extra', '1.0.0') });
    expect(differencesOf(all).map((one) => [one.class, one.object.name])).toEqual([
      ['onlyInSource', 'worker'],
      ['onlyInTarget', 'extra'],
    ]);
    expect(all.find(({ key }) => key === 'extra')).toMatchObject({ source: undefined, standing: 'missing' });
  });

  test('values of Secrets are never told, encrypted ones are not compared', () => {
    const secret = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData: {password: ${value}}\n`;
    const [difference] = differencesOf(compared(pair(secret('abc'), secret('def'))));
    expect(JSON.stringify([difference?.source?.value, difference?.target?.value])).toBe('["(secret)","(secret)"]');
    // Not even in what the values differ.
    const [named] = differencesOf(compared(pair(secret('db-staging'), secret('db-production'))));
    expect(named?.class).toBe('configuration');
    expect(named?.protected).toBeUndefined();
    const [made] = differencesOf(compared(pair(secret('"hush${A}"'), secret('def'))));
    expect(JSON.stringify(made)).not.toContain('hush');
    const encrypted = (value: string) => `${secret(`"ENC[AES256_GCM,${value}]"`)}sops: {mac: ${value}}\n`;
    expect(differencesOf(compared(pair(encrypted('one'), encrypted('other'))))).toEqual([]);
  });

  test('ids are the same whatever the values are', () => {
    const ids = (level: string) =>
      differencesOf(compared(pair(values(`    level: ${level}\n`), values('    level: info\n')))).map(({ id }) => id);
    expect(ids('debug')).toEqual(ids('trace'));
    expect(ids('debug')).toHaveLength(1);
  });
});

describe('differences that are meant', () => {
  const values = (body: string) => helmRelease('web', '1.0.0', `  values:\n    ${body}\n`);
  const protection = (one: string, other: string, options: Parameters<typeof compared>[1] = {}) =>
    differencesOf(compared(pair(values(one), values(other)), options)).map((difference) => difference.protected?.by);

  test.each([
    ['replicaCount: 1', 'replicaCount: 3', 'replicas'],
    ['ingress: {host: a.example.com}', 'ingress: {host: b.example.org}', 'host'],
    ['ingress: {hosts: [a.example.com]}', 'ingress: {hosts: [b.example.org]}', 'host'],
    ['resources: {limits: {memory: 1Gi}}', 'resources: {limits: {memory: 4Gi}}', 'resources'],
    ['url: https://db.staging.local', 'url: https://db.prod.local', 'stageName'],
    ['level: debug', 'level: info', undefined],
  ])('%s, %s: %s', (one, other, by) => {
    expect(protection(one, other)).toEqual([by]);
  });

  test('as configured, for all stages or the target', () => {
    const pattern = { field: 'spec.values.level', kind: 'HelmRelease' };
    const target = stage('production', { protected: [pattern] });
    expect(protection('level: debug', 'level: info', { config: { protected: [pattern] } })).toEqual(['configured']);
    expect(protection('level: debug', 'level: info', { stages: [stage('staging'), target] })).toEqual(['configured']);
    expect(protection('levels: debug', 'levels: info', { config: { protected: [pattern] } })).toEqual([undefined]);
  });
});

test('comparing a stage with itself finds nothing', () => {
  const repository: Repository = {
    'apps/staging/web.yaml': helmRelease('web', '1.0.0', '  values: {a: [1, {b: 2}]}\n'),
  };
  const stages = [stage('staging'), stage('staging')] as const;
  expect(differencesOf(compared(repository, { stages }))).toEqual([]);
});
