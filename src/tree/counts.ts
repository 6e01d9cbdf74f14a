import type { Health } from '../flux/health.ts';
import type { FluxObject } from '../flux/object.ts';
import { findObject } from '../flux/snapshot.ts';
import { findHealth } from './healthIndex.ts';
import type { TreeModel } from './model.ts';
import { comparePlaced, place } from './order.ts';
import { rankOf, sumCounts, type HealthCounts } from './standing.ts';

/** Totals over all objects, whatever the filter shows, for badge and status bar. */
export interface TreeCounts extends HealthCounts {
  /** The objects of a kind were not received yet. */
  readonly loading: boolean;
  /** The namespaces that could be listed of kinds that may not be listed in all, sorted; empty if there are none. */
  readonly limitedTo: readonly string[];
}

/** The totals of a model, looked at anew each time: ask once for each change of it. */
export function countsOf(model: TreeModel): TreeCounts {
  const states = [...model.snapshot.kinds.values()].map(({ state }) => state);
  return {
    ...sumCounts([...model.groups.values()].map(({ counts }) => counts)),
    loading: states.some(({ phase }) => phase === 'loading'),
    limitedTo: [...new Set(states.flatMap((state) => ('namespaces' in state ? state.namespaces : [])))].sort(),
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
