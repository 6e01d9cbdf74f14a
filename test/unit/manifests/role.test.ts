import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { isEncrypted, roleOf } from '../../../src/manifests/role.ts';
import { configMap, fluxKustomization, workspaceOf } from './workspace/fixture.ts';

/** The roles of the documents of a file among others. */
function roles(path: string, text: string, others: Record<string, string> = {}): string[] {
  const workspace = workspaceOf({ ...others, [path]: text });
  return readManifest(`/repo/${path}`, text).documents.map(({ content }) =>
    roleOf(workspace, `/repo/${path}`, content),
  );
}

describe('the role of a document', () => {
  it.each([
    ['a.yaml', configMap('a'), 'object'],
    ['a.yaml', 'apiVersion: v1\nkind: List\nitems: []\n', 'object'],
    [
      'crd.yaml',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n',
      'object',
    ],
    ['a.yaml', 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n', 'object'],
    ['kustomization.yaml', 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n', 'object'],
    ['kustomization.yaml', 'resources: []\n', 'kustomization'],
    ['kustomization.yml', 'kind: Kustomization\n', 'kustomization'],
    ['Kustomization', 'resources: []\n', 'kustomization'],
    ['other.yaml', 'resources: []\n', 'other'],
    ['other.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', 'kustomization'],
    ['kustomization.yaml', 'kind: Component\n', 'component'],
    ['a.yaml', 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n', 'component'],
    ['a.yaml', '- {op: add, path: /a, value: 1}\n- {op: remove, path: /b}\n', 'jsonPatch'],
    ['a.yaml', '- {op: add}\n', 'other'],
    ['a.yaml', '# nothing but this\n', 'empty'],
    ['a.yaml', '', 'empty'],
    ['a.yaml', '~\n', 'empty'],
    ['a.yaml', 'services:\n  web: {image: a}\n', 'other'],
    ['a.yaml', 'on: push\njobs: {}\n', 'other'],
    ['a.yaml', 'just text\n', 'other'],
    ['a.yaml', 'nameReference: [{kind: ConfigMap}]\n', 'kustomizeConfig'],
    ['a.yaml', 'apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: a}\n', 'kustomizeConfig'],
    ['a.yaml', '{{- if .Values.a }}\napiVersion: v1\nkind: ConfigMap\n{{- end }}\n', 'helmTemplate'],
    ['a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n', 'helmTemplate'],
    ['a.yaml', configMap('a', 'data:\n  a: "{{ $labels.x }}"\n  b: |\n    {{ if x }}\n  c: see {{ .x }}\n'), 'object'],
  ])('of %s with %j is %s', (path, text, expected) => {
    expect(roles(path, text)).toEqual([expected]);
  });

  it('is told for each document', () => {
    const text = `${configMap('a')}---\n# nothing\n---\nresources: []\n`;
    expect(roles('a.yaml', text)).toEqual(['object', 'empty', 'other']);
  });

  it.each([
    ['patches: [{path: a.yaml}]', configMap('a'), 'patch'],
    ['patchesStrategicMerge: [a.yaml]', configMap('a'), 'patch'],
    ['patches: [a.yaml]', configMap('a'), 'patch'],
    ['patches: [{path: a.yaml, target: {kind: A}}]', '- {op: remove, path: /b}', 'jsonPatch'],
    ['patches: [{path: a.yaml, target: {kind: A}}]', 'spec: {a: 1}', 'patch'],
    ['{patches: [{path: a.yaml}], resources: [a.yaml]}', configMap('a'), 'object'],
    ['configMapGenerator: [{name: x, files: [values.yaml=a.yaml]}]', configMap('a'), 'values'],
    ['helmCharts: [{valuesFile: a.yaml}]', 'a: 1', 'values'],
    ['configurations: [a.yaml]', 'images: []', 'kustomizeConfig'],
    ['transformers: [a.yaml]', configMap('a'), 'kustomizeConfig'],
    ['resources: [a.yaml]', configMap('a'), 'object'],
  ])('follows a kustomization with %s', (kustomization, text, expected) => {
    expect(roles('a.yaml', text, { 'kustomization.yaml': kustomization })).toEqual([expected]);
  });

  it('is a chart’s template or values beside its Chart.yaml only', () => {
    const chart = { 'chart/Chart.yaml': 'name: a\n' };
    expect(roles('chart/templates/a.yaml', configMap('a'), chart)).toEqual(['helmTemplate']);
    expect(roles('chart/templates/deep/a.yaml', configMap('a'), chart)).toEqual(['helmTemplate']);
    expect(roles('chart/values.yaml', 'a: 1', chart)).toEqual(['values']);
    expect(roles('other/templates/a.yaml', configMap('a'), chart)).toEqual(['object']);
    expect(roles('other/values.yaml', 'a: 1', chart)).toEqual(['other']);
  });
});

describe('a document that nothing builds', () => {
  const whole = configMap('a', 'data:\n  one: "1"\n  two: "2"\n  three: "3"\n  four: "4"\n  five: "5"\n');

  it.each(['patches/a.yaml', 'a-patch.yaml', 'manager_auth_proxy_patch.yaml', 'patching.yaml'])(
    'is a patch where it is named %s',
    (path) => {
      expect(roles(path, configMap('a'))).toEqual(['patch']);
    },
  );

  it.each(['dispatch.yaml', 'patches-controller/a.yaml'])('is an object where it is named %s', (path) => {
    expect(roles(path, configMap('a'))).toEqual(['object']);
  });

  it('is a patch where it says little of what another file declares', () => {
    const [little, list] = [configMap('a'), { 'kustomization.yaml': 'resources: [b.yaml]' }];
    expect(roles('b.yaml', little, { 'base/a.yaml': whole })).toEqual(['patch']);
    expect(roles('b.yaml', whole, { 'base/a.yaml': little })).toEqual(['object']);
    expect(roles('b.yaml', little, { 'base/b.yaml': whole })).toEqual(['object']);
    expect(roles('b.yaml', little, { 'base/a.yaml': whole.replace('name: a', 'name: b') })).toEqual(['object']);
    expect(roles('b.yaml', little, { ...list, 'base/a.yaml': whole })).toEqual(['object']);
    const other = (namespace: string, text: string) =>
      text.replace('  name: a', `  namespace: ${namespace}\n  name: a`);
    expect(roles('b.yaml', other('one', little), { 'base/a.yaml': other('two', whole) })).toEqual(['object']);
  });

  it('is no patch for its name where Flux takes it in', () => {
    const flux = fluxKustomization('all', 'path: ./clusters, sourceRef: {kind: GitRepository, name: flux-system}');
    expect(roles('clusters/patches/a.yaml', configMap('a'), { 'clusters/flux.yaml': flux })).toEqual(['object']);
  });
});

describe('isEncrypted', () => {
  it.each([
    ['a SOPS block', configMap('a', 'sops: {mac: x}\n'), true],
    ['encrypted values', configMap('a', 'data: {a: "ENC[AES256_GCM,data:x]"}\n'), true],
    ['neither', configMap('a', 'data: {sops: mac}\n'), false],
  ])('looks for %s', (_, text, expected) => {
    const [document] = readManifest('/a.yaml', text).documents;
    expect(document && isEncrypted(document.content)).toBe(expected);
  });
});
