import { describe, expect, it } from 'vitest';
import { healthOf } from '../../../src/flux/health.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../src/flux/object.ts';
import { findObject, type Snapshot } from '../../../src/flux/snapshot.ts';
import { emptyHealthIndex, findHealth, updateHealth, type HealthIndex } from '../../../src/tree/healthIndex.ts';
import { changesBetween, failing, flux, random, retrying, snapshotOf, type ObjectFacts } from './fleet.ts';

const source: ObjectFacts = { kind: kinds.gitRepository };
const sourceRef = { sourceRef: { kind: 'GitRepository', name: 'fleet' } };
const missing: ObjectFacts = { reason: 'ArtifactFailed', message: 'Source artifact not found', spec: sourceRef };

/** Goes through the snapshots one after the other, as the store gives them. */
function follow(...steps: readonly (readonly FluxObject[])[]): { index: HealthIndex; changed: readonly string[] } {
  let [snapshot, index]: [Snapshot, HealthIndex] = [snapshotOf([]), emptyHealthIndex];
  let changed: ReadonlySet<string> = new Set();
  for (const objects of steps) {
    const next = snapshotOf(objects);
    ({ index, changed } = updateHealth(index, next, changesBetween(snapshot, next)));
    snapshot = next;
  }
  return { index, changed: [...changed].map((key) => key.slice(key.lastIndexOf('/') + 1)).sort() };
}

describe('updateHealth', () => {
  it('judges what is there at first', () => {
    const [apps, infra] = [failing('apps'), flux('infra')];
    const { index, changed } = follow([apps, infra]);
    expect(findHealth(index, apps.key)?.state).toBe('failed');
    expect(findHealth(index, infra.key)?.state).toBe('ready');
    expect(changed).toEqual(['apps', 'infra']);
  });

  it('judges only what changed', () => {
    const [infra, git] = [flux('infra'), flux('fleet', source)];
    const before = follow([failing('apps'), infra, git]).index;
    const now = snapshotOf([flux('apps'), infra, git]);
    const { index, changed } = updateHealth(before, now, { objects: new Set([flux('apps').key]), kinds: new Set() });
    expect([...changed]).toEqual([flux('apps').key]);
    expect(findHealth(index, flux('apps').key)?.state).toBe('ready');
    expect(findHealth(index, infra.key)).toBe(findHealth(before, infra.key));
    expect(index.kinds.get(kinds.gitRepository)).toBe(before.kinds.get(kinds.gitRepository));
    expect(index.kinds.get(kinds.kustomization)).not.toBe(before.kinds.get(kinds.kustomization));
    expect(index.bound).toBe(before.bound);
  });

  it('forgets what is gone, and a kind with its last object', () => {
    const infra = flux('infra');
    const { index, changed } = follow([failing('apps', missing), infra, flux('fleet', source)], [infra]);
    expect(findHealth(index, flux('apps').key)).toBeUndefined();
    expect([...index.kinds.keys()]).toEqual([kinds.kustomization]);
    expect(index.bound.size).toBe(0);
    expect(changed).toEqual(['apps', 'fleet']);
  });

  it('gives the same value if nothing changed', () => {
    const before = follow([failing('apps', missing), flux('fleet', source)]).index;
    const { index, changed } = updateHealth(before, snapshotOf([]), { objects: new Set(), kinds: new Set() });
    expect(index.kinds).toBe(before.kinds);
    expect(index.bound).toBe(before.bound);
    expect(changed.size).toBe(0);
  });

  it('keeps the verdict before while a run is in progress, however many values of the object pass', () => {
    const runs = [retrying('apps', { message: 'one' }), retrying('apps', { message: 'two' })];
    const { index } = follow([failing('apps')], ...runs.map((run) => [run]));
    expect(findHealth(index, flux('apps').key)).toMatchObject({
      state: 'reconciling',
      settled: 'failed',
      message: 'two',
    });
  });

  it('keeps the verdict before when everything is judged anew', () => {
    const before = follow([failing('apps')]).index;
    const { index } = updateHealth(before, snapshotOf([retrying('apps')]));
    expect(findHealth(index, flux('apps').key)).toMatchObject({ state: 'reconciling', settled: 'failed' });
  });

  it('judges an object again when its source changes', () => {
    const apps = failing('apps', missing);
    const bad = failing('fleet', source);
    expect(findHealth(follow([apps, flux('fleet', source)]).index, apps.key)?.state).toBe('failed');
    const { index, changed } = follow([apps, flux('fleet', source)], [apps, bad]);
    expect(findHealth(index, apps.key)).toMatchObject({ state: 'waiting', on: bad.key });
    expect(changed).toEqual(['apps', 'fleet']);
    const again = follow([apps, bad], [apps, flux('fleet', source)]);
    expect(findHealth(again.index, apps.key)?.state).toBe('failed');
  });

  it('does not name an object whose source changed but whose health did not', () => {
    const apps = failing('apps', missing);
    const { index, changed } = follow(
      [apps, failing('fleet', source)],
      [apps, failing('fleet', { ...source, message: 'other' })],
    );
    expect(changed).toEqual(['fleet']);
    expect(findHealth(index, apps.key)?.state).toBe('waiting');
  });

  it('judges a waiting object again when its dependency changes', () => {
    const waiting = failing('shop', {
      reason: 'DependencyNotReady',
      message: 'a dependency is not ready',
      spec: { dependsOn: [{ name: 'infra' }, { name: 'apps' }] },
    });
    const first = follow([waiting, failing('infra'), failing('apps')]);
    expect(findHealth(first.index, waiting.key)).toMatchObject({ state: 'waiting', on: flux('infra').key });
    const apps = failing('apps');
    const { index, changed } = follow([waiting, failing('infra'), apps], [waiting, flux('infra'), apps]);
    expect(findHealth(index, waiting.key)).toMatchObject({ state: 'waiting', on: apps.key });
    expect(changed).toEqual(['infra', 'shop']);
  });

  it('comes to the same as judging everything, whatever happens', () => {
    const next = random(11);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
    const make = (name: string): FluxObject[] =>
      pick([
        () => [],
        () => [flux(name, { spec: sourceRef })],
        () => [failing(name)],
        () => [failing(name, missing)],
        () => [failing(name, { reason: 'DependencyNotReady', spec: { dependsOn: [{ name: 'a' }, { name: 'b' }] } })],
        () => [flux(name, { suspend: true })],
      ])();
    const names = ['a', 'b', 'c', 'd'];
    let objects: readonly FluxObject[] = [];
    let [snapshot, index]: [Snapshot, HealthIndex] = [snapshotOf([]), emptyHealthIndex];
    for (let round = 0; round < 500; round += 1) {
      const name = pick(names);
      const fleet = pick([[], [flux('fleet', source)], [failing('fleet', source)]]);
      objects = [...objects.filter(({ raw }) => ![name, 'fleet'].includes(raw.metadata.name)), ...make(name), ...fleet];
      const now = snapshotOf(objects);
      ({ index } = updateHealth(index, now, changesBetween(snapshot, now)));
      snapshot = now;
      for (const { key } of objects) {
        const object = findObject(now, key);
        const expected = object && healthOf(object, { lookup: (other) => findObject(now, other) });
        expect(findHealth(index, key)).toEqual(expected);
      }
      const known = [...index.kinds.values()].reduce((sum, { size }) => sum + size, 0);
      expect(known).toBe(objects.length);
    }
  });
});
