import { asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import { readManifest } from '../../manifests/manifestFile.ts';
import { toJson } from '../../manifests/yaml/toJson.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import { listingsOf, withoutResource, withResource, type Listing } from '../plan/listed.ts';
import type { Files } from '../terms/application.ts';
import type { FileChange } from '../terms/plan.ts';
import { previewLabel, type PreviewObjects } from './previewObjects.ts';

/** What is written, or why it cannot be, as a sentence. */
export type PreviewChanges = { readonly changes: readonly FileChange[] } | { readonly refusal: string };

/** A preview that files declare. */
export interface DeclaredPreview {
  readonly name: string;
  readonly branch: string;
  /** Its one file. */
  readonly path: string;
  readonly text: string;
  /** Its Kustomizations, by namespace and name. */
  readonly kustomizations: readonly { readonly namespace: string; readonly name: string }[];
}

/** Where a preview is written. */
export interface PreviewPlace {
  /** Of its one file, from the repository's root. */
  readonly path: string;
  /** The kustomization that has to list it; absent where Flux takes all files. */
  readonly listing?: Listing;
}

/** The place beside a file: in its folder, and listed as it is. */
export function placeBeside(files: Files, file: string, name: string): PreviewPlace {
  const listing = listed(files, file);
  const path = withName(file, name);
  return listing === undefined ? { path } : { path, listing: { ...listing, entry: withName(listing.entry, name) } };
}

/** The place in a folder that is built; empty for the root. */
export function placeIn(files: Files, folder: string, name: string): PreviewPlace {
  const within = (file: string): string => (folder === '' ? file : `${folder}/${file}`);
  const entry = `${name}.yaml`;
  const path = kustomizationFileNames.map(within).find((one) => files.has(one));
  return path === undefined ? { path: within(entry) } : { path: within(entry), listing: { path, entry } };
}

/** The changes that make a preview: one new file, and its line in the kustomization that lists the others. */
export function previewChanges(
  files: Files,
  { path, listing }: PreviewPlace,
  objects: Exclude<PreviewObjects, { readonly refusal: string }>,
): PreviewChanges {
  if (files.has(path)) return { refusal: `There is a preview of that name already: ${path}. Remove it first.` };
  const all: readonly JsonObject[] = [objects.namespace, ...objects.sources, ...objects.kustomizations];
  const file: FileChange = { kind: 'create', path, text: all.map((one) => `---\n${toYaml(one)}`).join('') };
  if (listing === undefined) return { changes: [file] };
  const edit = withResource(readManifest(listing.path, files.get(listing.path) ?? ''), listing.entry);
  if (edit === undefined) {
    return { refusal: `${listing.path} has no list resources that a line can be added to: add ${path} by hand.` };
  }
  return { changes: [file, { kind: 'edit', path: listing.path, edits: [edit] }] };
}

/** The changes that take a preview away again: exactly its file, and its line. */
export function removalChanges(files: Files, { path }: Pick<DeclaredPreview, 'path'>): readonly FileChange[] {
  const file: FileChange = { kind: 'delete', path };
  const listing = listed(files, path);
  const edit = listing && withoutResource(readManifest(listing.path, files.get(listing.path) ?? ''), listing.entry);
  return listing === undefined || edit === undefined
    ? [file]
    : [file, { kind: 'edit', path: listing.path, edits: [edit] }];
}

/** The previews that files declare: a file is one where each of its objects carries the preview's label, and no other does. */
export function previewsIn(files: Files): readonly DeclaredPreview[] {
  return [...files].flatMap(([path, text]) => {
    if (!/\.ya?ml$/.test(path) || !text.includes(previewLabel)) return [];
    const found = previewIn(path, text);
    return found === undefined ? [] : [found];
  });
}

function previewIn(path: string, text: string): DeclaredPreview | undefined {
  const objects = readManifest(path, text).documents.flatMap(({ content }) => {
    const value = toJson(content.root);
    return value === undefined || value === null ? [] : [value];
  });
  const names = new Set(objects.map((one) => asText(valueAt(one, 'metadata', 'labels', previewLabel))));
  const [name] = names;
  const source = objects.find((one) => valueAt(one, 'kind') === 'GitRepository');
  const branch = asText(valueAt(source, 'spec', 'ref', 'branch'));
  if (name === undefined || names.size > 1 || branch === undefined) return undefined;
  const kustomizations = objects
    .filter((one) => valueAt(one, 'kind') === 'Kustomization')
    .map((one) => ({
      namespace: asText(valueAt(one, 'metadata', 'namespace')) ?? '',
      name: asText(valueAt(one, 'metadata', 'name')) ?? '',
    }));
  return { name, branch, path, text, kustomizations };
}

function listed(files: Files, path: string): Listing | undefined {
  const manifest = (one: string): ReturnType<typeof readManifest> | undefined => {
    const text = files.get(one);
    return text === undefined ? undefined : readManifest(one, text);
  };
  return listingsOf({ files, manifest }, path)[0];
}

/** The path of a file of that name in the folder of another. */
function withName(path: string, name: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${name}.yaml`;
}
