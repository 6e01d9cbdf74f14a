import { expect, test } from 'vitest';
import { ownRestore } from '../../../../src/stages/rollback/ownRestore.ts';
import { rollbackPlan } from '../../../../src/stages/rollback/rollbackPlan.ts';
import type { RollbackPlan } from '../../../../src/stages/terms/rollback.ts';
import { withChanges } from '../../../../src/stages/terms/withChanges.ts';
import { application, fluxKustomization, held, stage, type Repository } from '../repository.ts';

const stages = [stage('staging'), stage('production')];
const base = 'apps/base/podinfo.yaml';
const overlay = 'apps/production/kustomization.yaml';

const release = (name: string, version: string): string =>
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ${name}, namespace: shop}
spec:
  interval: 1h
  chart: {spec: {chart: ${name}, version: ${version}, sourceRef: {kind: HelmRepository, name: charts}}}
`;

const patch = (name: string, version: string): string =>
  `  - target: {kind: HelmRelease, name: ${name}}
    patch: |
      - op: replace
        path: /spec/chart/spec/version
        value: ${version}
`;

const merge = (name: string, version: string): string =>
  `  - patch: |
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: ${name}, namespace: shop}
      spec: {chart: {spec: {version: ${version}}}}
`;

/** Two releases that all stages have from one base, with the versions of production in one kustomization. */
function shop(podinfo: string, nginx: string, { of = merge, shared = '1.0.0' } = {}): Repository {
  const all = 'resources: [../base]\n';
  return {
    'clusters/production/apps.yaml': fluxKustomization('apps', './apps/production'),
    'clusters/staging/apps.yaml': fluxKustomization('apps', './apps/staging'),
    'apps/base/kustomization.yaml': 'resources: [podinfo.yaml, nginx.yaml]\n',
    [base]: release('podinfo', shared),
    'apps/base/nginx.yaml': release('nginx', '1.0.0'),
    'apps/staging/kustomization.yaml': all,
    [overlay]: `${all}patches:\n${of('podinfo', podinfo)}${of('nginx', nginx)}`,
  };
}

function rollBack(then: Repository, now: Repository, key = 'podinfo') {
  const [old, fresh] = [then, now].map((one) => new Map(Object.entries(one)));
  const read = (repository: Repository): readonly string[] => {
    const one = application(held(repository, stages)[1], key);
    return [...(one?.own ?? []), ...(one?.shared ?? [])];
  };
  const bytes = (one: Repository) => new Map(Object.entries(one).map(([path, text]) => [path, Buffer.from(text)]));
  const plan = rollbackPlan({
    then: bytes(then),
    now: bytes(now),
    readThen: read(then),
    readNow: read(now),
    readers: (path) =>
      [{ name: 'apps of production', declaredIn: 'clusters/production/apps.yaml' }].filter(() => path !== ''),
    automations: [],
  });
  const application_ = { kind: 'helmRelease', key } as const;
  const facts = {
    stages,
    stage: 'production',
    application: application_,
    then: old ?? new Map(),
    now: fresh ?? new Map(),
  };
  const done: RollbackPlan = ownRestore(plan, facts);
  return { ...done, after: withChanges(facts.now, done.changes, facts.then) };
}

test.each([
  ['a merge', merge],
  ['operations', patch],
])('what stands in a kustomization of several goes back by its own fields alone: %s', (_, of) => {
  const done = rollBack(shop('6.0.0', '1.9.0', { of }), shop('6.1.0', '1.10.0', { of }));
  expect(done.after.get(overlay)).toBe(shop('6.0.0', '1.10.0', { of })[overlay]);
  expect(done.changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([`edit ${overlay}`]);
  expect(done.others).toEqual([]);
});

test('nothing is changed where only others changed in what it shares', () => {
  const done = rollBack(shop('6.0.0', '1.9.0'), shop('6.0.0', '1.10.0'));
  expect([done.changes, done.others]).toEqual([[], []]);
});

test('who applies it is no other; a file of its own goes back whole', () => {
  const own = (version: string): Repository => ({
    'clusters/production/apps.yaml': fluxKustomization('apps', './apps/production'),
    'apps/production/podinfo.yaml': release('podinfo', version),
    'apps/production/nginx.yaml': release('nginx', version),
  });
  const done = rollBack(own('6.0.0'), own('6.1.0'));
  expect(done.changes).toEqual([
    { kind: 'copy', path: 'apps/production/podinfo.yaml', from: 'apps/production/podinfo.yaml' },
  ]);
  expect(done.others).toEqual([]);
});

test('a file with two releases goes back by the fields of one', () => {
  const path = 'apps/production/all.yaml';
  const both = (podinfo: string, nginx: string): Repository => ({
    'clusters/production/apps.yaml': fluxKustomization('apps', './apps/production'),
    [path]: `${release('podinfo', podinfo)}---\n${release('nginx', nginx)}`,
  });
  const done = rollBack(both('6.0.0', '1.9.0'), both('6.1.0', '1.10.0'));
  expect(done.after.get(path)).toBe(both('6.0.0', '1.10.0')[path]);
  expect(done.others).toEqual([]);
});

test('what cannot go back alone names who else goes back, from which version to which', () => {
  const [then, now] = [shop('6.0.0', '1.9.0', { shared: '5.0.0' }), shop('6.0.0', '1.9.0', { shared: '5.1.0' })];
  const config = (repository: Repository): Repository => ({ ...repository, [overlay]: 'resources: [../base]\n' });
  const done = rollBack(config(then), config(now));
  expect(done.changes).toEqual([{ kind: 'copy', path: base, from: base }]);
  expect(done.others).toEqual([
    { name: 'podinfo of staging', declaredIn: base, effect: 'goes from 5.1.0 back to 5.0.0', paths: [base] },
  ]);
});

test('a kustomization that goes back as it was names all that it moves', () => {
  const moved = (repository: Repository, label: string): Repository => ({
    ...repository,
    [overlay]: `${repository[overlay] ?? ''}  - target: {kind: HelmRelease}\n    patch: |\n      - op: add\n        path: /spec/releaseName\n        value: ${label}\n`,
  });
  const done = rollBack(moved(shop('6.0.0', '1.9.0'), 'old'), moved(shop('6.1.0', '1.10.0'), 'new'));
  expect(done.changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([`copy ${overlay}`]);
  expect(done.others).toContainEqual({
    name: 'nginx of production',
    declaredIn: 'apps/base/nginx.yaml',
    effect: 'goes from 1.10.0 back to 1.9.0',
    paths: [overlay],
  });
});
