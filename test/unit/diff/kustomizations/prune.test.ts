import { describe, expect, it } from 'vitest';
import type { JsonObject, ObjectKey } from '../../../../src/flux/object.ts';
import { cascadeOf, fateBelow, fateOf, movedTo } from '../../../../src/diff/kustomizations/prune.ts';
import { inventoryOf } from '../../../../src/flux/inventory.ts';
import { configMap } from '../objects.ts';

const apps = (spec: JsonObject, rest: JsonObject = {}): JsonObject => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'apps', namespace: 'flux' },
  spec,
  ...rest,
});
const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux' };
const entries = { inventory: { entries: [{ id: 'shop_settings__ConfigMap', v: 'v1' }] } };
const left = [
  {
    key: '/ConfigMap/shop/settings',
    address: { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', namespace: 'shop' },
  },
];

describe('inventoryOf', () => {
  it.each<[string, string, string | undefined]>([
    ['default_podinfo__Service', 'v1', '/Service/default/podinfo'],
    ['_shop__Namespace', 'v1', '/Namespace//shop'],
    ['_system__node_rbac.authorization.k8s.io_ClusterRole', 'v1', 'rbac.authorization.k8s.io/ClusterRole//system:node'],
    ['a_b_c_apps_Deployment', 'v1', 'apps/Deployment/a/b_c'],
    ['nonsense', 'v1', undefined],
    ['a_b__', 'v1', undefined],
  ])('%s', (id, v, key) => {
    const read = inventoryOf({ status: { inventory: { entries: [{ id, v }] } } });
    expect(read.map((entry) => entry.key)).toEqual(key === undefined ? [] : [key]);
  });

  it('says where to find an object', () => {
    expect(
      inventoryOf({ status: { inventory: { entries: [{ id: 'a_b_apps_Deployment', v: 'v1' }] } } })[0]?.address,
    ).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'b',
      namespace: 'a',
    });
  });
});

describe('fateOf', () => {
  it.each<[string, JsonObject | undefined, JsonObject, string]>([
    ['ours', configMap({}, { labels }), { prune: true }, 'prune'],
    ['absent', undefined, { prune: true }, 'gone'],
    ['prune off', configMap({}, { labels }), { prune: false }, 'orphan'],
    ['without labels', configMap({}), { prune: true }, 'orphan'],
    [
      'of another',
      configMap({}, { labels: { ...labels, 'kustomize.toolkit.fluxcd.io/name': 'b' } }),
      { prune: true },
      'orphan',
    ],
    [
      'marked',
      configMap({}, { labels, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } }),
      { prune: true },
      'orphan',
    ],
  ])('%s', (_, live, spec, action) => {
    expect(fateOf(live, apps(spec)).action).toBe(action);
  });
});

describe('cascadeOf', () => {
  it.each<[string, JsonObject, string]>([
    ['prune', { prune: true }, 'inventory'],
    ['no prune', { prune: false }, 'nothing'],
    ['suspended', { prune: true, suspend: true, deletionPolicy: 'Delete' }, 'nothing'],
    ['Orphan', { prune: true, deletionPolicy: 'Orphan' }, 'nothing'],
    ['Delete', { prune: false, deletionPolicy: 'Delete' }, 'inventory'],
    ['WaitForTermination', { prune: false, deletionPolicy: 'WaitForTermination' }, 'inventory'],
  ])('a Kustomization: %s', (_, spec, deletes) => {
    expect(cascadeOf(apps(spec, { status: entries }))).toMatchObject({ deletes, entries: left });
  });

  it.each<[JsonObject, string]>([
    [{}, 'release'],
    [{ suspend: true }, 'nothing'],
  ])('a HelmRelease: %j', (spec, deletes) => {
    const release = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'a' }, spec };
    expect(cascadeOf(release)?.deletes).toBe(deletes);
  });

  it('has nothing below other kinds', () => {
    expect(cascadeOf(configMap({}))).toBeUndefined();
  });

  it('lets labels decide below it', () => {
    expect(fateBelow(configMap({}, { labels }), apps({ prune: false })).action).toBe('prune');
    expect(fateBelow(configMap({}), apps({})).action).toBe('orphan');
    expect(fateBelow(undefined, apps({})).action).toBe('gone');
  });
});

describe('movedTo', () => {
  it('finds who builds it now', () => {
    const builds = new Map<ObjectKey, ReadonlySet<ObjectKey>>([
      ['a/K/n/one', new Set<ObjectKey>(['/ConfigMap/shop/settings'])],
      ['a/K/n/two', new Set<ObjectKey>(['/ConfigMap/shop/settings'])],
    ]);
    expect(movedTo('/ConfigMap/shop/settings', 'a/K/n/one', builds)).toBe('a/K/n/two');
    expect(movedTo('/ConfigMap/shop/other', 'a/K/n/one', builds)).toBeUndefined();
  });
});
