import { asObject, asText } from '../flux/fields.ts';
import type { Json, JsonObject } from '../flux/object.ts';
import { objectMeta } from './objectMeta.ts';
import type { CustomKind } from './fromCrd.ts';
import type { Schema } from './schema.ts';

/** Deeper than any schema of a kind is nested; what is below is not judged. */
const deepest = 100;

/** The group, version and kind that a file of JSON schema is for. */
export interface SchemaFileKind {
  readonly group: string;
  readonly version: string;
  /** In lower case where only the path tells it. */
  readonly kind: string;
}

/**
 * Group, version and kind by a file's path in the layouts of the flux-schema and CRDs catalogues:
 * `GROUP/KIND_VERSION.json`, `core/pod_v1.json`. Undefined for any other path.
 */
export function kindOfPath(path: string): SchemaFileKind | undefined {
  const match = /(?:^|[/\\])([\w.-]+)[/\\]([a-z0-9]+)_(v[a-z0-9]+)\.json$/i.exec(path);
  const [, group = '', kind = '', version = ''] = match ?? [];
  return match === null ? undefined : { group: group === 'core' ? '' : group, kind, version };
}

/**
 * The schema of a kind from a JSON schema file that a person names. Of JSON schema what structural schemas have is kept:
 * `["string", "null"]` becomes nullable, `const` an enum, `#/definitions/x` and `#/$defs/x` are found in the file. An object
 * that JSON schema leaves open stays open. Undefined if it is no schema of an object.
 */
export function kindOfJsonSchema(file: Json | undefined, of: SchemaFileKind, source: string): CustomKind | undefined {
  const root = asObject(file);
  const read = schemaOfJsonSchema(file);
  if (root === undefined || read === undefined) return undefined;
  const { schema, definition } = read;
  const metadata = schema.properties?.['metadata'];
  return {
    ...of,
    kind: fixedText(root, 'kind') ?? of.kind,
    plural: '',
    shortNames: [],
    namespaced: true,
    schema: { ...schema, properties: { ...schema.properties, metadata: metadata?.properties ? metadata : objectMeta } },
    definition,
    origin: 'user',
    source,
    custom: true,
  };
}

/** A JSON schema file of an object, kept as {@link kindOfJsonSchema} does, with its definitions; undefined if it is none. */
export function schemaOfJsonSchema(file: Json | undefined): Pick<CustomKind, 'schema' | 'definition'> | undefined {
  const root = asObject(file);
  if (root === undefined || asObject(root['properties']) === undefined) return undefined;
  const definitions = { ...asObject(root['definitions']), ...asObject(root['$defs']) };
  const converted = new Map<string, Schema | undefined>();
  return {
    schema: convert(root, deepest),
    definition(name) {
      const definition = asObject(definitions[name]);
      if (!converted.has(name)) converted.set(name, definition && convert(definition, deepest));
      return converted.get(name);
    },
  };
}

/** The value that a JSON schema allows a field of the root to have, if it is only one. */
function fixedText(root: JsonObject, field: string): string | undefined {
  const schema = asObject(asObject(root['properties'])?.[field]);
  const values = schema?.['enum'];
  return asText(schema?.['const']) ?? (Array.isArray(values) && values.length === 1 ? asText(values[0]) : undefined);
}

/** Of each keyword: how its value is converted. Keywords that are not here and no structural schema has are dropped. */
function convert(schema: JsonObject, depth: number): Schema {
  if (depth === 0) return { 'x-kubernetes-preserve-unknown-fields': true };
  const below = (value: Json | undefined): Schema => convert(asObject(value) ?? {}, depth - 1);
  const each = (value: Json | undefined): Schema[] => (Array.isArray(value) ? value.map(below) : []);
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref') result[key] = asText(value)?.replace(/^#\/(definitions|\$defs)\//, '');
    else if (key === 'type') Object.assign(result, typeOf(value));
    else if (key === 'const') result['enum'] = [value];
    else if (key === 'properties') result[key] = mapValues(asObject(value) ?? {}, below);
    else if (key === 'items' || key === 'not') result[key] = below(value);
    else if (key === 'additionalProperties') result[key] = typeof value === 'boolean' ? value : below(value);
    else if (['allOf', 'anyOf', 'oneOf'].includes(key)) result[key] = each(value);
    else if (kept.has(key) || key.startsWith('x-kubernetes-')) result[key] = value;
  }
  return open(result);
}

const kept = new Set(
  (
    'format nullable enum default description pattern minLength maxLength minimum maximum multipleOf required ' +
    'minProperties maxProperties minItems maxItems uniqueItems'
  ).split(' '),
);

/** Structural schemas close an object by naming its fields, JSON schema by `additionalProperties: false`. */
function open({ additionalProperties, ...schema }: Record<string, unknown>): Schema {
  if (additionalProperties === false) return schema;
  if (typeof additionalProperties === 'object') {
    return { ...schema, additionalProperties: additionalProperties as Schema };
  }
  const isObject = schema['properties'] !== undefined || schema['type'] === 'object';
  return isObject || additionalProperties === true
    ? { ...schema, 'x-kubernetes-preserve-unknown-fields': true }
    : schema;
}

function typeOf(value: Json | undefined): { type?: unknown; nullable?: true; anyOf?: unknown } {
  if (!Array.isArray(value)) return { type: value };
  const types: readonly Json[] = value.filter((type) => type !== 'null');
  const nullable = types.length < value.length ? ({ nullable: true } as const) : {};
  if (types.length === 1) return { type: types[0], ...nullable };
  return { anyOf: types.map((type) => ({ type })), ...nullable };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
