import type { Json, JsonObject } from '../flux/object.ts';
import type { KindSchema, Schema } from './schema.ts';
import { fieldOf, isList, setField, unknownValue } from './validate/value.ts';

/** Whether defaults stand in a schema or below; schemas are never changed. */
const defaulting = new WeakMap<Schema, boolean>();

/** A value of more nodes than this is left as it is; aliases can make one without end. */
const mostNodes = 400_000;

/**
 * The value with the defaults of its schema, as the API server stores it: nulls where null is not allowed are dropped, or
 * replaced where there is a default; then defaults are added, also those within added ones. What does not change is shared
 * with `value`. Of kinds that are no custom resources only nulls are dropped: their defaults are not in their schema.
 *
 * Rules: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/defaulting (prunenulls.go, algorithm.go).
 */
export function applyDefaults(value: Json, schema: Schema, kind: KindSchema): Json {
  let left = mostNodes;

  const settle = (from: Json, by: Schema | undefined): Json => {
    if (typeof from !== 'object' || from === null || from === unknownValue || by === undefined) return from;
    if (--left < 0) return from;
    const own = by.$ref === undefined ? by : kind.definition(by.$ref);
    if (own === undefined) return from;
    return isList(from) ? settleList(from, own.items) : settleMap(from, own);
  };

  const settleList = (from: readonly Json[], items: Schema | undefined): Json => {
    if (items === undefined) return from;
    let made: Json[] | undefined;
    for (const [at, item] of from.entries()) {
      const filled = item === null && items.nullable !== true ? (items.default ?? null) : item;
      const next = settle(filled, items);
      if (made === undefined && next !== item) made = from.slice(0, at);
      made?.push(next);
    }
    return made ?? from;
  };

  const settleMap = (from: JsonObject, by: Schema): Json => {
    const rest = typeof by.additionalProperties === 'object' ? by.additionalProperties : undefined;
    let made: Record<string, Json> | undefined;
    for (const name in from) {
      const item = from[name] ?? null;
      const child = propertyOf(by, name) ?? rest;
      const next = item === null ? forNull(child) : settle(item, child);
      if (next === item) continue;
      made ??= copyOf(from);
      if (next === undefined) Reflect.deleteProperty(made, name);
      else setField(made, name, next);
    }
    if (!kind.custom || by.properties === undefined) return made ?? from;
    for (const name in by.properties) {
      const child = by.properties[name];
      if (child?.default === undefined || Object.hasOwn(made ?? from, name)) continue;
      made ??= copyOf(from);
      setField(made, name, settle(child.default, child));
    }
    return made ?? from;
  };

  /** What a null becomes: itself where it is allowed or nothing is known, the default, or nothing. */
  const forNull = (by: Schema | undefined): Json | undefined => {
    if (by === undefined || by.nullable === true) return null;
    return kind.custom && by.default !== undefined ? settle(by.default, by) : undefined;
  };

  return settle(value, schema);
}

/**
 * Whether {@link applyDefaults} can change a value without nulls. Through a `$ref` it may always: what it names can lead
 * back to itself.
 */
export function hasDefaults(schema: Schema): boolean {
  const known = defaulting.get(schema);
  if (known !== undefined) return known;
  const { properties, items, additionalProperties } = schema;
  const found =
    schema.$ref !== undefined ||
    schema.default !== undefined ||
    (items !== undefined && hasDefaults(items)) ||
    (typeof additionalProperties === 'object' && hasDefaults(additionalProperties)) ||
    (properties !== undefined && Object.values(properties).some(hasDefaults));
  defaulting.set(schema, found);
  return found;
}

function propertyOf(schema: Schema, name: string): Schema | undefined {
  return fieldOf(schema.properties as JsonObject | undefined, name) as Schema | undefined;
}

function copyOf(from: JsonObject): Record<string, Json> {
  const made: Record<string, Json> = {};
  for (const name in from) setField(made, name, from[name] ?? null);
  return made;
}
