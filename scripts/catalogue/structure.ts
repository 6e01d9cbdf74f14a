import type { Schema } from '../../src/schema/schema.ts';

/** Annotations, which do not bear on what is valid. */
const dropped = new Set(['description', 'title', 'example', 'externalDocs']);

/** A schema without its texts. Fields that are called like keywords are kept. */
export function structureOf(schema: Schema): Schema {
  return mapSchemas(Object.fromEntries(Object.entries(schema).filter(([key]) => !dropped.has(key))), structureOf);
}

/** A schema with each schema right below it changed. */
export function mapSchemas(schema: Schema, change: (schema: Schema, name: string) => Schema): Schema {
  const result: Record<string, unknown> = { ...schema };
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).map(([name, field]) => [name, change(field, name)]);
    result['properties'] = Object.fromEntries(fields);
  }
  for (const key of ['items', 'not', 'additionalProperties'] as const) {
    const below = schema[key];
    if (typeof below === 'object') result[key] = change(below, key);
  }
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const below = schema[key];
    if (below !== undefined) result[key] = below.map((one) => change(one, key));
  }
  return result;
}
