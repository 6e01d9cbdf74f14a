import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { KindId, ObjectKey } from '../../../src/flux/object.ts';
import { dependsOn, providerRef, sourceChain, sourceRef } from '../../../src/flux/references.ts';
import { fluxObject, lookupIn, objectKey } from './objects.ts';

const fleet = { kind: 'GitRepository', name: 'fleet' };
const chartFrom = (sourceRefOfChart: object) => ({ chart: { spec: { chart: 'web', sourceRef: sourceRefOfChart } } });

describe('sourceRef', () => {
  it.each<[string, KindId, unknown, ObjectKey | undefined]>([
    ['Kustomization', kinds.kustomization, { sourceRef: fleet }, objectKey(kinds.gitRepository, 'shop', 'fleet')],
    [
      'Kustomization, other namespace',
      kinds.kustomization,
      { sourceRef: { ...fleet, namespace: 'flux-system' } },
      objectKey(kinds.gitRepository, 'flux-system', 'fleet'),
    ],
    [
      'Kustomization with apiVersion',
      kinds.kustomization,
      { sourceRef: { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'Bucket', name: 'b' } },
      objectKey(kinds.bucket, 'shop', 'b'),
    ],
    [
      'Kustomization of an ExternalArtifact',
      kinds.kustomization,
      { sourceRef: { kind: 'ExternalArtifact', name: 'a' } },
      objectKey(kinds.externalArtifact, 'shop', 'a'),
    ],
    [
      'ImageUpdateAutomation',
      kinds.imageUpdateAutomation,
      { sourceRef: fleet },
      objectKey(kinds.gitRepository, 'shop', 'fleet'),
    ],
    [
      'HelmChart',
      kinds.helmChart,
      { sourceRef: { kind: 'HelmRepository', name: 'stable' } },
      objectKey(kinds.helmRepository, 'shop', 'stable'),
    ],
    [
      'ImagePolicy',
      kinds.imagePolicy,
      { imageRepositoryRef: { name: 'app', namespace: 'images' } },
      objectKey(kinds.imageRepository, 'images', 'app'),
    ],
    [
      'HelmRelease with chartRef',
      kinds.helmRelease,
      { chartRef: { kind: 'OCIRepository', name: 'web', namespace: 'charts' } },
      objectKey(kinds.ociRepository, 'charts', 'web'),
    ],
    [
      'HelmRelease with chart',
      kinds.helmRelease,
      chartFrom({ kind: 'HelmRepository', name: 'stable' }),
      objectKey(kinds.helmChart, 'shop', 'shop-web'),
    ],
    [
      'HelmRelease with chart of another namespace',
      kinds.helmRelease,
      chartFrom({ kind: 'HelmRepository', name: 'stable', namespace: 'charts' }),
      objectKey(kinds.helmChart, 'charts', 'shop-web'),
    ],
    [
      'ExternalArtifact: its producer',
      kinds.externalArtifact,
      { sourceRef: { apiVersion: 'source.extensions.fluxcd.io/v1beta1', kind: 'ArtifactGenerator', name: 'g' } },
      objectKey(kinds.artifactGenerator, 'shop', 'g'),
    ],
    ['HelmRelease without either', kinds.helmRelease, {}, undefined],
    ['GitRepository', kinds.gitRepository, { url: 'https://example.org' }, undefined],
    ['no name', kinds.kustomization, { sourceRef: { kind: 'GitRepository' } }, undefined],
    ['unknown kind', kinds.kustomization, { sourceRef: { kind: 'Svn', name: 'x' } }, undefined],
    ['no kind', kinds.externalArtifact, { sourceRef: { name: 'x' } }, undefined],
    ['malformed', kinds.kustomization, { sourceRef: ['fleet'] }, undefined],
    ['malformed chart', kinds.helmRelease, { chart: { spec: 'web' } }, undefined],
  ])('%s', (_name, id, spec, expected) => {
    expect(sourceRef(fluxObject(id, { spec }))).toBe(expected);
  });
});

describe('sourceChain', () => {
  const release = fluxObject(kinds.helmRelease, {
    spec: chartFrom({ kind: 'HelmRepository', name: 'stable', namespace: 'charts' }),
  });
  const chart = fluxObject(kinds.helmChart, {
    namespace: 'charts',
    name: 'shop-web',
    spec: { sourceRef: { kind: 'HelmRepository', name: 'stable' } },
  });
  const keys = [objectKey(kinds.helmChart, 'charts', 'shop-web'), objectKey(kinds.helmRepository, 'charts', 'stable')];

  it('goes from a HelmRelease to its repository, whether or not the chart is known', () => {
    expect(sourceChain(release, lookupIn(chart))).toEqual(keys);
    expect(sourceChain(release, lookupIn())).toEqual(keys);
  });
  it('names a source that is not known and ends there', () => {
    const object = fluxObject(kinds.kustomization, { spec: { sourceRef: fleet } });
    expect(sourceChain(object, lookupIn())).toEqual([objectKey(kinds.gitRepository, 'shop', 'fleet')]);
  });
  it('is empty for an origin', () => {
    expect(sourceChain(fluxObject(kinds.gitRepository), lookupIn())).toEqual([]);
  });
  it('ends at a repetition', () => {
    const from = (name: string, producer: string) => {
      const producerRef = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'ExternalArtifact', name: producer };
      return fluxObject(kinds.externalArtifact, { name, spec: { sourceRef: producerRef } });
    };
    const [a, b, self] = [from('a', 'b'), from('b', 'a'), from('s', 's')];
    expect(sourceChain(a, lookupIn(a, b))).toEqual([b.key]);
    expect(sourceChain(self, lookupIn(self))).toEqual([]);
  });
});

describe('dependsOn', () => {
  it('is of the same kind, in the own namespace unless named, each once', () => {
    const spec = { dependsOn: [{ name: 'a' }, { name: 'b', namespace: 'other' }, { name: 'a' }, {}, 'x'] };
    expect(dependsOn(fluxObject(kinds.helmRelease, { spec }))).toEqual([
      objectKey(kinds.helmRelease, 'shop', 'a'),
      objectKey(kinds.helmRelease, 'other', 'b'),
    ]);
  });
  it('of a ResourceSet names group and kind', () => {
    const spec = {
      dependsOn: [
        { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', name: 'infra' },
        { apiVersion: 'v1', kind: 'Secret', name: 's' },
      ],
    };
    expect(dependsOn(fluxObject(kinds.resourceSet, { spec }))).toEqual([
      objectKey(kinds.kustomization, 'shop', 'infra'),
      '/Secret/shop/s',
    ]);
  });
  it.each([undefined, null, {}, 'a', [null]])('of %j is nothing', (value) => {
    expect(dependsOn(fluxObject(kinds.kustomization, { spec: { dependsOn: value } }))).toEqual([]);
  });
});

it('finds the provider of an Alert and the targets of a Receiver', () => {
  const alert = fluxObject(kinds.alert, { spec: { providerRef: { name: 'chat' } } });
  expect(providerRef(alert)).toBe(objectKey(kinds.provider, 'shop', 'chat'));
  expect(providerRef(fluxObject(kinds.receiver, { spec: { providerRef: { name: 'chat' } } }))).toBeUndefined();
});
