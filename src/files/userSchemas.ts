import type { Json } from '../flux/object.ts';
import { readManifest } from '../manifests/manifestFile.ts';
import { toJson } from '../manifests/yaml/toJson.ts';
import { kindsOfCrd, type CustomKind } from '../schema/fromCrd.ts';
import { kindOfJsonSchema, kindOfPath } from '../schema/fromJsonSchema.ts';
import { isUnread, isYamlName, lookAt, readTexts, type Unread } from './readText.ts';
import { scanFolder } from './scan.ts';
import { slashed } from './slashes.ts';

/** What the places that a person named hold, and the places that hold nothing. */
export interface UserSchemas {
  readonly kinds: readonly CustomKind[];
  /** Why a place could not be read as it was asked for, as sentences for the person. */
  readonly failures: readonly string[];
  /** What else the person may want to know, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads schemas from files and folders: CustomResourceDefinitions in YAML or JSON, and JSON schemas whose path tells
 * their kind (`GROUP/KIND_VERSION.json`). Rejects only with the signal's reason.
 */
export async function readUserSchemas(locations: readonly string[], signal: AbortSignal): Promise<UserSchemas> {
  const kinds: CustomKind[] = [];
  const failures: string[] = [];
  const notes: string[] = [];
  for (const location of locations.map(slashed)) {
    const found = await kindsAt(location, signal);
    if (found === undefined) {
      failures.push(`The schema location ${location} does not exist.`);
      continue;
    }
    for (const { path, why } of found.unread) failures.push(`The schema location ${path} cannot be read: ${why}.`);
    if (found.kinds.length > 0) kinds.push(...found.kinds);
    else if (found.unread.length === 0) notes.push(`The schema location ${location} holds no schema of a kind.`);
  }
  return { kinds, failures, notes };
}

interface Found {
  readonly kinds: readonly CustomKind[];
  readonly unread: readonly Unread[];
}

async function kindsAt(location: string, signal: AbortSignal): Promise<Found | undefined> {
  const there = await lookAt(location);
  if (there === undefined) return undefined;
  const scan = there === 'folder' ? await scanFolder(location, signal) : { files: [location], unread: [] };
  const kinds: CustomKind[] = [];
  const unread: Unread[] = [...scan.unread];
  for await (const read of readTexts(scan.files.filter(isSchemaName), signal)) {
    if (isUnread(read)) unread.push(read);
    else kinds.push(...kindsIn(read.path, read.text));
  }
  return { kinds, unread };
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
