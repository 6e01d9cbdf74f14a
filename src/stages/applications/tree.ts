import { readManifest, type ManifestFile } from '../../manifests/manifestFile.ts';
import { summarise } from '../../manifests/workspace/summarise.ts';
import {
  completed,
  emptyWorkspace,
  withFiles,
  withoutFile,
  withPaths,
  type Workspace,
} from '../../manifests/workspace/workspace.ts';
import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import { fileNameOf, resolvePath } from '../../manifests/workspace/paths.ts';
import type { Files } from '../terms/application.ts';

/**
 * The files of one commit, read. Manifests by path from the repository's root; in `workspace` the root is `/`, so that
 * paths there begin with a slash.
 */
export interface Tree {
  readonly files: Files;
  readonly manifests: ReadonlyMap<string, ManifestFile>;
  readonly workspace: Workspace;
  /** The YAML files directly in a folder (`''` is the root), and the folders in it, as paths. */
  readonly folders: ReadonlyMap<string, Folder>;
}

export interface Folder {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/**
 * Reads files. What has the same text in one of `known` trees is taken from there: of a tree that changed little, or of
 * another branch, little is read.
 */
export function readTree(files: Files, known: readonly Tree[] = []): Tree {
  const same = known.find((tree) => tree.files === files);
  if (same !== undefined) return same;
  const manifests = new Map<string, ManifestFile>();
  for (const [path, text] of files) if (isYaml(path)) manifests.set(path, knownManifest(path, text, known));
  // Flux takes YAML of a folder by itself; JSON is read where a kustomization names it.
  const folders = foldersOf(manifests.keys());
  for (const path of namedJson(files)) manifests.set(path, knownManifest(path, files.get(path) ?? '', known));
  return { files, manifests, workspace: workspaceOf(files, manifests, known[0]), folders };
}

const kustomizationNames: ReadonlySet<string> = new Set(kustomizationFileNames);

/** The JSON files that kustomizations name, as resources, patches or data. */
function namedJson(files: Files): ReadonlySet<string> {
  const named = new Set<string>();
  for (const [path, text] of files) {
    if (!kustomizationNames.has(fileNameOf(path)) || !text.includes('.json')) continue;
    for (const [name] of text.matchAll(/[^\s'"=,[\]{}]+\.json(?=$|[\s'",\]}])/gm)) {
      const place = resolvePath(`/${parentOf(path)}`, name).slice(1);
      if (files.has(place)) named.add(place);
    }
  }
  return named;
}

function knownManifest(path: string, text: string, known: readonly Tree[]): ManifestFile {
  for (const { manifests } of known) {
    const one = manifests.get(path);
    if (one?.text === text) return one;
  }
  return readManifest(`/${path}`, text, known[0]?.manifests.get(path));
}

function workspaceOf(files: Files, manifests: ReadonlyMap<string, ManifestFile>, from: Tree | undefined): Workspace {
  let workspace = from?.workspace ?? emptyWorkspace(['/']);
  const isNew = (path: string) => from?.files.has(path) !== true;
  const gone = from === undefined ? [] : [...from.files.keys()].filter((path) => !files.has(path));
  for (const path of gone) workspace = withoutFile(workspace, `/${path}`);
  const changed = [...manifests].filter(([path, manifest]) => from?.manifests.get(path) !== manifest);
  workspace = withFiles(
    workspace,
    changed.map(([, manifest]) => summarise(manifest)),
  );
  const others = [...files.keys()].filter((path) => !manifests.has(path) && isNew(path));
  return completed(
    withPaths(
      workspace,
      others.map((path) => `/${path}`),
    ),
  );
}

function foldersOf(paths: Iterable<string>): ReadonlyMap<string, Folder> {
  const folders = new Map<string, { files: string[]; folders: string[] }>([['', { files: [], folders: [] }]]);
  const at = (folder: string): { files: string[]; folders: string[] } => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const made = { files: [], folders: [] };
    folders.set(folder, made);
    at(parentOf(folder)).folders.push(folder);
    return made;
  };
  for (const path of paths) at(parentOf(path)).files.push(path);
  return folders;
}

/** The folder that a path from the repository's root lies in; of what lies in the root `''`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path) || path.endsWith('/Kustomization') || path === 'Kustomization';
}
