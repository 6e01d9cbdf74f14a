import type { Json } from '../flux/object.ts';
import { readManifest } from '../manifests/manifestFile.ts';
import { toJson } from '../manifests/yaml/toJson.ts';
import { kindsOfCrd, type CustomKind } from '../schema/fromCrd.ts';
import { kindOfJsonSchema, kindOfPath } from '../schema/fromJsonSchema.ts';
import { isYamlName, lookAt, readTexts } from './readText.ts';
import { scanFolder } from './scan.ts';
import { slashed } from './slashes.ts';

/** What the places that a person named hold, and the places that hold nothing. */
export interface UserSchemas {
  readonly kinds: readonly CustomKind[];
  /** Sentences for the person. */
  readonly problems: readonly string[];
}

/**
 * Reads schemas from files and folders: CustomResourceDefinitions in YAML or JSON, and JSON schemas whose path tells
 * their kind (`GROUP/KIND_VERSION.json`). Rejects only with the signal's reason.
 */
export async function readUserSchemas(locations: readonly string[], signal: AbortSignal): Promise<UserSchemas> {
  const kinds: CustomKind[] = [];
  const problems: string[] = [];
  for (const location of locations.map(slashed)) {
    const found = await kindsAt(location, signal);
    if (found === undefined) problems.push(`The schema location ${location} does not exist.`);
    else if (found.length === 0) problems.push(`The schema location ${location} holds no schema of a kind.`);
    else kinds.push(...found);
  }
  return { kinds, problems };
}

async function kindsAt(location: string, signal: AbortSignal): Promise<CustomKind[] | undefined> {
  const there = await lookAt(location);
  if (there === undefined) return undefined;
  const paths = there === 'folder' ? (await scanFolder(location, signal)).files : [location];
  const kinds: CustomKind[] = [];
  for await (const { path, text } of readTexts(paths.filter(isSchemaName), signal)) kinds.push(...kindsIn(path, text));
  return kinds;
}

function isSchemaName(path: string): boolean {
  return isYamlName(path) || path.endsWith('.json');
}

function kindsIn(path: string, text: string): CustomKind[] {
  const of = kindOfPath(path);
  if (of !== undefined) {
    const kind = kindOfJsonSchema(parseJson(text), of, path);
    if (kind !== undefined) return [kind];
  }
  // JSON is YAML, so one reader serves both.
  if (!text.includes('CustomResourceDefinition')) return [];
  return readManifest(path, text).documents.flatMap(({ content }) =>
    content.objects.flatMap(({ node }) => kindsOfCrd(toJson(node), { origin: 'user', source: path })),
  );
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
