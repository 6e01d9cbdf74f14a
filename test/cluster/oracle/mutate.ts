import type { Schema } from '../../../src/schema/schema.ts';
import type { Random } from './random.ts';
import { sampleOf } from './sample.ts';
import { partAt, partsOf, replaceAt, toTree, type Raw, type Tree, type TreePath } from './tree.ts';

/** What a mutation is called, and the document that it makes; undefined where it does not apply. */
export interface Mutation {
  readonly name: string;
  readonly make: (tree: Tree, random: Random, schema: Schema, resolve: Resolve) => Tree | undefined;
}

/** Follows a `$ref`. */
export type Resolve = (schema: Schema) => Schema | undefined;

const raw = (text: string): Raw => ({ type: 'raw', text });

/** Plain scalars that YAML 1.1 does not read as they look. */
const words = [
  'on',
  'yes',
  'n',
  'Off',
  '0777',
  '0o17',
  '1e3',
  '0x1F',
  '1_000',
  '12:30:00',
  '~',
  '2026-01-01',
  '1.0',
  '.5',
  '-0',
  '+5',
];
const texts = ['', 'x', 'UPPER', 'with space', 'ünï', '-dash-', 'a.b', 'a/b/c', '5', '1h', '10.0.0.1', 'x'.repeat(300)];
const numbers = [-1, 0, 1, 7, 65_536, 2 ** 31, 2 ** 40, 1.5, 1e21];
const others: readonly Tree[] = [
  true,
  false,
  3,
  'text',
  { type: 'list', items: [] },
  { type: 'map', entries: [] },
  { type: 'list', items: ['a'] },
  toTree({ a: 'b' }),
];
const names = [
  'Seed',
  'a_b',
  'a.b',
  '-a',
  'a-',
  '1a',
  '',
  'a'.repeat(64),
  'a'.repeat(254),
  'a/b',
  'ä',
  'a..b',
  'a:b',
  'a%b',
];
const labelKeys = ['a', 'A/b', 'a.b/c', '/a', 'a/', 'a/b/c', 'a b', '-a', 'x'.repeat(64), `${'x'.repeat(60)}/a`, 'é'];
const labelValues = ['', 'a', 'a b', '-a', 'a.', 'x'.repeat(64), 'a_b', 'é'];

/** The mutations, each as often as it is tried. */
export const mutations: readonly Mutation[] = [
  { name: 'as it is', make: (tree) => tree },
  {
    name: 'field removed',
    make: changeAny(
      (_part, names) => names.length > 1 || names[0] !== 'metadata',
      () => undefined,
    ),
  },
  { name: 'field renamed', make: renameField },
  { name: 'unknown field', make: (tree, random) => insert(tree, random, 'surprise', random.pick(others) ?? 1) },
  {
    name: 'wrong type',
    make: changeAny(
      () => true,
      (_part, random) => random.pick(others),
    ),
  },
  {
    name: 'null',
    make: changeAny(
      () => true,
      () => null,
    ),
  },
  { name: 'word', make: changeAny(isScalar, (_part, random) => raw(random.pick(words) ?? '')) },
  {
    name: 'text',
    make: changeAny(
      (part) => typeof part === 'string',
      (_part, random) => random.pick(texts),
    ),
  },
  {
    name: 'number',
    make: changeAny(
      (part) => typeof part === 'number',
      (_part, random) => random.pick(numbers),
    ),
  },
  {
    name: 'misspelt value',
    make: changeAny(
      (part) => typeof part === 'string',
      (part, random) => misspell(part, random),
    ),
  },
  { name: 'another word', make: chooseAnother },
  { name: 'key twice', make: doubleKey },
  { name: 'item twice', make: changeAny(isList, (part, random) => doubleItem(part, random)) },
  { name: 'many items', make: changeAny(isList, manyItems) },
  { name: 'emptied', make: changeAny((part) => isList(part) || isMap(part), emptied) },
  { name: 'field added', make: addField },
  { name: 'name', make: (tree, random) => setMeta(tree, 'name', random.pick(names) ?? '') },
  {
    name: 'label',
    make: (tree, random) =>
      setMeta(tree, 'labels', toTree({ [random.pick(labelKeys) ?? '']: random.pick(labelValues) })),
  },
  {
    name: 'annotation',
    make: (tree, random) => setMeta(tree, 'annotations', toTree({ [random.pick(labelKeys) ?? '']: 'x y' })),
  },
  { name: 'metadata', make: (tree, random) => setMeta(tree, ...(random.pick(metadata) ?? metadata[0])) },
];

