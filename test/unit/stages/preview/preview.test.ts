import { describe, expect, test } from 'vitest';
import { asObject, valueAt } from '../../../../src/flux/fields.ts';
import type { JsonObject, ObjectKey } from '../../../../src/flux/object.ts';
import { checkText } from '../../../../src/stages/preview/checkText.ts';
import { claimsOf } from '../../../../src/stages/preview/claims.ts';
import { disjointVerdict, type DisjointFacts } from '../../../../src/stages/preview/disjoint.ts';
import {
  placeBeside,
  placeIn,
  previewChanges,
  previewsIn,
  removalChanges,
} from '../../../../src/stages/preview/previewFiles.ts';
import { copyName, previewName, whyNoName } from '../../../../src/stages/preview/previewNames.ts';
import { previewObjects, type PreviewFacts } from '../../../../src/stages/preview/previewObjects.ts';
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
  const objects = previewObjects({ parts: [{ kustomization, source }], branch: 'feature/cart', name, ...facts });
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
  const {
    namespace,
    sources: [from],
    kustomizations: [copy],
  } = made();
  expect(valueAt(namespace, 'metadata', 'name')).toBe(name);
  expect(asObject(from?.['spec'])).toEqual({
    url: 'https://git.example.org/fleet',
    interval: '1m',
    ref: { branch: 'feature/cart' },
    secretRef: { name: 'fleet' },
  });
  expect(valueAt(copy, 'metadata')).toMatchObject({ name, namespace: 'flux-system' });
  expect(asObject(copy?.['spec'])).toEqual({
    interval: '10m',
    path: './apps/shop',
    prune: true,
    deletionPolicy: 'MirrorPrune',
    patches: [expect.objectContaining({ target: { kind: 'Namespace' } })],
    targetNamespace: name,
    dependsOn: [{ name: 'infra', namespace: 'flux-system' }],
    sourceRef: { kind: 'GitRepository', name },
  });
});

test('what follows no branch, or leads to another cluster, has no preview', () => {
  const spec = { ...asObject(kustomization['spec']), kubeConfig: { secretRef: { name: 'remote' } } };
  const refused = [
    { kustomization, source: { ...source, kind: 'OCIRepository' } },
    { kustomization: { ...kustomization, spec }, source },
  ].map((part) => previewObjects({ parts: [{ kustomization, source }, part], branch: 'b', name }));
  expect(refused).toEqual([
    { refusal: expect.stringMatching(/OCIRepository, which follows no branch/) as string },
    { refusal: expect.stringMatching(/another cluster/) as string },
  ]);
});

describe('several of a stage', () => {
  const one = (id: string, spec: JsonObject = {}): JsonObject => ({
    ...kustomization,
    metadata: { name: id, namespace: 'flux-system' },
    spec: { ...asObject(kustomization['spec']), dependsOn: [], ...spec },
  });
  const web = one('web', { dependsOn: [{ name: 'api' }, { name: 'infra', readyExpr: 'true' }] });
  const { namespace, sources, kustomizations } = made({
    parts: [web, one('api')].map((each) => ({ kustomization: each, source })),
  });

  test('share a namespace and a source', () => {
    expect(sources.map((each) => valueAt(each, 'metadata', 'name'))).toEqual([name]);
    expect(kustomizations.map((each) => valueAt(each, 'spec', 'targetNamespace'))).toEqual([name, name]);
    expect(valueAt(namespace, 'metadata', 'name')).toBe(name);
  });

  test('wait for the copies of each other, and for others as they are', () => {
    expect(kustomizations.map((each) => valueAt(each, 'metadata', 'name'))).toEqual([
      copyName(name, 'flux-system-web'),
      copyName(name, 'flux-system-api'),
    ]);
    expect(valueAt(kustomizations[0], 'spec', 'dependsOn')).toEqual([
      { name: copyName(name, 'flux-system-api'), namespace: 'flux-system' },
      { name: 'infra', namespace: 'flux-system', readyExpr: 'true' },
    ]);
  });

  test('have names that labels take, and each its own', () => {
    const names = ['x'.repeat(80), `${'x'.repeat(79)}y`, 'web'].map((each) => copyName(name, each));
    expect(new Set(names).size).toBe(3);
    expect(names.filter((each) => whyNoName(each) !== undefined)).toEqual([]);
    expect([whyNoName('Cart'), whyNoName('-cart'), whyNoName('x'.repeat(64))]).not.toContain(undefined);
  });
});

test('what the preview does without is taken out by a patch, behind those that are there', () => {
  const patches = [{ patch: 'one' }];
  const spec = { ...asObject(kustomization['spec']), patches };
  const { kustomizations } = made({
    parts: [{ kustomization: { ...kustomization, spec }, source }],
    without: [{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'shop.reader' }],
  });
  expect(valueAt(kustomizations[0], 'spec', 'patches')).toEqual([
    { patch: 'one' },
    expect.objectContaining({ target: { kind: 'Namespace' } }),
    {
      target: { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: String.raw`shop\.reader` },
      patch:
        '$patch: delete\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: shop.reader\n',
    },
  ]);
});

