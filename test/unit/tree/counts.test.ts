import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject, KindId } from '../../../src/flux/object.ts';
import type { KindState } from '../../../src/flux/snapshot.ts';
import { countsOf, failingFirst } from '../../../src/tree/counts.ts';
import { noFilter, type TreeFilter } from '../../../src/tree/filter.ts';
import { emptyTree, updateTree, type TreeModel } from '../../../src/tree/model.ts';
import { changesBetween, failing, flux, retrying, snapshotOf } from './fleet.ts';

function modelOf(
  objects: readonly FluxObject[],
  states: Readonly<Record<KindId, KindState>> = {},
  filter: TreeFilter = noFilter,
): TreeModel {
  return updateTree(emptyTree, { snapshot: snapshotOf(objects, states), filter, now: 0 }).model;
}

const source = { kind: kinds.gitRepository };
const fleet = [
  flux('a'),
  failing('z'),
  retrying('r'),
  flux('s', { suspend: true }),
  failing('git', source),
  flux('b', { namespace: 'another', ...source }),
];

describe('countsOf', () => {
  it('are over all objects, whatever the filter shows', () => {
    const expected = { total: 6, failing: 2, reconciling: 1, unsettled: 1, suspended: 1, ready: 2 };
    expect(countsOf(modelOf(fleet))).toMatchObject(expected);
    expect(countsOf(modelOf(fleet, {}, { status: 'suspended', text: 'nothing' }))).toMatchObject(expected);
  });

  it('are nothing without objects', () => {
    expect(countsOf(emptyTree)).toMatchObject({ total: 0, loading: false, limitedTo: [] });
  });

  it('say what is loading or limited to namespaces', () => {
    const model = modelOf(fleet, {
      [kinds.helmChart]: { phase: 'loading' },
      [kinds.bucket]: { phase: 'forbidden', message: 'no' },
      [kinds.helmRelease]: { phase: 'live', namespaces: ['dev', 'shop'] },
      [kinds.alert]: { phase: 'stale', message: 'gone', namespaces: ['apps', 'dev'] },
    });
    expect(countsOf(model)).toMatchObject({ loading: true, limitedTo: ['apps', 'dev', 'shop'] });
  });
});

describe('failingFirst', () => {
  it('orders the objects of all groups by health, namespace and name', () => {
    const ranked = failingFirst(modelOf(fleet, {}, { status: 'suspended' }));
    expect(ranked.map(({ object }) => object.raw.metadata.name)).toEqual(['git', 'z', 'r', 's', 'b', 'a']);
    expect(ranked[0]?.health.state).toBe('failed');
  });

  it('goes by health as it is, not by where rows wait to move', () => {
    const before = modelOf([flux('a'), flux('b')]);
    const snapshot = snapshotOf([flux('a'), failing('b')]);
    const changes = changesBetween(before.snapshot, snapshot);
    const now = updateTree(before, { snapshot, changes, filter: noFilter, now: 0 });
    expect(now.settleAt).toBe(1000);
    expect(failingFirst(now.model).map(({ object }) => object.raw.metadata.name)).toEqual(['b', 'a']);
  });
});
