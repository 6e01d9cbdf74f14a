import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import { isEqual } from './equal.ts';

/**
 * A set of fields as managedFields write it (`fieldsV1`): a tree whose edges are path elements, `f:name` for a field,
 * `k:{...}` for the item of a list with these keys, `v:...` for an item of a set, `i:n` for an index.
 * Format: sigs.k8s.io/structured-merge-diff, fieldpath/serialize.go.
 */
export interface FieldSet {
  /** Whether the field itself is in the set, rather than only fields below it. */
  readonly isMember: boolean;
  readonly below: ReadonlyMap<string, FieldSet>;
}

const leaf: FieldSet = { isMember: true, below: new Map() };

/** The set without any field. */
export const noFields: FieldSet = { isMember: false, below: new Map() };

/** Reads `fieldsV1`; what is no path element is left out. */
export function parseFieldSet(fields: unknown): FieldSet {
  const map = asObject(fields);
  return map === undefined ? noFields : parseBelow(map);
}

function parseBelow(map: JsonObject): FieldSet {
  const below = new Map<string, FieldSet>();
  for (const [element, value] of Object.entries(map)) {
    if (!/^[fkvi]:/.test(element)) continue;
    const child = asObject(value) ?? {};
    below.set(canonical(element), Object.keys(child).length === 0 ? leaf : parseBelow(child));
  }
  return { isMember: Object.hasOwn(map, '.'), below };
}

/** The fields of both sets. */
export function unionOf(sets: readonly FieldSet[]): FieldSet {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  const parts = new Map<string, FieldSet[]>();
  for (const { below } of sets)
    for (const [element, child] of below) parts.set(element, [...(parts.get(element) ?? []), child]);
  return {
    isMember: sets.some(({ isMember }) => isMember),
    below: new Map([...parts].map(([element, children]) => [element, unionOf(children)])),
  };
}

/** The fields that only the first set has. */
export function differenceOf(set: FieldSet, other: FieldSet | undefined): FieldSet {
  if (other === undefined) return set;
  const below = new Map<string, FieldSet>();
  for (const [element, child] of set.below) {
    const rest = differenceOf(child, other.below.get(element));
    if (rest.isMember || rest.below.size > 0) below.set(element, rest);
  }
  return { isMember: set.isMember && !other.isMember, below };
}

/**
 * The value without the fields that only `owned` names, as server-side apply removes what its manager no longer declares:
 * a field goes if neither it nor anything below it is in `kept`, and takes along what nobody owns below it; an item of a
 * list goes if it is itself in `owned` and not itself in `kept`. Keys of an item stay as long as the item.
 *
 * Rule: sigs.k8s.io/structured-merge-diff, merge/update.go (prune, addBackOwnedItems, addBackDanglingItems). Which fields
 * are those of a struct is not known here: all are taken to be.
 */
export function withoutFields(value: JsonObject, owned: FieldSet, kept: FieldSet): JsonObject {
  return prune(value, owned, kept, new Set(['metadata'])) as JsonObject;
}

function prune(value: Json, owned: FieldSet, kept: FieldSet | undefined, stays: ReadonlySet<string>): Json {
  if (owned.below.size === 0) return value;
  if (Array.isArray(value)) return pruneList(value as readonly Json[], owned, kept);
  const map = asObject(value);
  return map === undefined ? value : pruneMap(map, owned, kept, stays);
}

function pruneMap(
  map: JsonObject,
  owned: FieldSet,
  kept: FieldSet | undefined,
  stays: ReadonlySet<string>,
): JsonObject {
  const entries = Object.entries(map).flatMap(([name, item]): [string, Json | undefined][] => {
    const own = owned.below.get(`f:${name}`);
    const others = kept?.below.get(`f:${name}`);
    if (own === undefined || item === undefined) return [[name, item]];
    if (others === undefined && !stays.has(name)) return [];
    return [[name, prune(item, own, others, none)]];
  });
  const isSame = entries.length === Object.keys(map).length && entries.every(([name, item]) => item === map[name]);
  return isSame ? map : Object.fromEntries(entries);
}

function pruneList(items: readonly Json[], owned: FieldSet, kept: FieldSet | undefined): readonly Json[] {
  const elements = [...owned.below.keys()];
  const rest = items.flatMap((item, index): Json[] => {
    const element = elements.find((one) => isElement(one, item, index));
    const own = element === undefined ? undefined : owned.below.get(element);
    if (element === undefined || own === undefined) return [item];
    const others = kept?.below.get(element);
    if (own.isMember && others?.isMember !== true) return [];
    return [prune(item, own, others, new Set(Object.keys(keysOf(element) ?? {})))];
  });
  return rest.length === items.length && rest.every((item, index) => item === items[index]) ? items : rest;
}

/** Whether a path element names this item of a list. */
export function isElement(element: string, item: Json, index: number): boolean {
  if (element.startsWith('i:')) return element.slice(2) === String(index);
  if (element.startsWith('v:')) return isEqual(parsed(element.slice(2)), item);
  const keys = keysOf(element);
  const map = asObject(item);
  if (keys === undefined || map === undefined) return false;
  return Object.entries(keys).every(([name, value]) => Object.hasOwn(map, name) && isEqual(map[name], value));
}

const none: ReadonlySet<string> = new Set();

function keysOf(element: string): JsonObject | undefined {
  return element.startsWith('k:') ? asObject(parsed(element.slice(2))) : undefined;
}

/** Elements are compared as texts, so that keys stand in one order. */
function canonical(element: string): string {
  const keys = keysOf(element);
  if (keys === undefined) return element;
  return `k:${JSON.stringify(Object.fromEntries(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1))))}`;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