describe('the files', () => {
  const lists = [
    'resources:\n  - shop.yaml\n',
    'resources: [shop.yaml]\nkind: Kustomization\n',
    '# our apps\r\nresources:\r\n- shop.yaml # the shop\r\nnamespace: flux-system\r\n',
    'kind: Kustomization\nresources:\n  - shop.yaml',
  ];
  const write = (files: ReadonlyMap<string, string>, place: ReturnType<typeof placeBeside>) => {
    const written = previewChanges(files, place, made());
    if ('refusal' in written) throw new Error(written.refusal);
    return withChanges(files, written.changes);
  };

  test.each(lists)('are one, and a line in %j; both go again', (text) => {
    const list = 'clusters/staging/kustomization.yaml';
    const files = new Map([[list, text]]);
    const after = write(files, placeBeside(files, 'clusters/staging/shop.yaml', name));
    expect([...after.keys()]).toEqual([list, `clusters/staging/${name}.yaml`]);
    const listed = after.get(list) ?? '';
    expect(listed).toContain(`${name}.yaml`);
    const others = listed.split(/\r?\n/).filter((line) => !line.includes(name));
    expect(others.join('\n')).toContain(text.includes('[') ? 'kind: Kustomization' : 'shop.yaml');
    const [found, ...more] = previewsIn(after);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      name,
      branch: 'feature/cart',
      path: `clusters/staging/${name}.yaml`,
      kustomizations: [{ namespace: 'flux-system', name }],
    });
    const restored = withChanges(after, removalChanges(after, found ?? { path: '' }));
    expect([...restored.keys()]).toEqual([list]);
    expect(restored.get(list)?.trimEnd()).toBe(text.trimEnd());
  });

  test('are listed where the file beside them is, in a folder above too', () => {
    const files = new Map([['clusters/kustomization.yaml', 'resources:\n  - ./staging/shop.yaml\n']]);
    const after = write(files, placeBeside(files, 'clusters/staging/shop.yaml', name));
    expect(after.get('clusters/kustomization.yaml')).toContain(`- ./staging/${name}.yaml`);
    expect(after.has(`clusters/staging/${name}.yaml`)).toBe(true);
  });

  test('are one alone where Flux takes all', () => {
    expect([...write(new Map(), placeBeside(new Map(), 'shop.yaml', name)).keys()]).toEqual([`${name}.yaml`]);
    expect([...write(new Map(), placeIn(new Map(), 'clusters', name)).keys()]).toEqual([`clusters/${name}.yaml`]);
    expect(removalChanges(new Map(), { path: `${name}.yaml` })).toEqual([{ kind: 'delete', path: `${name}.yaml` }]);
  });

  test('are refused where the list cannot be added to, and where they are there', () => {
    const files = new Map([['kustomization.yaml', 'resources: none\n']]);
    expect(previewChanges(files, placeIn(files, '', name), made())).toHaveProperty('refusal');
    const taken = new Map([[`${name}.yaml`, '']]);
    expect(previewChanges(taken, placeIn(taken, '', name), made())).toHaveProperty('refusal');
  });

  test('are no preview that can be taken away whole once something else stands in them', () => {
    const after = write(new Map(), placeIn(new Map(), '', name));
    const text = after.get(`${name}.yaml`) ?? '';
    const other = `${text}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n`;
    expect(previewsIn(new Map([['a.yaml', other]]))).toEqual([]);
    expect(previewsIn(new Map([['a.yaml', text]]))).toHaveLength(1);
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
    ['what two of its own apply', { applied: [deployment(name), deployment(name)] }],
    ['what is not known', { unknown: ['What its chart makes is not known.'] }],
  ])('refuses %s', (_, facts) => {
    const verdict = check(facts);
    expect(verdict.isAllowed).toBe(false);
    expect(verdict.sentences).toHaveLength(1);
  });
});

describe('what is wanted by two', () => {
  const ingress = (host: string): JsonObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { rules: [{ host }, { http: {} }] },
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['an Ingress', ingress('Shop.example.org'), ['the host shop.example.org']],
    [
      'a route',
      { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', spec: { hostnames: ['*.example.org'] } },
      ['the host *.example.org'],
    ],
    [
      'a Service',
      {
        apiVersion: 'v1',
        kind: 'Service',
        spec: { ports: [{ port: 80, nodePort: 30080 }], loadBalancerIP: '10.0.0.1' },
      },
      ['the node port 30080', 'the address 10.0.0.1'],
    ],
    [
      'values of a chart',
      {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        spec: {
          values: {
            ingress: { hosts: ['a.example.org'], tls: [{ hosts: ['a.example.org'] }] },
            database: { host: 'postgres' },
            route: { hostname: 'b.example.org' },
          },
        },
      },
      ['the host b.example.org', 'the host a.example.org'],
    ],
    ['what wants nothing', { apiVersion: 'v1', kind: 'ConfigMap', data: { host: 'a.example.org' } }, []],
  ])('is told of %s', (_, object, claims) => {
    expect(claimsOf(object)).toEqual(claims);
  });
});

test('the check is a text whose lines are its own', () => {
  const text = checkText(
    {
      isAllowed: false,
      shared: [],
      sentences: ['It would share\nNothing is shared:'],
      doubts: ['Two hosts.'],
      applied: ['/ConfigMap/x/app'],
      inventories: ['Kustomization/a/b'],
      leavable: [],
    },
    { name, branch: 'feature/cart', commit: 'a'.repeat(40), context: 'demo' },
  );
  expect(text.split('\n')).toEqual([
    `Check of the preview ${name}`,
    '',
    'Branch feature/cart at aaaaaaaaaaaa, in the cluster demo.',
    '',
    'Refused:',
    '  - It would share Nothing is shared:',
    '',
    'For you to judge:',
    '  - Two hosts.',
    '',
    'It would apply 1 object:',
    '  - ConfigMap/x/app',
    '',
    'Looked at 1 inventory:',
    '  - Kustomization/a/b',
    '',
  ]);
});
