import { healthOf, type Health } from '../flux/health.ts';
import { kindIdOf, type FluxObject, type KindId, type ObjectKey } from '../flux/object.ts';
import { dependsOn, sourceRef, type Lookup } from '../flux/references.ts';
import { findObject, type ChangeSet, type Snapshot } from '../flux/snapshot.ts';

/** The health of every object of a snapshot. What did not change is the same value in the next index. */
export interface HealthIndex {
  readonly kinds: ReadonlyMap<KindId, ReadonlyMap<ObjectKey, Health>>;
  /** Objects whose health was judged by others too, with the keys of those. */
  readonly bound: ReadonlyMap<ObjectKey, readonly ObjectKey[]>;
}

export interface HealthUpdate {
  readonly index: HealthIndex;
  /** Objects that are different, came or went, and those whose health is different because of them. */
  readonly changed: ReadonlySet<ObjectKey>;
}

export const emptyHealthIndex: HealthIndex = { kinds: new Map(), bound: new Map() };

/** The health of an object, if it is in the index. */
export function findHealth(index: HealthIndex, key: ObjectKey): Health | undefined {
  return index.kinds.get(kindIdOf(key))?.get(key);
}

/**
 * Judges the objects that changed, and those that fail or wait for one of them: their health depends on whether a
 * source or a dependency is ready. All others keep their health. Without `changes` every object is judged; what
 * `previous` knew still serves as the verdict before (health keeps it while a run is in progress).
 */
export function updateHealth(previous: HealthIndex, snapshot: Snapshot, changes?: ChangeSet): HealthUpdate {
  const lookup: Lookup = (key) => findObject(snapshot, key);
  const draft = draftOf(previous);
  const changed = new Set(changes?.objects ?? allKeys(previous, snapshot));
  for (const key of changed) {
    const object = lookup(key);
    draft.set(key, object, object && judge(previous, object, lookup));
  }
  for (const key of boundTo(previous, changed)) {
    const object = lookup(key);
    if (object === undefined) continue;
    const health = judge(previous, object, lookup);
    if (sameHealth(findHealth(previous, key), health)) continue;
    draft.set(key, object, health);
    changed.add(key);
  }
  return { index: draft.finish(), changed };
}

function judge(previous: HealthIndex, object: FluxObject, lookup: Lookup): Health {
  const before = previous.kinds.get(object.kindId)?.get(object.key);
  return healthOf(object, { previous: before, lookup });
}

/** Objects that were judged by one of `changed`, and did not change themselves. */
function boundTo(previous: HealthIndex, changed: ReadonlySet<ObjectKey>): readonly ObjectKey[] {
  const found: ObjectKey[] = [];
  for (const [key, others] of previous.bound) {
    if (!changed.has(key) && others.some((other) => changed.has(other))) found.push(key);
  }
  return found;
}

interface Draft {
  set(key: ObjectKey, object: FluxObject | undefined, health: Health | undefined): void;
  finish(): HealthIndex;
}

/** Copies only the maps that are written to. */
function draftOf(previous: HealthIndex): Draft {
  const copies = new Map<KindId, Map<ObjectKey, Health>>();
  let bound: Map<ObjectKey, readonly ObjectKey[]> | undefined;
  return {
    set(key, object, health) {
      const id = object?.kindId ?? kindIdOf(key);
      let copy = copies.get(id);
      if (copy === undefined) copies.set(id, (copy = new Map(previous.kinds.get(id))));
      if (health === undefined) copy.delete(key);
      else copy.set(key, health);
      const others = object && health ? judgedBy(object, health) : [];
      if (others.length > 0) (bound ??= new Map(previous.bound)).set(key, others);
      else if ((bound ?? previous.bound).has(key)) (bound ??= new Map(previous.bound)).delete(key);
    },
    finish() {
      const kinds = new Map([...previous.kinds, ...copies]);
      for (const [id, copy] of copies) if (copy.size === 0) kinds.delete(id);
      return { kinds: copies.size > 0 ? kinds : previous.kinds, bound: bound ?? previous.bound };
    },
  };
}

/** Whom the rules of health ask besides the object itself. */
function judgedBy(object: FluxObject, health: Health): readonly ObjectKey[] {
  if (health.state !== 'failed' && health.state !== 'waiting') return [];
  const source = sourceRef(object);
  return source === undefined ? dependsOn(object) : [source, ...dependsOn(object)];
}

function allKeys(previous: HealthIndex, snapshot: Snapshot): readonly ObjectKey[] {
  const before = [...previous.kinds.values()].flatMap((healths) => [...healths.keys()]);
  const after = [...snapshot.kinds.values()].flatMap(({ objects }) => [...objects.keys()]);
  return before.length === 0 ? after : [...before, ...after];
}

/** Health values are flat records of texts and flags. */
function sameHealth(a: Health | undefined, b: Health): boolean {
  if (a === undefined) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => right.get(name) === value);
}
