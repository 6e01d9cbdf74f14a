import { expect, test } from 'vitest';
import { buildFolder } from '../../../../src/stages/applications/build.ts';
import { placedAt, textAt } from '../../../../src/stages/applications/placed.ts';
import { readTree } from '../../../../src/stages/applications/tree.ts';
import { deployment, kustomization, type Repository } from '../repository.ts';

const base: Repository = {
  'base/kustomization.yaml': kustomization('resources: [web.yaml, worker.yaml]\n'),
  'base/web.yaml': deployment('web', 'example.org/web:1.0.0', '  replicas: 1\n  paused: true\n'),
  'base/worker.yaml': deployment('worker', 'example.org/worker:1.0.0'),
};

const built = (body: string, more: Repository = {}) => {
  const overlay = { 'over/kustomization.yaml': kustomization(`resources: [../base]\n${body}`) };
  return buildFolder(readTree(new Map(Object.entries({ ...base, ...overlay, ...more }))), 'over');
};

const patch = (body: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n${body}`;

test('a patch deletes an object, a field or an item, and adds items by their names', () => {
  const gone = built('patches: [{path: p.yaml}]\n', { 'over/p.yaml': patch('$patch: delete\n') });
  expect(gone.objects.map(({ name }) => name)).toEqual(['worker']);
  const body = `spec:
  paused: null
  template:
    spec:
      containers:
        - {name: app, $patch: delete}
        - {name: side, image: example.org/side:2.0.0}
`;
  const [web] = built('patches: [{path: p.yaml}]\n', { 'over/p.yaml': patch(body) }).objects;
  expect(textAt(web?.value, 'spec', 'paused')).toBeUndefined();
  expect(textAt(web?.value, 'spec', 'replicas')).toBe('1');
  const containers = placedAt(web?.value, 'spec', 'template', 'spec', 'containers');
  expect(containers?.type === 'list' && containers.items.map((item) => textAt(item, 'name'))).toEqual(['side']);
});

test('JSON6902 operations add, replace and remove', () => {
  const operations = `patches:
  - target: {kind: Deployment, name: w.*}
    patch: |-
      - {op: remove, path: /spec/paused}
      - {op: replace, path: /spec/replicas, value: 4}
      - {op: add, path: /metadata/labels, value: {a.b/c: d}}
      - {op: replace, path: /metadata/labels/a.b~1c, value: e}
      - {op: add, path: /spec/template/spec/containers/-, value: {name: side}}
`;
  const [web] = built(operations).objects;
  expect(textAt(web?.value, 'spec', 'paused')).toBeUndefined();
  expect(textAt(web?.value, 'spec', 'replicas')).toBe('4');
  expect(textAt(web?.value, 'metadata', 'labels', 'a.b/c')).toBe('e');
  expect(textAt(web?.value, 'spec', 'template', 'spec', 'containers', 1, 'name')).toBe('side');
});

test('components, affixes and namespaces; what no patch meets stays one and the same value', () => {
  const component = `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: {name: web}
    patch: '[{"op": "replace", "path": "/spec/replicas", "value": 3}]'
`;
  const { objects } = built('components: [../part]\nnameSuffix: -prod\nnamespace: shop\n', {
    'part/kustomization.yaml': component,
  });
  expect(objects.map(({ name, namespace, value }) => [name, namespace, textAt(value, 'spec', 'replicas')])).toEqual([
    ['web-prod', 'shop', '3'],
    ['worker-prod', 'shop', undefined],
  ]);
  const tree = readTree(
    new Map(
      Object.entries({ ...base, 'over/kustomization.yaml': kustomization('resources: [../base]\nnamespace: a\n') }),
    ),
  );
  expect(buildFolder(tree, 'over').objects[0]?.value).toBe(buildFolder(tree, 'base').objects[0]?.value);
});

test('what is not followed is said', () => {
  expect(built('').doubts).toEqual([]);
  expect(built('replacements: [{path: r.yaml}]\n').doubts).toEqual([
    expect.stringContaining('over/kustomization.yaml'),
  ]);
});
