import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { asList } from '../values/json.ts';
import { fieldPlace, itemPlace, rootPlace, type Place } from '../values/places.ts';
import { isAlwaysWritten } from './alwaysWritten.ts';

/**
 * The object without the values that Go leaves out when it writes what it has read: `false`, 0, empty texts, lists and maps
 * of fields that are neither required nor pointers. `paused: false` is not sent, `replicas: 0` is.
 * @param object of a kind built into Kubernetes, without unknown fields
 */
export function withoutGoEmpties(object: JsonObject, kind: KindSchema): JsonObject {
  return asObject(written(object, rootPlace(kind), [kind.kind])) ?? object;
}

function written(value: Json, place: Place | undefined, path: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || place === undefined) return value;
  const list = asList(value);
  if (list !== undefined) {
    const items = list.map((item) => written(item, itemPlace(place), path));
    return items.every((item, index) => item === list[index]) ? list : items;
  }
  const map = value as JsonObject;
  const entries = Object.entries(map).flatMap(([name, field = null]): [string, Json][] => {
    const below = [...path, name];
    const fieldAt = fieldPlace(place, name);
    return isLeftOut(field, name, place, fieldAt, below) ? [] : [[name, written(field, fieldAt, below)]];
  });
  const isSame = entries.length === Object.keys(map).length && entries.every(([name, field]) => field === map[name]);
  return isSame ? map : Object.fromEntries(entries);
}

function isLeftOut(
  value: Json,
  name: string,
  { schema }: Place,
  field: Place | undefined,
  path: readonly string[],
): boolean {
  if (field === undefined || schema.properties === undefined || !Object.hasOwn(schema.properties, name)) return false;
  return isEmpty(value, field) && schema.required?.includes(name) !== true && !isAlwaysWritten(path);
}

/** An empty map is a Go map only where it may have any keys: a struct behind a pointer stays. */
function isEmpty(value: Json, { schema }: Place): boolean {
  if (value === false || value === 0 || value === '' || asList(value)?.length === 0) return true;
  return typeof schema.additionalProperties === 'object' && Object.keys(asObject(value) ?? { a: 1 }).length === 0;
}
