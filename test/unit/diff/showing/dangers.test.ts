import { describe, expect, it } from 'vitest';
import type { JsonObject, ObjectKey } from '../../../../src/flux/object.ts';
import { compareDangers, dangersOf, type DangerFacts } from '../../../../src/diff/showing/dangers.ts';
import { isLowered } from '../../../../src/diff/showing/imageVersions.ts';
import { deployment } from '../objects.ts';

const web: ObjectKey = 'apps/Deployment/shop/web';
const claim: ObjectKey = '/PersistentVolumeClaim/shop/data';
const apps: ObjectKey = 'kustomize.toolkit.fluxcd.io/Kustomization/flux/apps';
const chart: ObjectKey = 'helm.toolkit.fluxcd.io/HelmRelease/shop/web';
const role: ObjectKey = 'rbac.authorization.k8s.io/ClusterRole//all';
const status = { inventory: { entries: [{ id: 'a_b__Secret', v: 'v1' }] } };

const kustomization = (spec: JsonObject): JsonObject => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'apps', namespace: 'flux' },
  spec,
  status,
});
const release = (spec: JsonObject, rest: JsonObject = {}): JsonObject => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { chart: { spec: { chart: 'web' } }, ...spec },
  ...rest,
});
const installed = release(
  {},
  { status: { storageNamespace: 'shop', history: [{ name: 'web', namespace: 'shop', chartName: 'web' }] } },
);
const renamed = { chart: { spec: { chart: 'web2' } } };
const rules = (verbs: readonly string[], resources: readonly string[]): JsonObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'all' },
  rules: [{ verbs, resources }],
});
const binding = (name: string): JsonObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  roleRef: { name },
  subjects: [{ kind: 'Group', name: 'dev' }],
});
const refusal = {
  code: 422,
  reason: 'Invalid',
  message: 'spec.selector: field is immutable',
  fields: ['spec.selector'],
};

