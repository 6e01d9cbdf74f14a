import { describe, expect, it } from 'vitest';
import { read, withFindings } from './fixture.ts';

const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
const missing = (text: string) => `«${text}¦error missing-reference»`;

describe('strategic-merge patches', () => {
  it.each([
    [
      'find an object of a file',
      {
        'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: p.yaml}]\n',
        'a.yaml': config('a'),
        'p.yaml': config('a'),
      },
    ],
    [
      'find none',
      {
        'kustomization.yaml': `resources: [a.yaml]\npatches: [{path: ${missing('p.yaml')}}]\n`,
        'a.yaml': config('a'),
        'p.yaml': config('b'),
      },
    ],
    [
      'find none, in place',
      {
        'kustomization.yaml': `resources: [a.yaml]\npatches:\n  - patch: ${missing('|')}\n      kind: Secret\n      apiVersion: v1\n      metadata: {name: a}\n`,
        'a.yaml': config('a'),
      },
    ],
    [
      'find none, in the old field',
      {
        'kustomization.yaml': `resources: [base]\npatchesStrategicMerge: [${missing('p.yaml')}]\n`,
        'base/kustomization.yaml': 'resources: [a.yaml]\n',
        'base/a.yaml': config('a'),
        'p.yaml': config('b'),
      },
    ],
    [
      'may go by a target',
      {
        'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: p.yaml, target: {kind: ConfigMap}}]\n',
        'a.yaml': config('a'),
        'p.yaml': config('b'),
      },
    ],
    [
      'find what has a prefix',
      {
        'kustomization.yaml': 'resources: [base]\npatches: [{path: p.yaml}]\n',
        'base/kustomization.yaml': 'namePrefix: x-\nresources: [a.yaml]\n',
        'base/a.yaml': config('a'),
        'p.yaml': config('x-a'),
      },
    ],
    [
      'find what a generator makes',
      {
        'kustomization.yaml': 'configMapGenerator: [{name: b}]\npatches: [{path: p.yaml}]\n',
        'p.yaml': config('b'),
      },
    ],
    [
      'may find what is remote',
      {
        'kustomization.yaml': 'resources: [https://a.example/b.yaml]\npatches: [{path: p.yaml}]\n',
        'p.yaml': config('b'),
      },
    ],
    [
      'may find what a chart makes',
      {
        'kustomization.yaml': 'helmCharts: [{name: a}]\npatches: [{path: p.yaml}]\n',
        'p.yaml': config('b'),
      },
    ],
    [
      'of a Component are for others',
      {
        'kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: p.yaml}]\n',
        'p.yaml': config('b'),
      },
    ],
    [
      'may find what another patch named',
      {
        'kustomization.yaml': 'resources: [base]\npatches: [{path: p.yaml}]\n',
        'base/kustomization.yaml':
          'resources: [a.yaml]\npatches:\n  - target: {kind: ConfigMap}\n    patch: "[{op: replace, path: /metadata/name, value: b}]"\n',
        'base/a.yaml': config('a'),
        'p.yaml': config('b'),
      },
    ],
  ])('%s', (_, files) => {
    expect(withFindings(read(files as unknown as Record<string, string>))).toEqual(files);
  });
});
