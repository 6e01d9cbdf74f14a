import { asObject } from '../flux/fields.ts';
import type { Json, JsonObject } from '../flux/object.ts';
import { resolve } from '../schema/describe.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';

/** A value of more nodes than this is left as it is. */
const mostNodes = 400_000;

/**
 * The object without fields that its schema does not know, as decoding into a Go type drops them. Maps with any keys, and
 * places of which the schema says nothing, stay whole.
 */
export function withoutUnknownFields(object: JsonObject, kind: KindSchema): JsonObject {
  return asObject(known(object, kind.schema, { kind, left: mostNodes })) ?? object;
}

interface Walk {
  readonly kind: KindSchema;
  left: number;
}

function known(value: Json, by: Schema | undefined, walk: Walk): Json {
  if (typeof value !== 'object' || value === null || by === undefined || --walk.left < 0) return value;
  const schema = resolve(walk.kind, by);
  if (schema === undefined) return value;
  if (Array.isArray(value))
    return unlessSame(
      value,
      (value as readonly Json[]).map((item) => known(item, schema.items, walk)),
    );
  const map = value as JsonObject;
  const { properties, additionalProperties } = schema;
  const isOpen = additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (properties === undefined && !isOpen) return value;
  const rest = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const entries = Object.entries(map).flatMap(([name, item]): [string, Json | undefined][] => {
    const field = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (item === undefined || (field === undefined && !isOpen)) return [];
    return [[name, known(item, field ?? rest, walk)]];
  });
  const isSame = entries.length === Object.keys(map).length && entries.every(([name, item]) => item === map[name]);
  return isSame ? value : Object.fromEntries(entries);
}

function unlessSame(items: readonly Json[], made: readonly Json[]): readonly Json[] {
  return made.every((item, index) => item === items[index]) ? items : made;
}
