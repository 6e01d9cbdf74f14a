import { expect, test } from 'vitest';
import { compareInStage, stageOf } from '../../../src/render/applyOrder.ts';

const object = (
  apiVersion: string,
  kind: string,
  name = 'x',
  namespace = '',
): Parameters<typeof compareInStage>[0] => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});

test.each([
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'definitions'],
  ['v1', 'Namespace', 'definitions'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'definitions'],
  ['example.com/v1', 'Namespace', 'rest'],
  ['storage.k8s.io/v1', 'StorageClass', 'classes'],
  ['example.com/v1', 'Early', 'custom'],
  ['v1', 'Secret', 'custom'],
  ['apps/v1', 'Deployment', 'rest'],
])('%s %s is applied in stage %s', (apiVersion, kind, stage) => {
  expect(stageOf(object(apiVersion, kind), ['example.com/Early', 'Secret'])).toBe(stage);
});

test('within a stage kinds come in their order, then names', () => {
  const objects = [
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'),
    object('example.com/v1', 'Widget'),
    object('apps/v1', 'Deployment', 'b', 'a'),
    object('apps/v1', 'Deployment', 'a', 'b'),
    object('v1', 'ServiceAccount'),
    object('batch/v1', 'Job'),
  ];
  expect(
    objects.sort(compareInStage).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
  ).toEqual([
    'ServiceAccount /x',
    'Deployment a/b',
    'Deployment b/a',
    'Job /x',
    'Widget /x',
    'ValidatingWebhookConfiguration /x',
  ]);
});
