import type { Path } from '../manifests/yaml/node.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';

/** A field that may stand in a map: all that schemas say of it together. */
export interface Field {
  readonly name: string;
  /** The schemas of its value, references undone: usually one, several where allOf, anyOf or oneOf say more. */
  readonly schemas: readonly Schema[];
  readonly required: boolean;
}

/** How many schemas may say something about one place. */
const mostSchemas = 40;

/** A schema with its `$ref` undone, and those that allOf, anyOf and oneOf join to it. */
function alternativesOf(kind: KindSchema, schema: Schema | undefined): Schema[] {
  const found: Schema[] = [];
  const add = (one: Schema | undefined, depth: number): void => {
    let place = one;
    for (let hops = 0; place?.$ref !== undefined && hops < 16; hops++) place = kind.definition(place.$ref);
    if (place === undefined || found.length >= mostSchemas || depth > 6 || found.includes(place)) return;
    found.push(place);
    for (const joined of [place.allOf, place.anyOf, place.oneOf]) joined?.forEach((each) => add(each, depth + 1));
  };
  add(schema, 0);
  return found;
}

/** The schemas of the value at a path from the kind's root; empty where none says anything. */
export function schemasAt(kind: KindSchema, path: Path): readonly Schema[] {
  let places: readonly Schema[] = alternativesOf(kind, kind.schema);
  for (const step of path) {
    places = childrenAt(kind, places, step);
    if (places.length === 0) return places;
  }
  return places;
}

/** The schemas of a field or an item of places. */
export function childrenAt(kind: KindSchema, places: readonly Schema[], step: string | number): readonly Schema[] {
  const found = places.flatMap((place) => {
    if (typeof step === 'number') return alternativesOf(kind, place.items);
    const own = ownField(place, step);
    if (own !== undefined) return alternativesOf(kind, own);
    return typeof place.additionalProperties === 'object' ? alternativesOf(kind, place.additionalProperties) : [];
  });
  return found.length > mostSchemas ? found.slice(0, mostSchemas) : found;
}

/** The fields with a name that places declare, by name. */
export function fieldsOf(kind: KindSchema, places: readonly Schema[]): ReadonlyMap<string, Field> {
  const names = new Set(places.flatMap(({ properties }) => Object.keys(properties ?? {})));
  return new Map(Array.from(names, (name) => [name, fieldOf(kind, places, name)]));
}

/** One field of places, whether or not it is declared. */
function fieldOf(kind: KindSchema, places: readonly Schema[], name: string): Field {
  return { name, schemas: childrenAt(kind, places, name), required: places[0]?.required?.includes(name) ?? false };
}

function ownField({ properties }: Schema, name: string): Schema | undefined {
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** What a value is, in one word that tells how it is written. */
export type Shape = 'map' | 'object' | 'array' | 'boolean' | 'number' | 'text' | 'any';

/** What the schemas of a place want to be written; an object has named fields, a map has not. */
export function shapeOf(schemas: readonly Schema[]): Shape {
  const has = (test: (schema: Schema) => unknown): boolean => schemas.some(test);
  if (has(({ properties }) => properties !== undefined && Object.keys(properties).length > 0)) return 'object';
  if (has(({ type, items }) => type === 'array' || items !== undefined)) return 'array';
  if (has(({ additionalProperties }) => typeof additionalProperties === 'object')) return 'map';
  if (has((schema) => schema['x-kubernetes-int-or-string'])) return 'text';
  if (has(({ type }) => type === 'string')) return 'text';
  if (has(({ type }) => type === 'boolean')) return 'boolean';
  if (has(({ type }) => type === 'integer' || type === 'number')) return 'number';
  return has(({ type }) => type === 'object') ? 'map' : 'any';
}

/** The values that a place allows if it lists them, its default first. Null is left out. */
export function allowedValues(schemas: readonly Schema[]): readonly (string | number | boolean)[] {
  const listed = schemas.flatMap((schema) => schema.enum ?? []).filter(isPlain);
  const values = listed.length === 0 && shapeOf(schemas) === 'boolean' ? [true, false] : [...new Set(listed)];
  const standard = defaultOf(schemas);
  return values.includes(standard as string)
    ? [standard as string, ...values.filter((value) => value !== standard)]
    : values;
}

/** A scalar default of a place. */
export function defaultOf(schemas: readonly Schema[]): string | number | boolean | undefined {
  const value = schemas.find((schema) => schema.default !== undefined)?.default;
  return isPlain(value) ? value : undefined;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The type in a person's words: `string`, `list of strings`, `map of strings`, `object`. */
export function typeName(kind: KindSchema, schemas: readonly Schema[]): string {
  switch (shapeOf(schemas)) {
    case 'object':
      return 'object';
    case 'array': {
      const items = childrenAt(kind, schemas, 0);
      return items.length === 0 ? 'list' : `list of ${plural(typeName(kind, items))}`;
    }
    case 'map': {
      const values = schemas.flatMap(({ additionalProperties }) =>
        typeof additionalProperties === 'object' ? alternativesOf(kind, additionalProperties) : [],
      );
      return values.length === 0 ? 'object' : `map of ${plural(typeName(kind, values))}`;
    }
    case 'text':
      return schemas.some((schema) => schema['x-kubernetes-int-or-string']) ? 'integer or string' : 'string';
    case 'boolean':
      return 'boolean';
    case 'number':
      return schemas.some(({ type }) => type === 'integer') ? 'integer' : 'number';
    case 'any':
      return 'any value';
  }
}

function plural(name: string): string {
  if (name === 'any value') return 'any values';
  const of = name.indexOf(' of ');
  return of < 0 ? `${name}s` : `${name.slice(0, of)}s${name.slice(of)}`;
}
