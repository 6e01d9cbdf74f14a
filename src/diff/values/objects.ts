import { asObject, asText, valueAt } from '../../flux/fields.ts';
import { groupOf, kindId, objectKey, type JsonObject, type KindId, type ObjectKey } from '../../flux/object.ts';
import type { ObjectAddress } from '../terms/ports.ts';

/** The kind of an object as it was built or read. */
export function kindIdOfObject(object: JsonObject): KindId {
  return kindId(groupOf(asText(object['apiVersion']) ?? ''), asText(object['kind']) ?? '');
}

/** The key of an object as it was built or read. */
export function keyOfObject(object: JsonObject): ObjectKey {
  const name = asText(valueAt(object, 'metadata', 'name')) ?? '';
  return objectKey(kindIdOfObject(object), asText(valueAt(object, 'metadata', 'namespace')), name);
}

/** Where to find an object that was built. */
export function addressOf(object: JsonObject): ObjectAddress {
  const namespace = asText(valueAt(object, 'metadata', 'namespace'));
  return {
    apiVersion: asText(object['apiVersion']) ?? '',
    kind: asText(object['kind']) ?? '',
    name: asText(valueAt(object, 'metadata', 'name')) ?? '',
    ...(namespace !== undefined && { namespace }),
  };
}

/** The labels or annotations that are texts. */
export function textsOf(object: JsonObject | undefined, of: 'labels' | 'annotations'): ReadonlyMap<string, string> {
  const texts = Object.entries(asObject(valueAt(object, 'metadata', of)) ?? {});
  return new Map(texts.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])));
}

/** The object with other metadata. */
export function withMetadata(object: JsonObject, metadata: JsonObject): JsonObject {
  return { ...object, metadata: { ...asObject(object['metadata']), ...metadata } };
}

/** The object without some of its fields. */
export function without(object: JsonObject, names: readonly string[]): JsonObject {
  if (!names.some((name) => Object.hasOwn(object, name))) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
