import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/flux/object.ts';
import { compareKeys, customStageKinds, firstFailingStage, inApplyOrder, stageOf } from '../../../src/diff/stages.ts';

const of = (apiVersion: string, kind: string, name = 'a', namespace?: string): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});
const custom = customStageKinds('Secret, external-secrets.io/ExternalSecret,,');

describe('stages', () => {
  it.each<[string, string, number]>([
    ['v1', 'Namespace', 0],
    ['example.org/v1', 'Namespace', 3],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 0],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 0],
    ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 3],
    ['storage.k8s.io/v1', 'StorageClass', 1],
    ['any.org/v1', 'FooClass', 1],
    ['v1', 'Secret', 2],
    ['external-secrets.io/v1', 'ExternalSecret', 2],
    ['apps/v1', 'Deployment', 3],
  ])('%s %s', (apiVersion, kind, expected) => {
    expect(stageOf(of(apiVersion, kind), custom)).toBe(expected);
  });

  it('orders objects as Flux applies them', () => {
    const objects = [
      of('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'),
      of('b.org/v1', 'Widget', 'a', 'shop'),
      of('a.org/v1', 'Widget', 'a', 'shop'),
      of('apps/v1', 'Deployment', 'b', 'shop'),
      of('apps/v1', 'Deployment', 'a', 'shop'),
      of('apps/v1', 'Deployment', 'z', 'other'),
      of('v1', 'Service', 'a', 'shop'),
      of('storage.k8s.io/v1', 'StorageClass'),
      of('v1', 'Namespace'),
      of('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
    ];
    const ordered = inApplyOrder(objects.map((object) => ({ object })));
    expect(ordered.map(({ object }) => object)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((index) => objects[index]));
    expect(compareKeys('apps/Deployment/a/b', 'apps/Deployment/a/b')).toBe(0);
  });

  it('knows from which stage on nothing is applied', () => {
    const one = (stage: number, isFailing: boolean): { stage: number; isFailing: boolean } => ({ stage, isFailing });
    expect(firstFailingStage([one(0, false), one(3, true), one(1, true)])).toBe(1);
    expect(firstFailingStage([one(0, false)])).toBeUndefined();
  });
});
