import { describe, expect, it } from 'vitest';
import { anyKind, judgedFiles } from '../judge.ts';

const kinds = [
  anyKind('v1 ConfigMap'),
  anyKind('v1 Namespace', { namespaced: false }),
  anyKind('kustomize.toolkit.fluxcd.io/v1 Kustomization'),
];

const flux = (name: string, path: string, more = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: ${name}\n  namespace: flux-system\n` +
  `spec:\n  path: ${path}\n${more}`;
const config = (metadata: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  ${metadata}\n`;
const wrong = config('name: «a¦missing-field»');

/** A cluster whose Kustomizations are applied by one of them. */
const cluster = (files: Record<string, string>, apps = flux('apps', './apps')) => ({
  'clusters/flux-system.yaml': flux('flux-system', './clusters'),
  'clusters/apps.yaml': apps,
  ...files,
});

describe('objects without a namespace', () => {
  it.each([
    ['are found where Flux takes all in a folder', cluster({ 'apps/a.yaml': wrong })],
    [
      'are found where a kustomization lists them',
      cluster({ 'apps/kustomization.yaml': 'resources: [a.yaml]\n', 'apps/a.yaml': wrong }),
    ],
    ['may have their own', cluster({ 'apps/a.yaml': config('name: a\n  namespace: b') })],
    [
      'may get it from a kustomization',
      cluster({ 'apps/kustomization.yaml': 'namespace: b\nresources: [a.yaml]\n', 'apps/a.yaml': config('name: a') }),
    ],
    [
      'may get it from a Component',
      cluster({
        'apps/kustomization.yaml': 'resources: [a.yaml]\ncomponents: [../comp]\n',
        'comp/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamespace: b\n',
        'apps/a.yaml': config('name: a'),
      }),
    ],
    [
      'may get it from targetNamespace',
      cluster({ 'apps/a.yaml': config('name: a') }, flux('apps', './apps', '  targetNamespace: b\n')),
    ],
    [
      'may get it from a patch',
      cluster({
        'apps/kustomization.yaml':
          'resources: [a.yaml]\npatches:\n  - target: {kind: ConfigMap}\n    patch: |\n      - {op: add, path: /metadata/namespace, value: b}\n',
        'apps/a.yaml': config('name: a'),
      }),
    ],
    [
      'may get it from a replacement in the Kustomization',
      cluster({
        'clusters/kustomization.yaml':
          'resources: [flux-system.yaml, apps.yaml]\nreplacements: [{source: {kind: ConfigMap}}]\n',
        'apps/a.yaml': config('name: a'),
      }),
    ],
    [
      'may get it from one of several that apply them',
      cluster({
        'clusters/more.yaml': flux('more', './more'),
        'more/kustomization.yaml': 'namespace: b\nresources: [../apps/sub]\n',
        'apps/sub/kustomization.yaml': 'resources: [a.yaml]\n',
        'apps/sub/a.yaml': config('name: a'),
      }),
    ],
    [
      'are passed over where who applies the Kustomization is not known',
      { 'ks.yaml': flux('apps', './apps'), 'apps/a.yaml': config('name: a') },
    ],
    ['are passed over where nothing applies them', { 'apps/a.yaml': config('name: a') }],
    ['need none of a kind without', cluster({ 'apps/a.yaml': config('name: a').replace('ConfigMap', 'Namespace') })],
    [
      'need none where Flux does not apply them',
      cluster({
        'apps/a.yaml': config('name: a\n  annotations:\n    kustomize.toolkit.fluxcd.io/reconcile: disabled'),
      }),
    ],
  ])('%s', (_, files) => expect(judgedFiles(files, { kinds })).toEqual(files));
});
