import { describe, expect, it } from 'vitest';
import { compareKeys, inApplyOrder, stageOf } from '../../../src/flux/applyOrder.ts';
import { controllerFlags } from '../../../src/flux/controllerFlags.ts';
import type { KindId, ObjectKey } from '../../../src/flux/object.ts';

const flag = '--custom-apply-stage-kinds=Secret, external-secrets.io/ExternalSecret,,';
const { customStageKinds: custom } = controllerFlags([flag], undefined);

describe('stages', () => {
  it.each<[KindId, number]>([
    ['/Namespace', 0],
    ['example.org/Namespace', 3],
    ['apiextensions.k8s.io/CustomResourceDefinition', 0],
    ['rbac.authorization.k8s.io/ClusterRole', 0],
    ['rbac.authorization.k8s.io/ClusterRoleBinding', 3],
    ['storage.k8s.io/StorageClass', 1],
    ['any.org/FooClass', 1],
    ['/Secret', 2],
    ['external-secrets.io/ExternalSecret', 2],
    ['other.org/ExternalSecret', 3],
    ['apps/Deployment', 3],
  ])('%s', (kind, expected) => {
    expect(stageOf(kind, custom)).toBe(expected);
  });
});

describe('the order in which objects are applied', () => {
  it('is by stage, then by kind, namespace and name', () => {
    const keys: ObjectKey[] = [
      'apiextensions.k8s.io/CustomResourceDefinition//a',
      '/Namespace//a',
      'storage.k8s.io/StorageClass//a',
      '/Secret/shop/a',
      'external-secrets.io/ExternalSecret/shop/a',
      '/Service/shop/a',
      'apps/Deployment/other/z',
      'apps/Deployment/shop/a',
      'apps/Deployment/shop/b',
      'a.org/Widget/shop/a',
      'b.org/Widget/shop/a',
      'batch/Job/shop/a',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration//a',
    ];
    expect(inApplyOrder(keys.toReversed(), (key) => key, custom)).toEqual(keys);
  });

  it('is the same for equal keys', () => {
    expect(compareKeys('apps/Deployment/a/b', 'apps/Deployment/a/b')).toBe(0);
  });
});
