import { baseFiles } from './base.ts';
import type { RenderCase } from './renderCase.ts';

const config = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;

function special(name: string, files: RenderCase['files'], more: Partial<RenderCase> = {}): RenderCase {
  return { name, files, spec: { path: './apps' }, variables: [], ...more };
}

/** Shapes of YAML, errors, and what depends on other than one field. */
export const specialCases: readonly RenderCase[] = [
  special('scalars that look like others', {
    'apps/a.yaml': config(
      'scalars',
      'data:\n  octal: "0755"\n  yes: "yes"\n  version: "1.10"\n  empty: ""\n  nothing: "null"\n  e: "1e3"\n  tilde: "~"\n  block: |-\n    a\n\n    b\n  folded: >\n    a\n    b\n  tab: "a\\tb"\n  unicode: "\\u00e9 ✓"\n',
    ),
  }),
  special('anchors and aliases', {
    'apps/a.yaml': config('anchors', 'data: &data\n  a: &a one\n  b: *a\n') + '  c: three\n',
  }),
  special('line ends of Windows', { 'apps/a.yaml': config('windows', 'data:\n  a: b\n').replaceAll('\n', '\r\n') }),
  special('JSON and the other extension', {
    'apps/a.yml': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'json' }, data: { a: 'b' } }),
    'apps/ignored.json': '{}',
  }),
  special('an empty folder', { 'apps/readme.txt': 'nothing here' }),
  special('a kustomization without resources', { 'apps/kustomization.yaml': 'kind: Kustomization\n' }),
  special('the path that climbs out', baseFiles, { spec: { path: '../../../apps' }, notByCli: 'it is given a folder' }),
  special('the path that is missing', baseFiles, { spec: { path: './gone' } }),
  special(
    'all three names of a kustomization',
    {
      'apps/Kustomization': 'resources: [c.yaml]\n',
      'apps/kustomization.yml': 'resources: [b.yaml]\n',
      'apps/kustomization.yaml': 'resources: [a.yaml]\n',
      ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`apps/${name}.yaml`, config(name)])),
    },
    { notByCli: 'it is an error of kustomize, in other words' },
  ),
  special('a file that is not Kubernetes', { 'apps/a.yaml': config('a'), 'apps/values.yaml': 'replicas: 3\n' }),
  special('a file that is not YAML', { 'apps/a.yaml': config('a'), 'apps/b.yaml': 'a: b: c\n' }),
  special('a resource that is missing', { 'apps/kustomization.yaml': 'resources: [gone.yaml]\n' }),
  special('a resource twice', {
    'apps/kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
    'apps/a.yaml': config('same'),
    'apps/b.yaml': config('same'),
  }),
  special('a circle', { 'apps/kustomization.yaml': 'resources: [../apps]\n' }),
  special('a field that kustomize does not know', {
    'apps/kustomization.yaml': 'resource: [a.yaml]\n',
    'apps/a.yaml': config('a'),
  }),
  special('a chart', {
    'apps/kustomization.yaml': 'helmCharts:\n  - {name: minecraft, repo: "https://example.com", version: 1.0.0}\n',
  }),
  special('a program as generator', {
    'apps/kustomization.yaml': 'generators: [generator.yaml]\n',
    'apps/generator.yaml':
      'apiVersion: example.com/v1\nkind: Maker\nmetadata:\n  name: maker\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./make}\n',
  }),
  special('a patch without its target', {
    'apps/kustomization.yaml': 'resources: [a.yaml]\npatches:\n  - path: patch.yaml\n',
    'apps/a.yaml': config('a'),
    'apps/patch.yaml': config('gone'),
  }),
  special('a component that is missing', baseFiles, { spec: { path: './apps', components: ['../gone'] } }),
  special('a component from elsewhere', baseFiles, {
    spec: { path: './apps', components: ['https://example.com/component'] },
  }),
  special(
    'a variable without value, strictly',
    { 'apps/a.yaml': config('a', 'data:\n  key: ${missing}\n') },
    {
      spec: { path: './apps', postBuild: { substitute: { other: 'x' } } },
    },
  ),
  special(
    'a variable with a bad name',
    { 'apps/a.yaml': config('a') },
    {
      spec: { path: './apps', postBuild: { substitute: { 'bad-name': 'x' } } },
    },
  ),
  special(
    'a broken expression',
    { 'apps/a.yaml': config('a', 'data:\n  key: "${open"\n') },
    {
      spec: { path: './apps', postBuild: { substitute: { other: 'x' } } },
    },
  ),
  special(
    'a substitution that breaks YAML',
    { 'apps/a.yaml': config('a', 'data:\n  key: ${value}\n') },
    {
      spec: { path: './apps', postBuild: { substitute: { value: '"' } } },
    },
  ),
  special(
    'a substitution that makes two objects one',
    { 'apps/a.yaml': `${config('one')}---\n${config('${name}')}` },
    {
      spec: { path: './apps', postBuild: { substitute: { name: 'one' } } },
    },
  ),
  special(
    'a source of variables that is missing',
    { 'apps/a.yaml': config('a', 'data:\n  key: ${a}\n') },
    {
      spec: { path: './apps', postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'gone' }] } },
      variables: [{ kind: 'ConfigMap', name: 'gone', state: 'absent' }],
      notByCli: 'a dry run reads no cluster',
    },
  ),
  special(
    'variables in names and labels',
    { 'apps/a.yaml': config('${app}-a', '  labels:\n    app: ${app}\n') },
    {
      spec: { path: './apps', namePrefix: 'x-', postBuild: { substitute: { app: 'shop' } } },
    },
  ),
  special('legacy fields', {
    'apps/kustomization.yaml':
      'resources: [web.yaml]\ncommonLabels: {old: "yes"}\npatchesStrategicMerge:\n  - |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata:\n      name: web\n      namespace: shop\n    spec:\n      replicas: 5\n' +
      'patchesJson6902:\n  - target: {group: apps, version: v1, kind: Deployment, name: web}\n    patch: |-\n      - op: add\n        path: /metadata/labels/six\n        value: "902"\n' +
      'vars:\n  - name: PORT\n    objref: {apiVersion: apps/v1, kind: Deployment, name: web}\n    fieldref: {fieldpath: spec.replicas}\n',
    'apps/web.yaml': baseFiles['apps/web.yaml'] ?? '',
  }),
  special('sorted in the old way', {
    ...baseFiles,
    'apps/kustomization.yaml': 'resources: [web.yaml, service.yaml]\nsortOptions: {order: legacy}\n',
  }),
  special(
    'the worktree without what is ignored',
    {
      ...baseFiles,
      '.sourceignore': '/apps/drafts/\n*.tmp.yaml\n!keep.tmp.yaml\n',
      'apps/drafts/a.yaml': config('draft'),
      'apps/b.tmp.yaml': 'not: kubernetes\n',
      'apps/keep.tmp.yaml': config('kept'),
      'apps/inner/.sourceignore': '# only here\nsecret-*.yaml\n',
      'apps/inner/secret-a.yaml': 'not: kubernetes\n',
      'apps/inner/a.yaml': config('inner'),
    },
    { worktree: {}, notByCli: 'its rules begin in the built folder' },
  ),
  special(
    'the worktree with the rules of its source',
    {
      ...baseFiles,
      'apps/.flux.yaml': config('excluded-by-default'),
      'apps/other.yaml': 'not: kubernetes\n',
    },
    { worktree: { ignore: '/apps/other.yaml\n' }, notByCli: 'its rules begin in the built folder' },
  ),
  special(
    'the worktree with the built-in rules',
    {
      ...baseFiles,
      'apps/.flux.yaml': 'not: kubernetes\n',
      'apps/.github/a.yaml': 'not: kubernetes\n',
    },
    { worktree: {}, notByCli: 'its rules begin in the built folder' },
  ),
];
