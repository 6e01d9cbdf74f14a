import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';

/** Values nested deeper than this are taken as equal. */
const deepest = 60;

/** Whether an object of the cluster has all that the spec of a declared one says; what the server added does not count. */
export function hasSpecOf(live: object | undefined, declared: JsonObject): boolean {
  return holds(asObject(asObject(live)?.['spec']), declared['spec'], 0);
}

/**
 * Whether an object of the cluster is still as it was declared before: in a field that changed it has the old value and in
 * none that changed the new one.
 */
export function isStillBefore(live: object, before: JsonObject, after: JsonObject): boolean {
  const { old, fresh } = compared(asObject(live)?.['spec'], before['spec'], after['spec'], 0);
  return old > 0 && fresh === 0;
}

function compared(
  live: Json | undefined,
  before: Json | undefined,
  after: Json | undefined,
  depth: number,
): { readonly old: number; readonly fresh: number } {
  if (same(before, after) || depth > deepest) return { old: 0, fresh: 0 };
  const [was, is] = [asObject(before), asObject(after)];
  if (was === undefined || is === undefined) {
    return { old: holds(live, before, depth) ? 1 : 0, fresh: holds(live, after, depth) ? 1 : 0 };
  }
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const parts = names.map((name) => compared(asObject(live)?.[name], was[name], is[name], depth + 1));
  return { old: sum(parts.map(({ old }) => old)), fresh: sum(parts.map(({ fresh }) => fresh)) };
}

function holds(live: Json | undefined, declared: Json | undefined, depth: number): boolean {
  if (depth > deepest || live === declared) return true;
  // The API server drops what is null.
  if (declared === null || declared === undefined) return live === null || live === undefined;
  if (Array.isArray(declared)) {
    if (!Array.isArray(live) || live.length !== declared.length) return false;
    const items = live as readonly Json[];
    return (declared as readonly Json[]).every((item, index) => holds(items[index], item, depth + 1));
  }
  const [own, wanted] = [asObject(live), asObject(declared)];
  if (wanted === undefined) return false;
  return Object.entries(wanted).every(([name, value]) => holds(own?.[name], value, depth + 1));
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
