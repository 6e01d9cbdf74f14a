/**
 * Compares the catalogue in schemas/ with an unpacked flux-schema catalogue, keyword by keyword, and prints where they
 * differ: once for each kind of difference, with the places.
 * usage: node scripts/catalogue/compare.ts FOLDER
 */
import { readdir, readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/flux/object.ts';
import { catalogueLayer } from '../../src/schema/catalogue.ts';
import { resolve } from '../../src/schema/describe.ts';
import { kindOfJsonSchema, kindOfPath } from '../../src/schema/fromJsonSchema.ts';
import type { KindSchema, Schema, SchemaSet } from '../../src/schema/schema.ts';
import { schemaSet } from '../../src/schema/schemaSet.ts';
import { Refusal, runScript } from '../fail.ts';
import { root } from '../paths.ts';

const shownPlaces = 6;

/**
 * What the other catalogue cannot know of Kubernetes' own kinds, because it is made from OpenAPI v2: defaults; and what it
 * adds: every optional field may be null.
 */
const ofOpenApiV2: readonly string[] = ['nullable', 'default'];

await runScript(async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Refusal('usage: node scripts/catalogue/compare.ts FOLDER');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8'));
  const readme = await readFile(join(folder, 'catalog/README.md'), 'utf8');
  const versions = { kubernetes: versionIn(readme, 'kubernetes/kubernetes'), flux: versionIn(readme, 'fluxcd/flux2') };
  const set = schemaSet([catalogueLayer({ schemas: read }, versions)]);
  const differences = new Map<string, string[]>();
  const counts = { compared: 0, lacking: [] as string[] };
  const files = (await readdir(join(folder, 'catalog/latest'), { recursive: true })).filter((name) =>
    name.endsWith('.json'),
  );
  for (const file of files.sort()) {
    const [ours, theirs] = await pairOf(set, join(folder, 'catalog/latest'), file);
    if (theirs === undefined) continue;
    if (ours === undefined) {
      counts.lacking.push(file);
      continue;
    }
    counts.compared += 1;
    for (const [what, place] of compare(ours, theirs)) differences.set(what, [...(differences.get(what) ?? []), place]);
  }
  for (const [what, places] of [...differences].sort(([, a], [, b]) => b.length - a.length)) {
    console.log(`${places.length} x ${what}\n    ${places.slice(0, shownPlaces).join('\n    ')}`);
  }
  console.log(`${counts.compared} schemas compared; not in ours: ${counts.lacking.join(', ')}`);
  return 0;
});

/** The version of a source in the table of the other catalogue's README. */
function versionIn(readme: string, source: string): string | undefined {
  return readme
    .split('\n')
    .find((line) => line.includes(`[${source}]`))
    ?.split('|')[2]
    ?.trim();
}

type Pair = readonly [KindSchema | undefined, KindSchema | undefined];

async function pairOf(set: SchemaSet, folder: string, file: string): Promise<Pair> {
  const of = kindOfPath(file);
  if (of === undefined) return [undefined, undefined];
  const kind = set.kinds(of.group).find((one) => one.toLowerCase() === of.kind);
  const theirs = kindOfJsonSchema(JSON.parse(await readFile(join(folder, file), 'utf8')) as Json, of, file);
  return [kind === undefined ? undefined : set.find(of.group, of.version, kind), theirs];
}

function* compare(ours: KindSchema, theirs: KindSchema): Generator<[what: string, place: string]> {
  const left: [Schema, Schema, readonly string[]][] = [[ours.schema, theirs.schema, [`${ours.version}/${ours.kind}`]]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [a = {}, b = {}] = [resolve(ours, next[0]), resolve(theirs, next[1])];
    const path = next[2];
    if (path[1] === 'metadata' || isWrittenOtherwise(a)) continue;
    // A recursive schema, which the other catalogue writes out to a depth.
    if (path.includes('openAPIV3Schema')) continue;
    const below = fieldsOf(b);
    for (const [name, field] of fieldsOf(a)) {
      const other = below.get(name);
      if (other === undefined)
        yield [`${name === '[]' || name === '{}' ? name : 'a field'} only in ours`, [...path, name].join('.')];
      else left.push([field, other, [...path, name]]);
      below.delete(name);
    }
    for (const name of below.keys()) yield ['a field only in theirs', [...path, name].join('.')];
    for (const [keyword, values] of keywordsOf(a, b, ours.custom)) yield [`${keyword}: ${values}`, path.join('.')];
  }
}

/** Quantities and int-or-strings of Kubernetes' own kinds, for which we write what the API server reads. */
function isWrittenOtherwise({ anyOf, type, ...schema }: Schema): boolean {
  return type === undefined && (schema['x-kubernetes-int-or-string'] === true || anyOf?.[0]?.type === 'number');
}

function fieldsOf({ properties, items, additionalProperties }: Schema): Map<string, Schema> {
  const fields = new Map(Object.entries(properties ?? {}));
  if (items !== undefined) fields.set('[]', items);
  if (typeof additionalProperties === 'object') fields.set('{}', additionalProperties);
  return fields;
}

/** The keywords of one place that differ, each with our value and theirs. */
function keywordsOf(a: Schema, b: Schema, custom: boolean): [string, string][] {
  const walked = ['properties', 'items', 'additionalProperties', 'description', '$ref'];
  const left = [...walked, ...(custom ? [] : ofOpenApiV2)];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !left.includes(name));
  return names.flatMap((name): [string, string][] => {
    const [mine, other] = [a, b].map((schema) => normal(schema[name as keyof Schema]));
    return mine === other ? [] : [[name, `${mine ?? 'none'} | ${other ?? 'none'}`.slice(0, 240)]];
  });
}

function normal(value: unknown): string | undefined {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
