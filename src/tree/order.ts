import type { ObjectKey } from '../flux/object.ts';
import { parseKey } from '../flux/object.ts';

/** An object at its place in a group. `rank` is the one it was placed by; its health may have moved on. */
export interface Placed {
  readonly key: ObjectKey;
  readonly rank: number;
  readonly namespace: string;
  readonly name: string;
}

/** An object with what its place goes by. */
export function place(key: ObjectKey, rank: number): Placed {
  const { namespace, name } = parseKey(key);
  return { key, rank, namespace, name };
}

/** By rank, namespace, name, and at last by kind. Kubernetes names are ASCII: no collation is needed. */
export function comparePlaced(a: Placed, b: Placed): number {
  return (
    a.rank - b.rank || compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.key, b.key)
  );
}

/** Takes `gone` out of the order and puts `added` where they belong; the others stay in their places. */
export function rearrange(
  order: readonly Placed[],
  gone: ReadonlySet<ObjectKey>,
  added: readonly Placed[],
): readonly Placed[] {
  const sorted = [...added].sort(comparePlaced);
  const result: Placed[] = [];
  let next = 0;
  for (const placed of order) {
    if (gone.has(placed.key)) continue;
    for (let item = sorted[next]; item !== undefined && comparePlaced(item, placed) < 0; item = sorted[next]) {
      result.push(item);
      next += 1;
    }
    result.push(placed);
  }
  return result.concat(sorted.slice(next));
}

/** Order of texts by their UTF-16 units, for sorting. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
