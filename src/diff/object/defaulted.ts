import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';

/**
 * Puts back what the API server sets by default where fields were taken away: fields that `before` has and `after` has
 * not, with the values of `fresh`, a new object made of `after`. A map that was emptied goes if `fresh` does not keep it.
 * Lists are followed where no item went.
 */
export function withDefaults(before: JsonObject, after: JsonObject, fresh: JsonObject): JsonObject {
  return filled(before, after, fresh) as JsonObject;
}

function filled(before: Json | undefined, after: Json | undefined, fresh: Json | undefined): Json | undefined {
  if (after === undefined) return before === undefined ? undefined : fresh;
  const [was, is, other] = [asObject(before), asObject(after), asObject(fresh)];
  if (fresh === undefined && is !== undefined && isEmpty(is) && !isEmpty(was ?? {})) return undefined;
  if (was !== undefined && is !== undefined && other !== undefined) {
    const names = [...new Set([...Object.keys(is), ...Object.keys(was)])];
    const entries = names.map((name) => [name, filled(was[name], is[name], other[name])] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const [items, kept, others] = [listOf(before), listOf(after), listOf(fresh)];
  const isWhole = kept !== undefined && items?.length === kept.length && others?.length === kept.length;
  return isWhole ? kept.map((item, index) => filled(items[index], item, others[index]) ?? item) : after;
}

function listOf(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

function isEmpty(map: JsonObject): boolean {
  return Object.keys(map).length === 0;
}
