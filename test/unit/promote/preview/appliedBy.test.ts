import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import type { FluxObject, JsonObject } from '../../../../src/flux/object.ts';
import { appliedBy, type Applied } from '../../../../src/promote/preview/appliedBy.ts';
import { fluxObject } from '../../flux/objects.ts';
import { going } from '../../git/repositories.ts';
import { snapshotOf } from '../../tree/fleet.ts';

const namespace = 'preview-web';
const stage = fluxObject(kinds.kustomization, {
  namespace: 'flux-system',
  name: 'web',
  status: { inventory: { entries: [{ id: 'shop_cache_helm.toolkit.fluxcd.io_HelmRelease', v: 'v2' }] } },
});
const chart = { spec: { chart: 'cache', version: '6.2.1' } };

/** The stage's release, with what its chart made. */
const release = (...inventory: readonly string[]): FluxObject =>
  fluxObject(kinds.helmRelease, {
    namespace: 'shop',
    name: 'cache',
    spec: { interval: '1h', releaseName: 'cache', chart },
    status: { inventory: { entries: inventory.map((id) => ({ id, v: 'v1' })) } },
  });
const copy = (spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'cache', namespace },
  spec: { interval: '1h', releaseName: 'cache', chart, ...spec },
});

const scopeOf = (_: string, kind: string): Promise<'cluster' | 'namespaced'> =>
  Promise.resolve(kind === 'ClusterRole' ? 'cluster' : 'namespaced');

function applied(own: readonly JsonObject[], objects: readonly FluxObject[] = []): Promise<Applied> {
  const snapshot = snapshotOf([stage, ...objects]);
  return appliedBy({ own, below: [], stage: [stage], snapshot }, { scopeOf }, going);
}

test.each<[string, JsonObject, readonly FluxObject[], RegExp]>([
  [
    'that stores what it is beside the stage',
    copy({ storageNamespace: 'shop' }),
    [release('shop_a__ConfigMap')],
    /names spec\.storageNamespace/,
  ],
  [
    'that goes where the stage is',
    copy({ targetNamespace: 'shop' }),
    [release('shop_a__ConfigMap')],
    /names spec\.targetNamespace/,
  ],
  [
    'of a chart that nobody has seen at work',
    copy(),
    [],
    /What the chart of HelmRelease\/preview-web\/cache would make is not known/,
  ],
  [
    'whose chart makes what has no namespace',
    copy(),
    [release('_a_rbac.authorization.k8s.io_ClusterRole')],
    /ClusterRole\/a too, outside its namespace/,
  ],
])('a release %s is not known to be another one', async (_, object, objects, sentence) => {
  const { unknown, doubts } = await applied([object], objects);
  expect({ unknown, doubts }).toEqual({ unknown: [expect.stringMatching(sentence) as string], doubts: [] });
});

test('a release is another one in another namespace, by the same name too; with other values a person judges', async () => {
  const live = [release('shop_a__ConfigMap')];
  expect(await applied([copy()], live)).toMatchObject({ unknown: [], doubts: [] });
  expect(await applied([copy({ values: { rbac: true } })], live)).toMatchObject({
    unknown: [],
    doubts: [expect.stringContaining('has another spec.values than HelmRelease/shop/cache') as string],
  });
});

const other = (apiVersion: string, kind: string): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'one', namespace },
});

test('what makes others is not known, and what other controllers make is told', async () => {
  const { unknown, doubts } = await applied([
    other('image.toolkit.fluxcd.io/v1', 'ImageUpdateAutomation'),
    other('fluxcd.controlplane.io/v1', 'ResourceSet'),
    other('external-secrets.io/v1', 'ExternalSecret'),
    other('networking.k8s.io/v1', 'Ingress'),
    other('apps/v1', 'Deployment'),
  ]);
  expect(unknown).toEqual([
    'ImageUpdateAutomation/preview-web/one would write into the repository a second time.',
    'What ResourceSet/preview-web/one would make is not known.',
  ]);
  expect(doubts).toEqual(['What other controllers make of ExternalSecret is not looked at.']);
});

test('what has no namespace has none, whatever kustomize gave it', async () => {
  const { objects } = await applied([other('rbac.authorization.k8s.io/v1', 'ClusterRole')]);
  expect(objects.map(({ key, address }) => [key, address.namespace])).toEqual([
    ['rbac.authorization.k8s.io/ClusterRole//one', undefined],
  ]);
});
