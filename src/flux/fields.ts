import type { FluxObject, Json, JsonObject } from './object.ts';

/*
 * Reading values that a cluster may hold in any shape: a CRD of another version, a controller's mistake or an
 * object without validation. What is not of the expected type is as if it were absent.
 */

/** The value as an object; arrays and null are none. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as a text; the empty text counts as absent, as Go's omitempty has it. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value if it is a finite number. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value as an RFC 3339 time, if it is one. */
export function asTime(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** The items of an array that are objects; nothing for anything else. */
export function asObjects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((item): item is JsonObject => asObject(item) !== undefined) : [];
}

/** The value at a path of object fields below `root`. */
export function valueAt(root: unknown, ...path: readonly string[]): Json | undefined {
  let value = root as Json | undefined;
  for (const name of path) {
    value = asObject(value)?.[name];
  }
  return value;
}

/** The object's spec; empty if it has none. */
export function specOf(object: FluxObject): JsonObject {
  return asObject(object.raw.spec) ?? {};
}

/** The object's status; empty if no controller wrote one. */
export function statusOf(object: FluxObject): JsonObject {
  return asObject(object.raw.status) ?? {};
}

/** The value of an annotation, if the object has it. */
export function annotationOf(object: FluxObject, name: string): string | undefined {
  const annotations: unknown = object.raw.metadata.annotations;
  return asText(asObject(annotations)?.[name]);
}

/** metadata.generation, or undefined where the cluster gave none. */
export function generationOf(object: FluxObject): number | undefined {
  return asNumber(object.raw.metadata.generation);
}
