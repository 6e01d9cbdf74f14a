import { kindIdOf, type FluxObject, type KindId, type ObjectKey } from './object.ts';

/** A kind that the API server serves, at the version that Sluice uses. */
export interface ServedKind {
  readonly id: KindId;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/**
 * How far the objects of a kind can be believed. `message` is the API server's own. Where lists are forbidden in the
 * cluster as a whole, `namespaces` are those, sorted, that the objects are from.
 */
export type KindState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'live'; readonly namespaces?: readonly string[] }
  /** The last objects received, while a watch is being restored. */
  | { readonly phase: 'stale'; readonly message: string; readonly namespaces?: readonly string[] }
  /** Lists are forbidden wherever they were tried. */
  | { readonly phase: 'forbidden'; readonly message: string };

export interface KindSnapshot {
  readonly served: ServedKind;
  readonly state: KindState;
  readonly objects: ReadonlyMap<ObjectKey, FluxObject>;
}

/** All Flux objects of a cluster at one moment. What did not change is the same value in the next snapshot. */
export interface Snapshot {
  readonly kinds: ReadonlyMap<KindId, KindSnapshot>;
}

/** What differs between a snapshot and the one before it. */
export interface ChangeSet {
  readonly objects: ReadonlySet<ObjectKey>;
  readonly kinds: ReadonlySet<KindId>;
}

export const emptySnapshot: Snapshot = { kinds: new Map() };

/** The object with this key, if it was received and is there still. */
export function findObject(snapshot: Snapshot, key: ObjectKey): FluxObject | undefined {
  return snapshot.kinds.get(kindIdOf(key))?.objects.get(key);
}
