import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';

/** The segments of a JSON pointer (RFC 6901): `/metadata/labels/a~1b`. Undefined for a text that is none. */
export function segmentsOf(pointer: string): readonly string[] | undefined {
  if (!pointer.startsWith('/')) return undefined;
  const segments = pointer.slice(1).split('/');
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a place; undefined where there is none. */
export function valueAtSegments(root: Json, segments: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of segments) {
    if (Array.isArray(value)) value = (value as readonly Json[])[indexOf(segment)];
    else {
      const map: JsonObject | undefined = asObject(value);
      value = map !== undefined && Object.hasOwn(map, segment) ? map[segment] : undefined;
    }
  }
  return value;
}

/** The object without what stands at a place; the object itself if nothing does. */
export function withoutSegments(root: JsonObject, segments: readonly string[]): JsonObject {
  if (segments.length === 0 || valueAtSegments(root, segments) === undefined) return root;
  return edited(root, segments, undefined) as JsonObject;
}

/** The object with another value at a place; undefined if nothing stands there, as a JSON patch's `replace` has it. */
export function replacedAtSegments(root: JsonObject, segments: readonly string[], value: Json): JsonObject | undefined {
  if (segments.length === 0 || valueAtSegments(root, segments) === undefined) return undefined;
  return edited(root, segments, value) as JsonObject;
}

function edited(from: Json, [segment, ...rest]: readonly string[], value: Json | undefined): Json | undefined {
  if (segment === undefined) return value;
  if (Array.isArray(from)) {
    const items = from as readonly Json[];
    const next = edited(items[indexOf(segment)] ?? null, rest, value);
    return items.flatMap((item, index) => (index !== indexOf(segment) ? [item] : next === undefined ? [] : [next]));
  }
  const map = asObject(from) ?? {};
  const next = edited(map[segment] ?? null, rest, value);
  const entries = Object.entries(map).flatMap(([name, item]): [string, Json | undefined][] =>
    name !== segment ? [[name, item]] : next === undefined ? [] : [[name, next]],
  );
  return Object.fromEntries(entries);
}

/** The index that a segment names; -1 for everything else. */
function indexOf(segment: string): number {
  return /^\d{1,9}$/.test(segment) ? Number(segment) : -1;
}
