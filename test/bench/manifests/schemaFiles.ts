import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import { catalogueLayer } from '../../../src/schema/catalogue.ts';
import type { KindSchema, Schema } from '../../../src/schema/schema.ts';

/**
 * Writes our catalogue as JSON schema files for other programs, in the layout that kubeconform and flux-schema know:
 * `GROUP/KIND_VERSION.json`, the core group's below `core`. Resolves with a path template for kubeconform.
 */
export async function writeSchemaFiles(folder: string): Promise<string> {
  for (const { file, schema } of schemaFiles()) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), JSON.stringify(schema));
  }
  return join(folder, '{{.Group}}', '{{.ResourceKind}}_{{.ResourceAPIVersion}}.json');
}

/** All kinds of the catalogue in one JSON schema, which a document matches if it matches that of its kind. */
export function oneSchema(): object {
  const layer = catalogueLayer(catalogueFiles, {});
  const definitions: Record<string, object> = {};
  const kinds = layer.entries.flatMap(({ group, version, kind }) => {
    const found = layer.find(group, version, kind);
    if (found === undefined) return [];
    const name = `kind.${group}.${version}.${kind}`;
    definitions[name] = jsonSchema(found.schema);
    addDefinitions(found, found.schema, definitions);
    const apiVersion = group === '' ? version : `${group}/${version}`;
    return [{ if: { properties: { apiVersion: { const: apiVersion }, kind: { const: kind } } }, then: refTo(name) }];
  });
  return { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', allOf: kinds, definitions };
}

function schemaFiles(): { readonly file: string; readonly schema: object }[] {
  const layer = catalogueLayer(catalogueFiles, {});
  return layer.entries.flatMap(({ group, version, kind }) => {
    const found = layer.find(group, version, kind);
    if (found === undefined) return [];
    const definitions: Record<string, object> = {};
    addDefinitions(found, found.schema, definitions);
    const file = `${group === '' ? '' : group}/${kind.toLowerCase()}_${version}.json`;
    return [{ file, schema: { ...jsonSchema(found.schema), definitions } }];
  });
}

function addDefinitions(kind: KindSchema, schema: Schema, into: Record<string, object>): void {
  for (const name of refsIn(schema)) {
    const definition = kind.definition(name);
    if (definition === undefined || Object.hasOwn(into, name)) continue;
    into[name] = {};
    into[name] = jsonSchema(definition);
    addDefinitions(kind, definition, into);
  }
}

function refsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = '$ref' in schema && typeof schema.$ref === 'string' ? [schema.$ref] : [];
  return [...own, ...Object.values(schema).flatMap(refsIn)];
}

function refTo(name: string): object {
  return { $ref: `#/definitions/${name}` };
}

/** Our schemas in JSON schema's words: references in the file, `nullable` and int-or-string as types. */
function jsonSchema(schema: Schema): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') return `#/definitions/${value}`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { nullable, ...rest } = value as Schema;
    if (rest['x-kubernetes-int-or-string'] === true) return { ...rest, type: ['integer', 'string'] };
    if (nullable === true && typeof rest.type === 'string') return { ...rest, type: [rest.type, 'null'] };
    const closed = rest.properties !== undefined && rest.additionalProperties === undefined;
    return closed && rest['x-kubernetes-preserve-unknown-fields'] !== true
      ? { ...rest, additionalProperties: false }
      : rest;
  }) as object;
}
