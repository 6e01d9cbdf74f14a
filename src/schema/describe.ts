import type { TextFile, TextNode } from './catalogueFile.ts';
import type { KindSchema, Schema } from './schema.ts';

/** A description that stands in the schema itself, as in a cluster's CRDs. The path is as in `SchemaSet.describe`. */
export function describeInline(kind: KindSchema, path: readonly string[]): string | undefined {
  let place: Schema | undefined = kind.schema;
  let text = place.description;
  for (const name of path) {
    for (const step of stepsTo(kind, place, name)) {
      place = childOf(kind, place, step);
      if (place === undefined) return undefined;
      text = place.description ?? resolve(kind, place)?.description;
    }
  }
  return text;
}

/**
 * The schema of a field, of an item (`name` is its index) or of a map's value; undefined where the schema says nothing.
 * What it returns may be a `$ref`.
 */
function childOf(kind: KindSchema, schema: Schema, name: string): Schema | undefined {
  const place = resolve(kind, schema);
  const field =
    place?.properties !== undefined && Object.hasOwn(place.properties, name) ? place.properties[name] : undefined;
  if (field !== undefined) return field;
  if (place?.items !== undefined && /^\d+$/.test(name)) return place.items;
  return typeof place?.additionalProperties === 'object' ? place.additionalProperties : undefined;
}

/** Follows `$ref`; a chain of more than a few is none that the catalogue writes, and ends. */
export function resolve(kind: KindSchema, schema: Schema): Schema | undefined {
  let place: Schema | undefined = schema;
  for (let hops = 0; place?.$ref !== undefined && hops < 16; hops += 1) place = kind.definition(place.$ref);
  return place;
}

/**
 * A description from a file of texts. Fields are looked up in the kind's own texts; where the schema leads into a
 * definition that has texts, these count from there on.
 */
export function describeFrom(
  file: TextFile,
  key: string,
  kind: KindSchema,
  path: readonly string[],
): string | undefined {
  let place: Schema | undefined = kind.schema;
  let node = textsOf(file, place, ownOf(file.kinds, key));
  for (const name of path) {
    for (const step of stepsTo(kind, place, name)) {
      const isItem = itemsOf(kind, place) !== undefined;
      place = place && childOf(kind, place, step);
      node = textsOf(file, place, isItem ? node : fieldOf(node, step));
    }
  }
  const [text] = typeof node === 'object' ? node : [node];
  return text === undefined ? undefined : file.texts[text];
}

/** A field's own text goes before that of the definition that it refers to; the fields below are the definition's. */
function textsOf(file: TextFile, schema: Schema | undefined, own: TextNode | undefined): TextNode | undefined {
  const defined = schema?.$ref === undefined ? undefined : ownOf(file.definitions, schema.$ref);
  if (defined === undefined) return own;
  const [text] = typeof own === 'object' ? own : [own];
  const [fallback, fields] = typeof defined === 'object' ? defined : [defined, {}];
  return [text === undefined || text < 0 ? fallback : text, fields];
}

function fieldOf(node: TextNode | undefined, name: string): TextNode | undefined {
  return typeof node === 'object' ? (ownOf(node[1], name) ?? ownOf(node[1], '*')) : undefined;
}

function ownOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A path may leave out the index between a list and a field of its items: then any item will do. */
function stepsTo(kind: KindSchema, schema: Schema | undefined, name: string): string[] {
  return itemsOf(kind, schema) !== undefined && !/^\d+$/.test(name) ? ['0', name] : [name];
}

function itemsOf(kind: KindSchema, schema: Schema | undefined): Schema | undefined {
  return schema && resolve(kind, schema)?.items;
}
