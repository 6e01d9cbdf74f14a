import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';

/** The value as a list. */
export function asList(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

/** A map made of another one's fields; those that become undefined are left out. */
export function mapFields(map: JsonObject, change: (value: Json, name: string) => Json | undefined): JsonObject {
  const entries = Object.entries(map).flatMap(([name, value]) => {
    const next = value === undefined ? undefined : change(value, name);
    return next === undefined ? [] : [[name, next] as const];
  });
  return Object.fromEntries(entries);
}

/** A scalar as text; of anything else its JSON. */
export function scalarText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value with each of its scalars made another value; nulls stay. */
export function mapScalars(value: Json, change: (scalar: Json) => Json): Json {
  const list = asList(value);
  if (list !== undefined) return list.map((item) => mapScalars(item, change));
  const map = asObject(value);
  if (map !== undefined) return mapFields(map, (item) => mapScalars(item, change));
  return value === null ? value : change(value);
}
