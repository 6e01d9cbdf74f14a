import { Ajv, type ValidateFunction } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/flux/object.ts';
import type { KindSchema, Schema } from '../../src/schema/schema.ts';

/** What JSON Schema says of a document: its faults. Undefined where there is no schema. */
export type Judge = (json: Json, group: string, version: string, kind: string) => readonly string[] | undefined;

/** Kubernetes' formats are not JSON Schema's; patterns are not all Unicode ones. */
const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, useDefaults: true });

/** Judges by a folder of JSON schemas, `GROUP/KIND_VERSION.json` in lower case, as fluxcd/flux-schema keeps them. */
export function judgeByFolder(folder: string): Judge {
  return judgeBy((group, version, kind) => {
    const file = join(folder, group === '' ? 'core' : group, `${kind.toLowerCase()}_${version}.json`);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : undefined;
  });
}

/** Judges by the project's own schemas, written as JSON Schema. */
export function judgeByKinds(find: (group: string, version: string, kind: string) => KindSchema | undefined): Judge {
  return judgeBy((group, version, kind) => {
    const found = find(group, version, kind);
    return found === undefined ? undefined : withDefinitions(found);
  });
}

function judgeBy(load: (group: string, version: string, kind: string) => object | undefined): Judge {
  const compiled = new Map<string, ValidateFunction | undefined>();
  return (json, group, version, kind) => {
    const key = `${group}/${version}/${kind}`;
    if (!compiled.has(key)) {
      const schema = load(group, version, kind);
      compiled.set(key, schema && ajv.compile(schema));
    }
    const validate = compiled.get(key);
    if (validate === undefined) return undefined;
    // Defaults are put into the value before it is judged, as the API server does it.
    if (validate(structuredClone(json))) return [];
    return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
  };
}

/** A kind's schema as JSON Schema, with the definitions that it comes by. */
function withDefinitions(kind: KindSchema): object {
  const definitions: Record<string, object> = {};
  const define = (name: string): void => {
    if (name in definitions) return;
    definitions[name] = {};
    definitions[name] = strictSchema(kind.definition(name) ?? {}, define);
  };
  return { ...strictSchema(kind.schema, define), definitions };
}

/** A structural schema as JSON Schema: unknown fields are refused, null and either-or types are written out. */
function strictSchema(schema: Schema, define: (name: string) => void): object {
  if (schema.$ref !== undefined) {
    define(schema.$ref);
    return { $ref: `#/definitions/${encodeURIComponent(schema.$ref)}` };
  }
  const below = (part: Schema): object => strictSchema(part, define);
  const { properties, items, additionalProperties: rest, nullable, type, allOf, anyOf, oneOf, not, ...own } = schema;
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const isEither = schema['x-kubernetes-int-or-string'] === true;
  const types = isEither ? ['integer', 'string'] : type === undefined ? undefined : [type];
  const made: Record<string, unknown> = {
    ...own,
    ...(types && { type: nullable === true ? [...types, 'null'] : types }),
  };
  if (schema.enum !== undefined && nullable === true) made['enum'] = [...schema.enum, null];
  if (properties !== undefined) {
    made['properties'] = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, below(part)]));
    if (rest === undefined && !keepsUnknown && type === 'object') made['additionalProperties'] = false;
  }
  if (rest !== undefined) made['additionalProperties'] = typeof rest === 'object' ? below(rest) : rest;
  if (items !== undefined) made['items'] = below(items);
  for (const [name, parts] of Object.entries({ allOf, anyOf, oneOf })) if (parts) made[name] = parts.map(below);
  if (not !== undefined) made['not'] = below(not);
  return made;
}