const metadata: readonly [readonly [string, Tree], ...(readonly [string, Tree])[]] = [
  ['finalizers', toTree(['a b'])],
  ['finalizers', toTree(['example.com/ok'])],
  ['labels', null],
  ['labels', toTree({ a: null })],
  ['labels', toTree({ a: 5 })],
  ['annotations', toTree({ a: true })],
  ['annotations', toTree({ a: null })],
  ['generateName', 'Bad_'],
  ['namespace', 'default'],
  ['surprise', 1],
  ['ownerReferences', toTree([{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' }])],
  ['ownerReferences', toTree([{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a' }])],
  ['annotations', toTree({ big: 'x'.repeat(263_000) })],
];

function isScalar(part: Tree): boolean {
  return typeof part !== 'object';
}

function isList(part: Tree): boolean {
  return typeof part === 'object' && part !== null && part.type === 'list';
}

function isMap(part: Tree): boolean {
  return typeof part === 'object' && part !== null && part.type === 'map';
}

/** Kind and version say which schema counts; they are not what is tested. */
function isFixed(names: readonly string[]): boolean {
  return names.length === 1 && (names[0] === 'apiVersion' || names[0] === 'kind');
}

function changeAny(
  applies: (part: Tree, names: readonly string[]) => boolean,
  change: (part: Tree, random: Random) => Tree | undefined,
): Mutation['make'] {
  return (tree, random) => {
    const parts = partsOf(tree).filter(({ path, names: way }) => !isFixed(way) && applies(partAt(tree, path), way));
    const chosen = random.pick(parts);
    return chosen === undefined ? undefined : replaceAt(tree, chosen.path, (part) => change(part, random));
  };
}

function mapsOf(tree: Tree): TreePath[] {
  return [[], ...partsOf(tree).map(({ path }) => path)].filter((path) => isMap(partAt(tree, path)));
}

function insert(tree: Tree, random: Random, name: string, value: Tree): Tree {
  const path = random.pick(mapsOf(tree)) ?? [];
  return replaceAt(tree, path, (part) => withEntry(part, name, value));
}

function withEntry(part: Tree, name: string, value: Tree): Tree {
  if (typeof part !== 'object' || part === null || part.type !== 'map') return part;
  return { type: 'map', entries: [...part.entries.filter(([key]) => key !== name), [name, value]] };
}

function renameField(tree: Tree, random: Random): Tree | undefined {
  const path = random.pick(mapsOf(tree)) ?? [];
  return replaceAt(tree, path, (part) => {
    if (typeof part !== 'object' || part === null || part.type !== 'map') return part;
    const chosen = random.below(part.entries.length);
    const entries = part.entries.map((entry, index): readonly [string, Tree] =>
      index === chosen && !(path.length === 0 && isFixed([entry[0]]))
        ? [misspellText(entry[0], random), entry[1]]
        : entry,
    );
    return { type: 'map', entries };
  });
}

function misspell(part: Tree, random: Random): Tree {
  return typeof part === 'string' ? misspellText(part, random) : part;
}

function misspellText(text: string, random: Random): string {
  const at = random.below(text.length);
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.charAt(at) + text.slice(at);
    case 2:
      return text.charAt(0).toUpperCase() + text.slice(1);
    default:
      return `${text}s`;
  }
}

function doubleKey(tree: Tree, random: Random): Tree | undefined {
  const path = random.pick(mapsOf(tree)) ?? [];
  return replaceAt(tree, path, (part) => {
    if (typeof part !== 'object' || part === null || part.type !== 'map') return part;
    const entry = random.pick(part.entries.filter(([key]) => !(path.length === 0 && isFixed([key]))));
    return entry === undefined ? part : { type: 'map', entries: [...part.entries, entry] };
  });
}

function doubleItem(part: Tree, random: Random): Tree {
  if (typeof part !== 'object' || part === null || part.type !== 'list') return part;
  const item = random.pick(part.items);
  return item === undefined ? part : { type: 'list', items: [...part.items, item] };
}

function manyItems(): Tree {
  return toTree(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
}

function emptied(part: Tree): Tree {
  return isList(part) ? { type: 'list', items: [] } : { type: 'map', entries: [] };
}

/** Chooses another word of an enum: good by itself, and against the rules that tie words to other fields. */
function chooseAnother(tree: Tree, random: Random, schema: Schema, resolve: Resolve): Tree | undefined {
  const places = partsOf(tree).flatMap(({ path }) => {
    const words = schemaAt(tree, path, schema, resolve)?.enum?.filter((word) => word !== partAt(tree, path)) ?? [];
    return words.length === 0 ? [] : [{ path, words }];
  });
  const chosen = random.pick(places);
  return chosen && replaceAt(tree, chosen.path, () => toTree(random.pick(chosen.words)));
}

/** Adds a field that the schema knows and the document lacks, with a value that its schema takes: what rules forbid together. */
function addField(tree: Tree, random: Random, schema: Schema, resolve: Resolve): Tree | undefined {
  const places = mapsOf(tree).flatMap((path) => {
    const own = schemaAt(tree, path, schema, resolve);
    const part = partAt(tree, path);
    if (own?.properties === undefined || typeof part !== 'object' || part === null || part.type !== 'map') return [];
    const present = new Set(part.entries.map(([key]) => key));
    return Object.entries(own.properties)
      .filter(([name]) => !present.has(name) && name !== 'status' && !unaddable.has(name))
      .map(([name, field]) => ({ path, name, field }));
  });
  const chosen = random.pick(places);
  if (chosen === undefined) return undefined;
  const value = sampleOf(chosen.field, random, resolve);
  return replaceAt(tree, chosen.path, (part) => withEntry(part, chosen.name, toTree(value)));
}

/** Fields that the server fills or compares with what is stored. */
const unaddable = new Set([
  'managedFields',
  'resourceVersion',
  'uid',
  'selfLink',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'generateName',
  'namespace',
]);

function schemaAt(tree: Tree, path: TreePath, schema: Schema, resolve: Resolve): Schema | undefined {
  let part = tree;
  let own: Schema | undefined = resolve(schema);
  for (const step of path) {
    if (typeof part !== 'object' || part === null || part.type === 'raw' || own === undefined) return undefined;
    if (part.type === 'list') {
      own = own.items && resolve(own.items);
      part = part.items[step] ?? null;
    } else {
      const [name, value] = part.entries[step] ?? ['', null];
      const rest: Schema | undefined =
        typeof own.additionalProperties === 'object' ? own.additionalProperties : undefined;
      const field: Schema | undefined = own.properties?.[name] ?? rest;
      own = field && resolve(field);
      part = value;
    }
  }
  return own;
}

/** Sets a field of the metadata. */
function setMeta(tree: Tree, name: string, value: Tree): Tree {
  const [place] = partsOf(tree).filter(({ names: way }) => way.length === 1 && way[0] === 'metadata');
  return place === undefined ? tree : replaceAt(tree, place.path, (part) => withEntry(part, name, value));
}
