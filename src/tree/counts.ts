import type { Health } from '../flux/health.ts';
import type { FluxObject } from '../flux/object.ts';
import { findObject, type Snapshot } from '../flux/snapshot.ts';
import { findHealth } from './healthIndex.ts';
import type { TreeModel } from './model.ts';
import { comparePlaced, place } from './order.ts';
import { rankOf, sumCounts, type HealthCounts } from './standing.ts';

/** Totals over all objects, whatever the filter shows, for badge and status bar. */
export interface TreeCounts extends HealthCounts {
  /** Whether the objects of no, some or all kinds that were received may be out of date. */
  readonly stale: 'none' | 'some' | 'all';
  /** The objects of a kind were not received yet. */
  readonly loading: boolean;
  /** Kinds that may not be listed anywhere. */
  readonly forbidden: number;
  /** The namespaces that could be listed of kinds that may not be listed in all, sorted; empty if there are none. */
  readonly limitedTo: readonly string[];
}

export function countsOf(model: TreeModel): TreeCounts {
  const states = [...model.snapshot.kinds.values()].map(({ state }) => state);
  const forbidden = states.filter((state) => state.phase === 'forbidden');
  const namespaces = forbidden.map((state) => state.namespaces ?? []);
  return {
    ...sumCounts([...model.groups.values()].map(({ counts }) => counts)),
    stale: staleness(model.snapshot),
    loading: states.some(({ phase }) => phase === 'loading'),
    forbidden: namespaces.filter(({ length }) => length === 0).length,
    limitedTo: [...new Set(namespaces.flat())].sort(),
  };
}

/** An object as quick picks list it. */
export interface RankedObject {
  readonly object: FluxObject;
  readonly health: Health;
}

/** All objects, whatever the filter shows, in the order of the tree but across its groups: failing first. */
export function failingFirst(model: TreeModel): readonly RankedObject[] {
  const placed = [...model.health.kinds.values()].flatMap((healths) =>
    Array.from(healths, ([key, health]) => place(key, rankOf(health))),
  );
  return placed.sort(comparePlaced).flatMap(({ key }) => {
    const object = findObject(model.snapshot, key);
    const health = findHealth(model.health, key);
    return object && health ? [{ object, health }] : [];
  });
}

function staleness({ kinds }: Snapshot): TreeCounts['stale'] {
  const received = [...kinds.values()].filter(({ state }) => state.phase === 'live' || state.phase === 'stale');
  const stale = received.filter(({ state }) => state.phase === 'stale').length;
  if (stale === 0) return 'none';
  return stale === received.length ? 'all' : 'some';
}
