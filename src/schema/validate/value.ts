import type { Json, JsonObject } from '../../flux/object.ts';

/** Stands for a value that a variable or a template gives: whatever is asked of it, the answer is "perhaps". */
export const unknownValue: JsonObject = Object.freeze({});

/** A value as a JSON object; undefined for everything else, the unknown value included. */
export function asObject(value: Json | undefined): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || value === unknownValue || isList(value)) return undefined;
  return value;
}

/** A value as a list. */
export function asList(value: Json | undefined): readonly Json[] | undefined {
  return isList(value) ? value : undefined;
}

/** A value as text. */
export function asText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A field of an object; never what every JavaScript object has. */
export function fieldOf(object: JsonObject | undefined, name: string): Json | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value at the end of a chain of fields. */
export function valueAt(object: JsonObject | undefined, ...names: readonly string[]): Json | undefined {
  let value: Json | undefined = object;
  for (const name of names) value = fieldOf(asObject(value), name);
  return value;
}

/** Whether a value is a list; `Array.isArray` does not know read-only ones. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Sets a field, `__proto__` too, as an own property. */
export function setField(object: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
