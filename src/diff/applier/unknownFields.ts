import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { quantityOf } from '../../schema/validate/builtin/quantity.ts';
import { asList } from '../values/json.ts';
import { fieldPlace, isQuantityPlace, itemPlace, rootPlace, type Place } from '../values/places.ts';

/** A value of more nodes than this is left as it is. */
const mostNodes = 400_000;

/**
 * The object without fields that its schema does not know, as decoding into a Go type drops them; undefined if it cannot
 * be decoded, as a text where a number belongs. Maps with any keys, and places of which the schema says nothing, stay whole.
 */
export function withoutUnknownFields(object: JsonObject, kind: KindSchema): JsonObject | undefined {
  const walk: Walk = { left: mostNodes, isDecodable: true };
  const made = known(object, rootPlace(kind), walk);
  return walk.isDecodable ? asObject(made) : undefined;
}

interface Walk {
  left: number;
  isDecodable: boolean;
}

function known(value: Json, place: Place | undefined, walk: Walk): Json {
  if (place === undefined || value === null || --walk.left < 0) return value;
  if (!isOfType(value, place)) walk.isDecodable = false;
  if (!walk.isDecodable || typeof value !== 'object') return value;
  const list = asList(value);
  if (list !== undefined)
    return unlessSame(
      list,
      list.map((item) => known(item, itemPlace(place), walk)),
    );
  return knownFields(value as JsonObject, place, walk);
}

function knownFields(map: JsonObject, place: Place, walk: Walk): JsonObject {
  const { properties, additionalProperties } = place.schema;
  const isOpen = additionalProperties !== undefined || place.schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (properties === undefined && !isOpen) return map;
  const entries = Object.entries(map).flatMap(([name, item]): [string, Json][] => {
    const isKnown = isOpen || (properties !== undefined && Object.hasOwn(properties, name));
    return item === undefined || !isKnown ? [] : [[name, known(item, fieldPlace(place, name), walk)]];
  });
  const isSame = entries.length === Object.keys(map).length && entries.every(([name, item]) => item === map[name]);
  return isSame ? map : Object.fromEntries(entries);
}

/** Whether Go can read a value into the type of a place; types that read their own text are taken to. */
function isOfType(value: Json, place: Place): boolean {
  if (isQuantityPlace(place)) return quantityOf(value) !== undefined;
  const { type, format } = place.schema;
  switch (type) {
    case 'object':
      return asObject(value) !== undefined;
    case 'array':
      return asList(value) !== undefined;
    case 'string':
      return typeof value === 'string' && (format !== 'byte' || isBase64(value));
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case undefined:
    default:
      return true;
  }
}

function isBase64(text: string): boolean {
  const bare = text.replaceAll(/[\r\n]/g, '');
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare);
}

function unlessSame(items: readonly Json[], made: readonly Json[]): readonly Json[] {
  return made.every((item, index) => item === items[index]) ? items : made;
}
