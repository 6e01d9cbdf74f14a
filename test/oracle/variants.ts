import type { Json } from '../../src/flux/object.ts';

/** A change to a value somewhere in a document; undefined where it does not apply, or is to leave the value out. */
type Change = (value: Json) => Json | undefined;

/** A document and what was changed in it; the first is as it was. */
export interface Variant {
  readonly change: string;
  readonly json: Json;
}

const changes: Readonly<Record<string, Change>> = {
  'another type': (value) => (typeof value === 'string' ? { a: 'b' } : typeof value === 'object' ? 7 : 'text'),
  'a list': () => ['a'],
  'another text': (value) => (typeof value === 'string' ? '!' : undefined),
  'no text': (value) => (typeof value === 'string' ? '' : undefined),
  'a number below': (value) => (typeof value === 'number' ? -1_000_000 : undefined),
  'a fraction': (value) => (typeof value === 'number' ? 0.5 : undefined),
  'no items': (value) => (Array.isArray(value) ? [] : undefined),
  'a field more': (value) => (isObject(value) ? { ...value, zzz: 'x' } : undefined),
};

/** A document's variants: each with one field gone, named otherwise, or changed. Metadata stays: JSON Schema knows little of it. */
export function variantsOf(json: Json): Variant[] {
  const found: Variant[] = [{ change: 'nothing', json }];
  for (const { path, value } of pathsIn(json, [])) {
    if (path[0] === 'metadata' || path[0] === 'apiVersion' || path[0] === 'kind' || path[0] === 'sops') continue;
    const where = path.join('.');
    if (typeof path.at(-1) === 'string') {
      found.push({ change: `${where} is gone`, json: changed(json, path, () => undefined) });
      found.push({ change: `${where} has another name`, json: renamed(json, path) });
    }
    for (const [name, change] of Object.entries(changes)) {
      const made = change(value);
      if (made !== undefined) found.push({ change: `${where} becomes ${name}`, json: changed(json, path, () => made) });
    }
  }
  return found;
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

/** The values to change: of a list its first item. */
function* pathsIn(value: Json, path: Place['path']): Generator<Place> {
  if (path.length > 0) yield { path, value };
  if (Array.isArray(value)) {
    const [first] = value as readonly Json[];
    if (first !== undefined) yield* pathsIn(first, [...path, 0]);
  } else if (isObject(value)) {
    for (const [name, field] of Object.entries(value)) yield* pathsIn(field ?? null, [...path, name]);
  }
}

function renamed(json: Json, path: readonly (string | number)[]): Json {
  return changed(json, path.slice(0, -1), (around) => {
    if (!isObject(around)) return undefined;
    return Object.fromEntries(
      Object.entries(around).map(([name, value]) => [name === path.at(-1) ? `${name}x` : name, value]),
    );
  });
}

/** A value with another one at a path; where that is undefined the field is left out. */
function changed(json: Json, path: readonly (string | number)[], change: Change): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(json) ?? json;
  if (Array.isArray(json)) {
    const items: readonly Json[] = json as readonly Json[];
    const next: Json = changed(items[Number(step)] ?? null, rest, change);
    return next === items[Number(step)] ? items : items.map((item, index) => (index === step ? next : item));
  }
  if (!isObject(json)) return json;
  const before = json[step] ?? null;
  if (rest.length > 0) {
    const next = changed(before, rest, change);
    return next === before ? json : { ...json, [step]: next };
  }
  const next = change(before);
  if (next === undefined && change.length > 0) return json;
  if (next !== undefined) return { ...json, [step]: next };
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== step));
}

function isObject(json: Json | undefined): json is Readonly<Record<string, Json>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
