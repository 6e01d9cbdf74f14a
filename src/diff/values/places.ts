import { asObject } from '../../flux/fields.ts';
import type { Json } from '../../flux/object.ts';
import { resolve } from '../../schema/describe.ts';
import type { KindSchema, Schema } from '../../schema/schema.ts';

/** A place of a schema, resolved; undefined where nothing is known. */
export interface Place {
  readonly schema: Schema;
  readonly kind: KindSchema;
}

/** The place of whole objects of a kind. */
export function rootPlace(kind: KindSchema | undefined): Place | undefined {
  return placeOf(kind?.schema, kind);
}

/** The place of a field, or of a value in a map. */
export function fieldPlace(place: Place | undefined, name: string): Place | undefined {
  const { properties, additionalProperties } = place?.schema ?? {};
  const field = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return placeOf(field ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined), place?.kind);
}

/** The place of the items of a list. */
export function itemPlace(place: Place | undefined): Place | undefined {
  return placeOf(place?.schema.items, place?.kind);
}

/** Whether a place holds a quantity as `500m` or `1Gi`, which can be written in several ways. */
export function isQuantityPlace(place: Place | undefined): boolean {
  return place?.schema.pattern?.includes('[KMGTPE]i') === true;
}

/**
 * How the items of a list are told apart, whatever their order: by fields, by their values, or not at all where the list
 * counts as a whole. Where no schema speaks, the items are told apart by name if each has one of its own.
 */
export function identityIn(place: Place | undefined, ...lists: readonly (readonly Json[])[]): ItemIdentity | undefined {
  const { 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys } = place?.schema ?? {};
  const identity: ItemIdentity | undefined =
    type === 'set'
      ? { element: (item) => `v:${JSON.stringify(item)}` }
      : type === 'map' && keys !== undefined
        ? { element: (item) => elementBy(item, keys) }
        : place === undefined
          ? { element: (item) => elementBy(item, ['name']) }
          : undefined;
  return identity !== undefined && lists.every((list) => areDistinct(list, identity)) ? identity : undefined;
}

/** Names an item of a list by a path element as in managedFields; undefined for one that lacks all keys. */
export interface ItemIdentity {
  element(item: Json): string | undefined;
}

function elementBy(item: Json, keys: readonly string[]): string | undefined {
  const map = asObject(item);
  const found = keys.flatMap((key) =>
    map?.[key] === undefined || map[key] === null ? [] : [[key, map[key]] as const],
  );
  const sorted = found.sort(([a], [b]) => (a < b ? -1 : 1));
  return found.length === 0 ? undefined : `k:${JSON.stringify(Object.fromEntries(sorted))}`;
}

function areDistinct(items: readonly Json[], { element }: ItemIdentity): boolean {
  const elements = items.map(element);
  return elements.every((one) => one !== undefined) && new Set(elements).size === items.length;
}

function placeOf(schema: Schema | undefined, kind: KindSchema | undefined): Place | undefined {
  const resolved = schema === undefined || kind === undefined ? undefined : resolve(kind, schema);
  return resolved === undefined || kind === undefined ? undefined : { schema: resolved, kind };
}
