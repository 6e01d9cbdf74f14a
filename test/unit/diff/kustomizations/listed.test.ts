import { expect, test } from 'vitest';
import { listedCluster } from '../../../../src/diff/kustomizations/listed.ts';
import type { DiffCluster } from '../../../../src/diff/terms/ports.ts';
import { addressOf } from '../../../../src/diff/values/objects.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { memoryCluster } from '../memoryCluster.ts';

const { signal } = new AbortController();
const owner = { name: 'apps', namespace: 'flux' };
const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux' };

function objects(count: number, kind = 'ConfigMap'): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind,
    metadata: { namespace: 'shop', name: `one-${index}`, labels },
  }));
}

/** A cluster that tells what was asked of it. */
function watched(live: readonly JsonObject[], more: Partial<DiffCluster> = {}) {
  const asked: string[] = [];
  const inner = { ...memoryCluster({ live }), ...more };
  const cluster: DiffCluster = {
    ...inner,
    read: (address, ...rest) => (asked.push(`read ${address.name}`), inner.read(address, ...rest)),
    list: (of, ...rest) => (asked.push(`list ${of.kind} ${of.namespace}`), inner.list(of, ...rest)),
  };
  return { asked, cluster };
}

async function readAll(wanted: readonly JsonObject[], cluster: DiffCluster): Promise<readonly unknown[]> {
  const addresses = wanted.map(addressOf);
  const live = await listedCluster(addresses, owner, { cluster, identity: 'self' }, signal);
  return Promise.all(addresses.map((address) => live.read(address, 'self', signal)));
}

test('many objects of a kind in a namespace are listed', async () => {
  const all = objects(20);
  const { asked, cluster } = watched(all);
  expect(await readAll(all, cluster)).toEqual(all.map((object) => ({ object })));
  expect(asked).toEqual(['list ConfigMap shop']);
});

test('few objects, and Secrets, are read one by one', async () => {
  const all = [...objects(3), ...objects(20, 'Secret')];
  const { asked, cluster } = watched(all);
  await readAll(all, cluster);
  expect(asked).toHaveLength(23);
  expect(asked.every((what) => what.startsWith('read'))).toBe(true);
});

test('what the list does not hold is read', async () => {
  const others = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop', name: 'foreign' } }];
  const { asked, cluster } = watched([...objects(20), ...others]);
  await readAll([...objects(20), ...others], cluster);
  expect(asked).toEqual(['list ConfigMap shop', 'read foreign']);
});

test('an object that is read again is read from the cluster', async () => {
  const { asked, cluster } = watched(objects(20));
  const live = await listedCluster(objects(20).map(addressOf), owner, { cluster, identity: 'self' }, signal);
  const address = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'one-7' };
  await live.read(address, 'self', signal);
  await live.read(address, 'self', signal);
  expect(asked).toEqual(['list ConfigMap shop', 'read one-7']);
});

test.each([
  ['may not be listed', () => Promise.resolve(undefined)],
  ['cannot be listed', () => Promise.reject(new Error('cut'))],
])('objects that %s are read one by one', async (_, list) => {
  const { asked, cluster } = watched(objects(20), { list });
  expect(await readAll(objects(20), cluster)).toHaveLength(20);
  expect(asked.filter((what) => what.startsWith('read'))).toHaveLength(20);
});

test('a list that is cancelled ends with the reason', async () => {
  const ending = new AbortController();
  const list = (): Promise<never> => {
    ending.abort(new Error('enough'));
    return Promise.reject(new Error('cut'));
  };
  const { cluster } = watched(objects(20), { list });
  const listing = listedCluster(objects(20).map(addressOf), owner, { cluster, identity: 'self' }, ending.signal);
  await expect(listing).rejects.toThrow('enough');
});
