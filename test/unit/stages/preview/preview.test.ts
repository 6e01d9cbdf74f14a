import { describe, expect, test } from 'vitest';
import { asObject, valueAt } from '../../../../src/flux/fields.ts';
import type { JsonObject, ObjectKey } from '../../../../src/flux/object.ts';
import { disjointVerdict, type DisjointFacts } from '../../../../src/stages/preview/disjoint.ts';
import { previewChanges, removalChanges } from '../../../../src/stages/preview/previewFiles.ts';
import { previewName, previewObjects, type PreviewFacts } from '../../../../src/stages/preview/previewObjects.ts';
import { withChanges } from '../../../../src/stages/terms/withChanges.ts';

const kustomization: JsonObject = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'shop', namespace: 'flux-system' },
  spec: {
    interval: '10m',
    path: './apps/shop',
    prune: false,
    suspend: true,
    targetNamespace: 'shop',
    healthChecks: [{ kind: 'Deployment', name: 'web', namespace: 'shop' }],
    dependsOn: [{ name: 'infra' }],
    sourceRef: { kind: 'GitRepository', name: 'fleet' },
  },
};
const source: JsonObject = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
  metadata: { name: 'fleet', namespace: 'flux-system' },
  spec: { url: 'https://git.example.org/fleet', interval: '1m', ref: { tag: 'v1' }, secretRef: { name: 'fleet' } },
};
const name = previewName('shop', 'feature/cart');

function made(facts: Partial<PreviewFacts> = {}) {
  const objects = previewObjects({ kustomization, source, branch: 'feature/cart', name, ...facts });
  if ('refusal' in objects) throw new Error(objects.refusal);
  return objects;
}

test('a name is a DNS label, and never that of another branch', () => {
  expect(name).toMatch(/^preview-shop-feature-cart-[a-z0-9]+$/);
  const names = [
    ['shop', 'feature-cart'],
    ['shop-feature', 'cart'],
    ['shop', 'Feature/Cart'],
    ['shop', `${'x'.repeat(80)}1`],
    ['shop', `${'x'.repeat(80)}2`],
    ['shop', '--'],
  ].map(([application = '', branch = '']) => previewName(application, branch));
  expect(new Set([...names, name]).size).toBe(names.length + 1);
  expect(names.filter((one) => !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(one))).toEqual([]);
});

test('the stage is copied: from the branch, into a namespace of its own, so that all of it can go again', () => {
  const { namespace, source: from, kustomization: copy } = made();
  expect(valueAt(namespace, 'metadata', 'name')).toBe(name);
  expect(asObject(from['spec'])).toEqual({
    url: 'https://git.example.org/fleet',
    interval: '1m',
    ref: { branch: 'feature/cart' },
    secretRef: { name: 'fleet' },
  });
  expect(valueAt(copy, 'metadata')).toMatchObject({ name, namespace: 'flux-system' });
  expect(asObject(copy['spec'])).toEqual({
    interval: '10m',
    path: './apps/shop',
    prune: true,
    deletionPolicy: 'MirrorPrune',
    targetNamespace: name,
    dependsOn: [{ name: 'infra', namespace: 'flux-system' }],
    sourceRef: { kind: 'GitRepository', name },
  });
});

test('what follows no branch, or leads to another cluster, has no preview', () => {
  expect(
    previewObjects({ kustomization, source: { ...source, kind: 'OCIRepository' }, branch: 'b', name }),
  ).toHaveProperty('refusal');
  const spec = { ...asObject(kustomization['spec']), kubeConfig: { secretRef: { name: 'remote' } } };
  expect(previewObjects({ kustomization: { ...kustomization, spec }, source, branch: 'b', name })).toHaveProperty(
    'refusal',
  );
});

describe('the files', () => {
  const lists = [
    'resources:\n  - shop.yaml\n',
    'resources: [shop.yaml]\nkind: Kustomization\n',
    '# our apps\r\nresources:\r\n- shop.yaml # the shop\r\nnamespace: flux-system\r\n',
    'kind: Kustomization\nresources:\n  - shop.yaml',
  ];

  test.each(lists)('are one, and a line in %j; both go again', (text) => {
    const place = {
      folder: 'clusters/staging',
      name,
      kustomization: { path: 'clusters/staging/kustomization.yaml', text },
    };
    const files = new Map([[place.kustomization.path, text]]);
    const written = previewChanges(place, made());
    if ('refusal' in written) throw new Error(written.refusal);
    expect(written.changes.map(({ kind, path }) => [kind, path])).toEqual([
      ['create', `clusters/staging/${name}.yaml`],
      ['edit', 'clusters/staging/kustomization.yaml'],
    ]);
    const after = withChanges(files, written.changes);
    const listed = after.get(place.kustomization.path) ?? '';
    expect(listed).toContain(`${name}.yaml`);
    expect(
      listed
        .split(/\r?\n/)
        .filter((line) => !line.includes(name))
        .join('\n'),
    ).toContain(text.includes('[') ? 'kind: Kustomization' : 'shop.yaml');
    const removal = removalChanges({ ...place, kustomization: { ...place.kustomization, text: listed } });
    const restored = withChanges(after, removal);
    expect([...restored.keys()]).toEqual([place.kustomization.path]);
    expect(restored.get(place.kustomization.path)?.trimEnd()).toBe(text.trimEnd());
  });

  test('are one alone where Flux takes all', () => {
    const written = previewChanges({ folder: '', name }, made());
    expect(written).toMatchObject({ changes: [{ kind: 'create', path: `${name}.yaml` }] });
    expect(removalChanges({ folder: '', name })).toEqual([{ kind: 'delete', path: `${name}.yaml` }]);
  });

  test('are refused where the list cannot be added to', () => {
    const text = 'resources: none\n';
    expect(
      previewChanges({ folder: '', name, kustomization: { path: 'kustomization.yaml', text } }, made()),
    ).toHaveProperty('refusal');
  });
});

describe('the check', () => {
  const deployment = (namespace: string) => `apps/Deployment/${namespace}/web` as ObjectKey;
  const role = 'rbac.authorization.k8s.io/ClusterRole//reader' as ObjectKey;
  const check = (facts: Partial<DisjointFacts>) =>
    disjointVerdict({
      applied: [deployment(name)],
      known: [{ of: 'Kustomization/flux-system/shop', keys: [deployment('shop'), role] }],
      live: [],
      unknown: [],
      ...facts,
    });

  test('allows what nobody has', () => {
    expect(check({})).toEqual({
      isAllowed: true,
      shared: [],
      sentences: ['None of its 1 object is in one of 1 known inventories or in the cluster.'],
    });
  });

  test.each([
    ['an object of the stage', { applied: [deployment('shop')] }],
    ['one without namespace', { applied: [role] }],
    [
      'one that kustomize gave a namespace though its kind has none',
      { applied: [`rbac.authorization.k8s.io/ClusterRole/${name}/reader` as ObjectKey] },
    ],
    ['one that somebody made by hand', { live: [deployment(name)] }],
    ['what is not known', { unknown: ['What its chart makes is not known.'] }],
  ])('refuses %s', (_, facts) => {
    const verdict = check(facts);
    expect(verdict.isAllowed).toBe(false);
    expect(verdict.sentences).toHaveLength(1);
  });
});
