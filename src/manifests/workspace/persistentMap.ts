/** An immutable map from text whose copy with one change is cheap: the other buckets are shared. */
export interface PersistentMap<T> {
  readonly buckets: readonly (ReadonlyMap<string, T> | undefined)[];
  readonly size: number;
}

const bucketCount = 1024;

/** The map without entries. */
export const emptyMap: PersistentMap<never> = { buckets: [], size: 0 };

/** The value of a key. */
export function getIn<T>(map: PersistentMap<T>, key: string): T | undefined {
  return map.buckets[bucketOf(key)]?.get(key);
}

/** All entries, in no order that means anything. */
export function* entriesOf<T>(map: PersistentMap<T>): Generator<readonly [string, T]> {
  for (const bucket of map.buckets) if (bucket !== undefined) yield* bucket;
}

/**
 * The map with changed entries; the value undefined removes. Costs the changed buckets, not the map: make many changes
 * in one call.
 */
export function withEntries<T>(
  map: PersistentMap<T>,
  changes: Iterable<readonly [string, T | undefined]>,
): PersistentMap<T> {
  const buckets = map.buckets.slice();
  const copies = new Map<number, Map<string, T>>();
  let size = map.size;
  for (const [key, value] of changes) {
    const index = bucketOf(key);
    const bucket = copies.get(index) ?? new Map(buckets[index]);
    copies.set(index, bucket);
    size -= bucket.size;
    if (value === undefined) bucket.delete(key);
    else bucket.set(key, value);
    size += bucket.size;
  }
  for (const [index, bucket] of copies) buckets[index] = bucket.size > 0 ? bucket : undefined;
  return copies.size === 0 ? map : { buckets, size };
}

/** FNV-1a over UTF-16 units. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % bucketCount;
}
