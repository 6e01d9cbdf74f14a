import { expect, test } from 'vitest';
import { candidatesOf } from '../../../../src/diff/object/candidates.ts';
import { expectedOf } from '../../../../src/diff/object/expected.ts';
import type { BuiltObject, DiffCluster } from '../../../../src/diff/terms/ports.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { keyOf, memoryCluster } from '../memoryCluster.ts';
import { configMap, schemaFor } from '../objects.ts';

const { signal } = new AbortController();
const cluster: DiffCluster = {
  ...memoryCluster({}),
  scopeOf: (_, kind) => Promise.resolve(kind === 'Namespace' ? 'cluster' : 'namespaced'),
};
const schema = (apiVersion: string, kind: string): ReturnType<typeof schemaFor> => schemaFor({ apiVersion, kind });
const namespace: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: 'flux' } };

async function candidates(...objects: readonly BuiltObject[]): ReturnType<typeof candidatesOf> {
  const build = { outcome: 'built', objects, certainty: { level: 'exact' } } as const;
  return candidatesOf(build, schema, [], cluster, signal);
}

test('an object of a kind without namespaces loses the one that it was built with', async () => {
  const made = await candidates({ object: namespace }, { object: configMap({}) });
  expect([...made]).toMatchObject([
    ['/Namespace//shop', { object: { metadata: { name: 'shop' } } }],
    ['/ConfigMap/shop/settings', { object: { metadata: { namespace: 'shop' } } }],
  ]);
  expect(made.get('/Namespace//shop')?.object['metadata']).toEqual({ name: 'shop' });
});

test('of several objects of one key the last counts, with its place', async () => {
  const made = await candidates(
    { object: configMap({ a: '1' }), origin: { path: 'one.yaml' } },
    { object: configMap({ a: '2' }), origin: { path: 'two.yaml' } },
  );
  expect([...made.values()]).toMatchObject([{ object: { data: { a: '2' } }, origin: { path: 'two.yaml' } }]);
});

test('a Namespace comes in an earlier stage than what lives in it', async () => {
  const [first, second] = [...(await candidates({ object: namespace }, { object: configMap({}) })).values()];
  expect(first?.stage).toBeLessThan(second?.stage ?? 0);
});

test('there is nothing where there is no build', async () => {
  const build = { outcome: 'failed', message: 'no' } as const;
  expect(await candidatesOf(build, schema, [], cluster, signal)).toEqual(new Map());
});

test('what a change brings that others need is known by name and kind', async () => {
  const definition: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'toys.acme.io' },
    spec: { group: 'acme.io', names: { kind: 'Toy' } },
  };
  const made = await candidates({ object: namespace }, { object: definition });
  const expected = expectedOf([[keyOf('base'), made.values()]]);
  expect([expected.namespace('shop'), expected.kind('acme.io/Toy')]).toEqual([keyOf('base'), keyOf('base')]);
  expect([expected.namespace('other'), expected.kind('acme.io/Game')]).toEqual([undefined, undefined]);
});
