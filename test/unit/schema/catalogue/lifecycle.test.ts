import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogueIndex } from '../../../../src/schema/catalogueFile.ts';
import { lifecycleLookup, recordedVersions, type LifecycleFile } from '../../../../src/schema/lifecycle.ts';
import { compareMinors } from '../../../../src/schema/minorVersion.ts';

const folder = join(import.meta.dirname, '../../../../schemas');
const file = JSON.parse(readFileSync(join(folder, 'lifecycle.json'), 'utf8')) as LifecycleFile;
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as CatalogueIndex;

describe('what became of', () => {
  const flux = 'toolkit.fluxcd.io';
  test.each([
    [`kustomize.${flux}`, 'v1beta2', 'Kustomization', { flux: 'v2.7.0' }, 'deprecated', 'v1'],
    [`kustomize.${flux}`, 'v1beta2', 'Kustomization', { flux: '2.9' }, 'removed', 'v1'],
    [`kustomize.${flux}`, 'v1beta2', 'Kustomization', {}, 'removed', 'v1'],
    [`notification.${flux}`, 'v1beta2', 'Alert', { flux: '2.9' }, 'removed', 'v1beta3'],
    [`image.${flux}`, 'v1beta2', 'ImagePolicy', { flux: '2.6' }, 'served', 'v1'],
    [`source.${flux}`, 'v1beta2', 'OCIRepository', { flux: '2.10' }, 'removed', 'v1'],
    ['extensions', 'v1beta1', 'Deployment', { kubernetes: 'v1.36.4' }, 'removed', 'v1'],
    ['extensions', 'v1beta1', 'Ingress', { kubernetes: '1.20' }, 'deprecated', 'v1'],
    ['policy', 'v1beta1', 'PodDisruptionBudget', { kubernetes: '1.36' }, 'removed', 'v1'],
    ['policy', 'v1beta1', 'PodSecurityPolicy', { kubernetes: '1.36' }, 'removed', undefined],
    ['autoscaling', 'v2beta2', 'HorizontalPodAutoscaler', { kubernetes: '1.36' }, 'removed', 'v2'],
    ['flowcontrol.apiserver.k8s.io', 'v1beta1', 'FlowSchema', { kubernetes: '1.28' }, 'removed', 'v1beta3'],
    ['flowcontrol.apiserver.k8s.io', 'v1beta1', 'FlowSchema', { kubernetes: '1.36' }, 'removed', 'v1'],
    ['node.k8s.io', 'v1beta1', 'RuntimeClass', { kubernetes: '1.36' }, 'removed', 'v1'],
    ['networking.k8s.io', 'v1beta1', 'IngressClass', {}, 'removed', 'v1'],
    ['apiextensions.k8s.io', 'v1beta1', 'CustomResourceDefinition', {}, 'removed', 'v1'],
  ])('%s/%s %s in %j: it is %s', (group, version, kind, versions, state, by) => {
    const found = lifecycleLookup(file, versions)(group, version, kind);
    expect([found?.state, found?.entry.replacement?.version]).toEqual([state, by]);
  });

  test('a version that stays is not recorded', () => {
    expect(lifecycleLookup(file, {})('apps', 'v1', 'Deployment')).toBeUndefined();
  });
});

test('a kind that is gone can be told from one that never was', () => {
  expect(recordedVersions(file, 'extensions', 'Ingress')).toEqual(['v1beta1']);
  expect(recordedVersions(file, 'source.toolkit.fluxcd.io', 'Bucket')).toEqual(['v1beta2', 'v1beta1', 'v1alpha1']);
  expect(recordedVersions(file, 'source.toolkit.fluxcd.io', 'Buckett')).toEqual([]);
});

describe('the catalogue agrees with the record', () => {
  const served = index.files.flatMap(({ product, version = '', kinds }) =>
    kinds.flatMap(({ group, kind, versions }) =>
      versions.map((one) => ({ product, version, key: `${group}/${one}/${kind}` })),
    ),
  );

  test('no version is served where it is recorded as removed', () => {
    const wrong = file.kinds.filter(({ product, group, version, kind, removed }) =>
      served.some(
        (one) =>
          one.product === product &&
          one.key === `${group}/${version}/${kind}` &&
          removed !== undefined &&
          compareMinors(removed, one.version) <= 0,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('every replacement is served, or was followed by another', () => {
    const known = new Set([
      ...served.map(({ key }) => key),
      ...file.kinds.map((one) => `${one.group}/${one.version}/${one.kind}`),
    ]);
    const lost = file.kinds.flatMap(({ replacement: by }) => (by ? [`${by.group}/${by.version}/${by.kind}`] : []));
    expect([...new Set(lost)].filter((key) => !known.has(key))).toEqual([]);
  });
});
