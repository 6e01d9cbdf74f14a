import type { Json, JsonObject } from '../../flux/object.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import type { Schema } from '../schema.ts';
import { fieldOf, isList, unknownValue } from '../validate/value.ts';
import { base64Bytes } from './bytes.ts';
import { escapeField } from './escape.ts';
import { parseDate, parseLenientDuration, parseTimestamp } from './time.ts';
import type { CelMap, List, Unknown, Value } from './value.ts';

/** What the making of values needs to know of a document. */
export interface Reading {
  /** The schema that a `$ref` stands for, any other as it is. */
  readonly resolve: (schema: Schema) => Schema;
  /** Whether something else than the document gives a field or one below it, e.g. a patch. */
  readonly isSupplied?: ((path: Path) => boolean) | undefined;
}

const unknown: Unknown = { kind: 'unknown' };

/**
 * A document's value as a rule sees it, typed by its schema (kubernetes/kubernetes,
 * apiserver/pkg/cel/common/valuesunstructured.go). Objects show the declared fields only. What does not fit its schema is
 * unknown: another rule reports it.
 */
export function fromJson(json: Json, schema: Schema, reading: Reading, path: Path): Value {
  const resolved = reading.resolve(schema);
  if (json === unknownValue || isReplaced(json, resolved, reading, path)) return unknown;
  if (json === null) return resolved.nullable === true ? null : unknown;
  if (resolved['x-kubernetes-int-or-string'] === true) return intOrString(json);
  switch (typeOf(resolved)) {
    case 'object':
      return isObject(json) ? objectValue(json, resolved, reading, path) : unknown;
    case 'array':
      return isList(json) ? arrayValue(json, resolved, reading, path) : unknown;
    case 'string':
      return typeof json === 'string' ? textValue(json, resolved.format) : unknown;
    case 'integer':
      return integer(json);
    case 'number':
      return typeof json === 'number' ? json : unknown;
    case 'boolean':
      return typeof json === 'boolean' ? json : unknown;
    case undefined:
      return { kind: 'unknown', preserved: json };
  }
}

/** A schema's type; one with properties is an object's. */
export function typeOf(schema: Schema): Schema['type'] {
  return schema.type ?? (schema.properties === undefined ? undefined : 'object');
}

/**
 * The schema of a resource's root: apiVersion, kind and the names in metadata are always there, further metadata never
 * (kubernetes/kubernetes, apiserver/pkg/cel/common/schemas.go).
 */
export function asResource(schema: Schema): Schema {
  const known = resources.get(schema);
  if (known !== undefined) return known;
  const made: Schema = { ...schema, type: 'object', properties: { ...schema.properties, ...namesOfResource } };
  resources.set(schema, made);
  return made;
}

const resources = new WeakMap<Schema, Schema>();
const text: Schema = { type: 'string' };
const namesOfResource = {
  apiVersion: text,
  kind: text,
  metadata: { type: 'object', properties: { name: text, generateName: text } },
} as const satisfies Schema['properties'];

function objectValue(json: JsonObject, schema: Schema, reading: Reading, path: Path): CelMap {
  const { properties, additionalProperties, ...rest } =
    schema['x-kubernetes-embedded-resource'] === true ? asResource(schema) : schema;
  if (properties === undefined && typeof additionalProperties === 'object') {
    return mapOf(json, additionalProperties, reading, path);
  }
  const object = objectOf(json, properties ?? {}, reading, path);
  const keepsUnknown = rest['x-kubernetes-preserve-unknown-fields'] === true;
  return keepsUnknown ? { ...object, preserved: undeclared(json, properties ?? {}) } : object;
}

function mapOf(json: JsonObject, values: Schema, reading: Reading, path: Path): CelMap {
  const made = new Map<string, Value>();
  return {
    kind: 'map',
    keys: () => Object.keys(json),
    find: (key) => {
      const value = typeof key === 'string' ? fieldOf(json, key) : undefined;
      if (typeof key !== 'string' || value === undefined) return undefined;
      return remembered(made, key, () => fromJson(value, values, reading, [...path, key]));
    },
  };
}

function objectOf(
  json: JsonObject,
  properties: NonNullable<Schema['properties']>,
  reading: Reading,
  path: Path,
): CelMap {
  const names = fieldNames(properties);
  const made = new Map<string, Value>();
  return {
    kind: 'map',
    declares: (field) => names.has(field),
    keys: () =>
      Object.keys(json)
        .filter((name) => Object.hasOwn(properties, name))
        .map((name) => escapeField(name) ?? name),
    find: (key) => {
      const name = typeof key === 'string' ? names.get(key) : undefined;
      const schema = name === undefined ? undefined : properties[name];
      if (name === undefined || schema === undefined) return undefined;
      const field = fieldOf(json, name) ?? null;
      if (field === null) return reading.isSupplied?.([...path, name]) === true ? unknown : undefined;
      return remembered(made, name, () => fromJson(field, schema, reading, [...path, name]));
    },
  };
}

function undeclared(json: JsonObject, properties: NonNullable<Schema['properties']>): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !Object.hasOwn(properties, name)));
}

const namesOf = new WeakMap<object, ReadonlyMap<string, string>>();

/** The fields by the names by which rules read them. */
function fieldNames(properties: NonNullable<Schema['properties']>): ReadonlyMap<string, string> {
  const known = namesOf.get(properties);
  if (known !== undefined) return known;
  const names = new Map(Object.keys(properties).map((name) => [escapeField(name) ?? name, name]));
  namesOf.set(properties, names);
  return names;
}

function arrayValue(json: readonly Json[], schema: Schema, reading: Reading, path: Path): List | Unknown {
  const { items } = schema;
  if (items === undefined) return unknown;
  let made: readonly Value[] | undefined;
  const merge = mergeOf(schema);
  return {
    kind: 'list',
    get items() {
      return (made ??= json.map((item, index) => fromJson(item, items, reading, [...path, index])));
    },
    ...(merge !== undefined && { merge }),
  };
}

function mergeOf(schema: Schema): List['merge'] {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return 'set';
  if (type !== 'map') return undefined;
  return (schema['x-kubernetes-list-map-keys'] ?? []).map((key) => escapeField(key) ?? key);
}

function textValue(text: string, format: string | undefined): Value {
  switch (format) {
    case 'duration':
      return parseLenientDuration(text) ?? unknown;
    case 'date':
      return parseDate(text) ?? unknown;
    case 'date-time':
      return parseTimestamp(text) ?? unknown;
    case 'byte': {
      const bytes = base64Bytes(text);
      return bytes === undefined ? unknown : { kind: 'bytes', bytes };
    }
    default:
      return text;
  }
}

function intOrString(json: Json): Value {
  return typeof json === 'string' ? json : integer(json);
}

function integer(json: Json): Value {
  return Number.isSafeInteger(json) ? BigInt(json as number) : unknown;
}

/** Whether a value that is no object with fields of its own comes from elsewhere than the document, wholly or in part. */
function isReplaced(json: Json, schema: Schema, { isSupplied }: Reading, path: Path): boolean {
  if (isSupplied === undefined || !isSupplied(path)) return false;
  return !isObject(json) || schema.properties === undefined;
}

function isObject(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !isList(json);
}

function remembered(made: Map<string, Value>, key: string, make: () => Value): Value {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}
