import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { compareQuantities, quantityOf } from '../../schema/validate/builtin/quantity.ts';
import { textsOf, without } from '../values/objects.ts';
import { asList, mapFields } from '../values/json.ts';
import { fieldPlace, identityIn, isQuantityPlace, itemPlace, rootPlace, type Place } from '../values/places.ts';

/** Metadata that the API server keeps for itself. */
const bookkeeping = ['managedFields', 'resourceVersion', 'uid', 'generation', 'creationTimestamp', 'selfLink'];
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Where these are empty, they say the same as where they are missing. */
const idleWhenEmpty: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'resources',
  'securityContext',
  'strategy',
  'updateStrategy',
]);

/** What comes first in maps, for a person's eye; the rest is in the order of the alphabet. */
const firstFields = ['apiVersion', 'kind', 'metadata', 'name', 'namespace'];

/**
 * The object as a person reads it: without status, the API server's bookkeeping and what kubectl last applied; with its
 * fields in one order, whatever gave it.
 */
export function forView(object: JsonObject): JsonObject {
  const metadata = without(asObject(object['metadata']) ?? {}, bookkeeping);
  const annotations = textsOf(object, 'annotations').has(lastApplied)
    ? { annotations: without(asObject(metadata['annotations']) ?? {}, [lastApplied]) }
    : {};
  return ordered({ ...without(object, ['status']), metadata: { ...metadata, ...annotations } }) as JsonObject;
}

function ordered(value: Json): Json {
  const list = asList(value);
  if (list !== undefined) return list.map(ordered);
  const map = asObject(value);
  if (map === undefined) return value;
  const names = Object.keys(map).sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const sorted = Object.fromEntries(names.map((name) => [name, map[name]]));
  return mapFields(sorted, (item, name) => (name === 'creationTimestamp' && item === null ? undefined : ordered(item)));
}

function rank(name: string): number {
  const index = firstFields.indexOf(name);
  return index < 0 ? firstFields.length : index;
}

/**
 * Two states of an object without differences that mean nothing: quantities that are equal are written as before, items of
 * lists that are told apart by keys stand as before, and empty maps that are idle go. Both are as from {@link forView}.
 */
export function withoutNoise(
  before: JsonObject,
  after: JsonObject,
  kind?: KindSchema,
): { before: JsonObject; after: JsonObject } {
  const place = rootPlace(kind);
  const left = withoutIdle(before, after) as JsonObject;
  const right = withoutIdle(after, before) as JsonObject;
  return { before: left, after: aligned(left, right, place) as JsonObject };
}

/** The value without idle empty maps that the other one lacks; lists are followed where they are as long as the other. */
function withoutIdle(value: Json, other: Json | undefined): Json {
  const [list, others] = [asList(value), asList(other)];
  if (list !== undefined) {
    return list.length === others?.length ? list.map((item, index) => withoutIdle(item, others[index])) : list;
  }
  const [map, otherMap] = [asObject(value), asObject(other)];
  if (map === undefined || otherMap === undefined) return value;
  return mapFields(map, (item, name) => {
    const isIdle =
      idleWhenEmpty.has(name) && otherMap[name] === undefined && Object.keys(asObject(item) ?? { a: 1 }).length === 0;
    return isIdle ? undefined : withoutIdle(item, otherMap[name]);
  });
}

function aligned(before: Json | undefined, after: Json, place: Place | undefined): Json {
  if (before === undefined) return after;
  const [list, was] = [asList(after), asList(before)];
  if (list !== undefined && was !== undefined) return alignedList(was, list, place);
  const [map, wasMap] = [asObject(after), asObject(before)];
  if (map !== undefined && wasMap !== undefined) {
    return mapFields(map, (item, name) => aligned(wasMap[name], item, fieldPlace(place, name)));
  }
  return isQuantityPlace(place) && isSameQuantity(before, after) ? before : after;
}

function isSameQuantity(one: Json, other: Json): boolean {
  const [a, b] = [quantityOf(one), quantityOf(other)];
  return a !== undefined && b !== undefined && compareQuantities(a, b) === 0;
}

function alignedList(before: readonly Json[], after: readonly Json[], place: Place | undefined): readonly Json[] {
  const items = itemPlace(place);
  const identity = place === undefined ? undefined : identityIn(place, before, after);
  if (identity === undefined) {
    return before.length === after.length ? after.map((item, index) => aligned(before[index], item, items)) : after;
  }
  const was = new Map(before.map((item) => [identity.element(item), item]));
  const is = new Map(
    after.map((item) => [identity.element(item), aligned(was.get(identity.element(item)), item, items)]),
  );
  return inOrderOf([...was.keys()], [...is.keys()]).flatMap((element) => is.get(element) ?? []);
}

/** The new names in the order of the old ones; what is new follows the one that it came after. */
function inOrderOf(
  old: readonly (string | undefined)[],
  names: readonly (string | undefined)[],
): (string | undefined)[] {
  const known = new Set(old);
  const present = new Set(names);
  const newcomers = new Map<string | undefined, (string | undefined)[]>();
  let anchor: string | undefined;
  for (const name of names) {
    if (known.has(name)) anchor = name;
    else newcomers.set(anchor, [...(newcomers.get(anchor) ?? []), name]);
  }
  const first = newcomers.get(undefined) ?? [];
  return [
    ...first,
    ...old.filter((name) => present.has(name)).flatMap((name) => [name, ...(newcomers.get(name) ?? [])]),
  ];
}
