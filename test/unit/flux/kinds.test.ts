import { describe, expect, it } from 'vitest';
import {
  canReconcile,
  categoryOf,
  hasStatus,
  isFluxGroup,
  isKnownKind,
  kinds,
  suspendMechanism,
  type Category,
} from '../../../src/flux/kinds.ts';
import { kindId, type KindId } from '../../../src/flux/object.ts';
import { fluxObject } from './objects.ts';

describe('categoryOf', () => {
  it.each<[KindId, Category]>([
    [kinds.kustomization, 'kustomizations'],
    [kinds.helmRelease, 'helmReleases'],
    [kinds.gitRepository, 'sources'],
    [kinds.ociRepository, 'sources'],
    [kinds.helmRepository, 'sources'],
    [kinds.helmChart, 'sources'],
    [kinds.bucket, 'sources'],
    [kinds.externalArtifact, 'sources'],
    [kinds.artifactGenerator, 'sources'],
    [kinds.imageRepository, 'images'],
    [kinds.imagePolicy, 'images'],
    [kinds.imageUpdateAutomation, 'images'],
    [kinds.alert, 'notifications'],
    [kinds.provider, 'notifications'],
    [kinds.receiver, 'notifications'],
    [kinds.resourceSet, 'resourceSets'],
    [kinds.resourceSetInputProvider, 'resourceSets'],
    [kinds.fluxInstance, 'instances'],
    [kinds.fluxReport, 'instances'],
    // Not known: by group.
    [kindId('source.toolkit.fluxcd.io', 'SvnRepository'), 'sources'],
    [kindId('source.extensions.fluxcd.io', 'Anything'), 'sources'],
    [kindId('image.toolkit.fluxcd.io', 'Anything'), 'images'],
    [kindId('notification.toolkit.fluxcd.io', 'Anything'), 'notifications'],
    [kindId('fluxcd.controlplane.io', 'Anything'), 'other'],
    [kindId('kustomize.toolkit.fluxcd.io', 'Anything'), 'other'],
    // The same kind name in a group that is not Flux's.
    [kindId('kustomize.config.k8s.io', 'Kustomization'), 'other'],
    [kindId('storage.loft.sh', 'HelmRelease'), 'other'],
  ])('%s is in %s', (id, category) => {
    expect(categoryOf(id)).toBe(category);
  });

  it('knows all kinds of the table', () => {
    for (const id of Object.values(kinds)) expect(isKnownKind(id), id).toBe(true);
    expect(isKnownKind(kindId('storage.loft.sh', 'HelmRelease'))).toBe(false);
  });
});

describe('isFluxGroup', () => {
  it.each([
    ['source.toolkit.fluxcd.io', true],
    ['later.toolkit.fluxcd.io', true],
    ['source.extensions.fluxcd.io', true],
    ['fluxcd.controlplane.io', true],
    ['toolkit.fluxcd.io', false],
    ['eviltoolkit.fluxcd.io', false],
    ['apps', false],
    ['', false],
    ['fluxcd.controlplane.io.example.org', false],
  ])('%s: %s', (group, expected) => {
    expect(isFluxGroup(group)).toBe(expected);
  });
});

describe('suspendMechanism', () => {
  it.each([
    kinds.kustomization,
    kinds.helmRelease,
    kinds.bucket,
    kinds.alert,
    kinds.provider,
    kinds.receiver,
    kinds.imagePolicy,
    kindId('later.toolkit.fluxcd.io', 'Anything'),
  ])('%s by its spec', (id) => {
    expect(suspendMechanism(id)).toEqual({ by: 'spec.suspend' });
  });

  it.each([kinds.resourceSet, kinds.resourceSetInputProvider, kinds.fluxInstance, kinds.fluxReport])(
    '%s by flux-operator’s annotation',
    (id) => {
      expect(suspendMechanism(id)).toEqual({
        by: 'annotation',
        name: 'fluxcd.controlplane.io/reconcile',
        suspended: 'disabled',
        resumed: 'enabled',
      });
    },
  );

  it('ArtifactGenerator by an annotation that is removed to resume', () => {
    expect(suspendMechanism(kinds.artifactGenerator)).toEqual({
      by: 'annotation',
      name: 'source.extensions.fluxcd.io/reconcile',
      suspended: 'disabled',
    });
  });

  it.each([kinds.externalArtifact, kindId('fluxcd.controlplane.io', 'Anything'), kindId('example.org', 'Anything')])(
    '%s not at all',
    (id) => {
      expect(suspendMechanism(id)).toEqual({ by: 'none' });
    },
  );
});

describe('hasStatus and canReconcile', () => {
  it.each<[string, KindId, unknown, boolean, boolean]>([
    ['Kustomization', kinds.kustomization, {}, true, true],
    ['Receiver', kinds.receiver, {}, true, true],
    ['Alert', kinds.alert, {}, false, false],
    ['Provider', kinds.provider, {}, false, false],
    ['static HelmRepository', kinds.helmRepository, { type: 'oci' }, false, false],
    ['HelmRepository', kinds.helmRepository, { type: 'default' }, true, true],
    ['HelmRepository without type', kinds.helmRepository, {}, true, true],
    // Only HelmRepository has a type that makes it static.
    ['Bucket of type oci', kinds.bucket, { type: 'oci' }, true, true],
    ['ExternalArtifact', kinds.externalArtifact, {}, true, false],
    ['FluxReport', kinds.fluxReport, {}, true, true],
  ])('%s', (_name, id, spec, status, reconcile) => {
    const object = fluxObject(id, { spec });
    expect(hasStatus(object)).toBe(status);
    expect(canReconcile(object)).toBe(reconcile);
  });

  it('believes an unknown kind that it can be reconciled once it has handled a request', () => {
    const id = kindId('later.toolkit.fluxcd.io', 'Anything');
    expect(canReconcile(fluxObject(id, { status: {} }))).toBe(false);
    expect(canReconcile(fluxObject(id, { status: { lastHandledReconcileAt: 'x' } }))).toBe(true);
  });
});
