import type { Health } from '../flux/health.ts';
import type { ObjectKey } from '../flux/object.ts';
import { place, rearrange, type Placed } from './order.ts';
import { rankOf } from './standing.ts';

/** An object's health and whether it passes the filter. */
export interface Sight {
  readonly health: Health;
  readonly visible: boolean;
}

/** How an object changed; undefined is an object that is not there. */
export interface ObjectChange {
  readonly key: ObjectKey;
  readonly before: Sight | undefined;
  readonly after: Sight | undefined;
}

/** The rows of a group in their places, and those that are to move. */
export interface Arrangement {
  /** The objects that pass the filter. */
  readonly order: readonly Placed[];
  /** Objects whose health calls for another place. */
  readonly moves: ReadonlyMap<ObjectKey, Move>;
  /** When the moves are made, in milliseconds of the caller's clock; undefined if there are none. */
  readonly settleAt?: number;
}

/** The rank by which an object stands where it is, and the one that its health calls for. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** Milliseconds between a change of health and the change of place that it calls for. */
const settleTime = 1000;

/**
 * Objects that come or go do so at once. One whose health changes keeps its place for {@link settleTime}, so that a
 * row does not jump from under the pointer and a short run moves nothing; then all such rows move together.
 */
export function arrange(previous: Arrangement, changes: readonly ObjectChange[], now: number): Arrangement {
  const moves = movesAfter(previous.moves, changes);
  const gone = new Set<ObjectKey>();
  const added: Placed[] = [];
  for (const { key, before, after } of changes) {
    if (before?.visible === true && after?.visible !== true) gone.add(key);
    if (before?.visible !== true && after?.visible === true) added.push(place(key, rankOf(after.health)));
  }
  const due = previous.settleAt !== undefined && now >= previous.settleAt;
  if (due) {
    for (const [key, { to }] of moves) {
      gone.add(key);
      added.push(place(key, to));
    }
    moves.clear();
  }
  const order = gone.size > 0 || added.length > 0 ? rearrange(previous.order, gone, added) : previous.order;
  const settleAt = due ? undefined : (previous.settleAt ?? now + settleTime);
  return { order, moves, ...(moves.size > 0 && settleAt !== undefined && { settleAt }) };
}

/** The moves that are still called for: an object that is back to the health it was placed by stays. */
function movesAfter(moves: ReadonlyMap<ObjectKey, Move>, changes: readonly ObjectChange[]): Map<ObjectKey, Move> {
  const next = new Map(moves);
  for (const { key, before, after } of changes) {
    const from = moves.get(key)?.from ?? (before && rankOf(before.health));
    next.delete(key);
    if (before?.visible !== true || after?.visible !== true || from === undefined) continue;
    const to = rankOf(after.health);
    if (from !== to) next.set(key, { from, to });
  }
  return next;
}