describe('dangersOf', () => {
  it.each<[string, DangerFacts, readonly string[]]>([
    ['deleted only', { key: claim, action: 'deleteOnly' }, ['deletedNotRecreated', 'dataDeleted']],
    ['recreated', { key: web, action: 'recreate' }, ['recreated']],
    ['pruned claim', { key: claim, action: 'prune' }, ['dataDeleted']],
    ['pruned namespace', { key: '/Namespace//shop', action: 'prune' }, ['namespaceDeleted']],
    [
      'pruned definition',
      { key: 'apiextensions.k8s.io/CustomResourceDefinition//a.b', action: 'prune' },
      ['definitionDeleted'],
    ],
    ['pruned Deployment', { key: web, action: 'prune' }, []],
    ['pruned child', { key: apps, action: 'prune', live: kustomization({ prune: true }) }, ['childPruned']],
    [
      'pruned suspended child',
      { key: apps, action: 'prune', live: kustomization({ prune: true, suspend: true }) },
      ['orphaned'],
    ],
    ['pruned release', { key: chart, action: 'prune', live: installed }, ['releaseUninstalled']],
    [
      'recreated release',
      { key: chart, action: 'recreate', live: installed, result: release({}) },
      ['releaseUninstalled', 'recreated'],
    ],
    ['moved claim', { key: claim, action: 'move' }, ['movedRisky']],
    ['moved Deployment', { key: web, action: 'move' }, []],
    ['orphaned', { key: web, action: 'orphan' }, ['orphaned']],
    ['immutable', { key: web, action: 'error', refusal }, ['immutable']],
    ['refused otherwise', { key: web, action: 'error', refusal: { ...refusal, message: 'must be less' } }, []],
    [
      'scaled to 0',
      { key: web, action: 'change', live: deployment({}, { replicas: 2 }), result: deployment({}, { replicas: 0 }) },
      ['scaledToZero'],
    ],
    [
      'at 0 before',
      { key: web, action: 'change', live: deployment({}, { replicas: 0 }), result: deployment({}, { replicas: 0 }) },
      [],
    ],
    [
      'suspended',
      { key: apps, action: 'change', live: kustomization({}), result: kustomization({ suspend: true }) },
      ['suspended'],
    ],
    [
      'resumed',
      { key: apps, action: 'change', live: kustomization({ suspend: true }), result: kustomization({}) },
      ['resumed'],
    ],
    [
      'lower image',
      { key: web, action: 'change', live: deployment({ image: 'a:1.2.0' }), result: deployment({ image: 'a:1.1.9' }) },
      ['imageLowered'],
    ],
    [
      'higher image',
      { key: web, action: 'change', live: deployment({ image: 'a:1.2.0' }), result: deployment({ image: 'a:1.10.0' }) },
      [],
    ],
    [
      'lower tag in values',
      {
        key: chart,
        action: 'change',
        live: release({ values: { image: { tag: 'v2.0.0' } } }),
        result: release({ values: { image: { tag: 'v1.9.0' } } }),
      },
      ['imageLowered'],
    ],
    [
      'other release name',
      { key: chart, action: 'change', live: installed, result: release({ releaseName: 'other' }) },
      ['releaseReinstalled'],
    ],
    [
      'same release name, written',
      { key: chart, action: 'change', live: installed, result: release({ releaseName: 'web' }) },
      [],
    ],
    [
      'other target namespace',
      { key: chart, action: 'change', live: installed, result: release({ targetNamespace: 'b', releaseName: 'web' }) },
      ['releaseReinstalled'],
    ],
    [
      'other storage namespace',
      { key: chart, action: 'change', live: installed, result: release({ storageNamespace: 'b' }) },
      ['releaseReinstalled'],
    ],
    [
      'other chart',
      { key: chart, action: 'change', live: installed, result: release(renamed) },
      ['releaseReinstalled'],
    ],
    [
      'other chart, in place',
      {
        key: chart,
        action: 'change',
        live: installed,
        result: release({ ...renamed, upgrade: { chartNameChangeStrategy: 'InPlace' } }),
      },
      [],
    ],
    [
      'never installed',
      { key: chart, action: 'change', live: release({}), result: release({ releaseName: 'other' }) },
      [],
    ],
    ['every verb', { key: role, action: 'create', result: rules(['*'], ['pods']) }, ['wildcardRights']],
    [
      'every resource, as before',
      { key: role, action: 'change', live: rules(['get'], ['*']), result: rules(['get'], ['*']) },
      [],
    ],
    [
      'every verb, newly',
      { key: role, action: 'change', live: rules(['get'], ['*']), result: rules(['*'], ['*']) },
      ['wildcardRights'],
    ],
    ['cluster-admin', { key: role, action: 'create', result: binding('cluster-admin') }, ['wildcardRights']],
    ['another binding', { key: role, action: 'create', result: binding('view') }, []],
  ])('%s', (_, facts, codes) => {
    const dangers = dangersOf(facts);
    expect(dangers.map(({ code }) => code)).toEqual(codes);
    for (const { message } of dangers) expect(message).toMatch(/^[a-z].*[^.]$/s);
  });

  it('orders by the worst', () => {
    const [recreated, moved] = [dangersOf({ key: web, action: 'recreate' }), dangersOf({ key: claim, action: 'move' })];
    expect([[], recreated, moved].sort(compareDangers)).toEqual([moved, recreated, []]);
  });
});

describe('isLowered', () => {
  it.each<[string, string, boolean]>([
    ['a:1.2', 'a:1.1', true],
    ['a:1.2', 'b:1.1', false],
    ['host:5000/a', 'host:5000/a', false],
    ['host:5000/a:v2.0.0', 'host:5000/a:v1.0.0', true],
    ['a:1.2.0@sha256:aa', 'a:1.1.0@sha256:bb', true],
    ['a:latest', 'a:1.0', false],
    ['a:1.0', 'a:3f2a1bc', false],
    ['a:20240601', 'a:20240501', false],
    ['a:2024.6.1', 'a:2024.5.9', true],
    ['a:1.0.0', 'a:1.0.0-rc.1', true],
    ['a:1.0.0-rc.10', 'a:1.0.0-rc.9', true],
    ['a:1.0.0-rc.1', 'a:1.0.0', false],
    ['a:1.0.0-alpine', 'a:1.0.0-debian', false],
    ['a:1.0.0-beta1', 'a:1.0.0-alpha2', true],
  ])('%s to %s', (before, after, expected) => {
    expect(isLowered(before, after)).toBe(expected);
  });
});
