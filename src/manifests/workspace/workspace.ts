import type { KindId } from '../../flux/object.ts';
import type { DeclaredObject, FileSummary, MadeObject } from './fileSummary.ts';
import { indexEntries, type IndexEntry } from './indexEntries.ts';
import { emptyMap, entriesOf, getIn, withEntries, type PersistentMap } from './persistentMap.ts';
import { folderOf, isWithin } from './paths.ts';

/**
 * All files that are known, as an immutable value: a change makes another value that shares what did not change. What is
 * derived from it may be kept per value (a WeakMap).
 */
export interface Workspace {
  /** Workspace folders and Git roots, absolute, the deepest first. */
  readonly roots: readonly string[];
  /** YAML files by path. */
  readonly files: PersistentMap<FileSummary>;
  /** All files that exist, with whether they are folders. */
  readonly paths: PersistentMap<'file' | 'folder'>;
  /** What files contribute under a key; see indexEntries. */
  readonly index: PersistentMap<readonly IndexEntry[]>;
}

/** A workspace without files. Roots are the workspace folders and the folders with a `.git`; paths are absolute. */
export function emptyWorkspace(roots: readonly string[]): Workspace {
  const sorted = [...new Set(roots)].sort((a, b) => b.length - a.length);
  return { roots: sorted, files: emptyMap, paths: emptyMap, index: emptyMap };
}

/** The workspace with a file's summary, in place of an earlier one. */
export function withFile(workspace: Workspace, summary: FileSummary): Workspace {
  return withFiles(workspace, [summary]);
}

/** The workspace with the summaries of many files: cheaper than one by one. */
export function withFiles(workspace: Workspace, summaries: readonly FileSummary[]): Workspace {
  const changes = summaries.map((summary) => [summary.path, summary] as const);
  const made = changed(workspace, new Map(changes));
  const unknown = summaries.map(({ path }) => path).filter((path) => getIn(made.paths, path) === undefined);
  return unknown.length === 0 ? made : withPaths(made, unknown);
}

/** The workspace without a file. */
export function withoutFile(workspace: Workspace, path: string): Workspace {
  const made = changed(workspace, new Map([[path, undefined]]));
  return { ...made, paths: withEntries(made.paths, [[path, undefined]]) };
}

/** The workspace with files that exist, YAML or not; their folders exist too. */
export function withPaths(workspace: Workspace, paths: Iterable<string>): Workspace {
  const found = new Map<string, 'file' | 'folder'>();
  for (const path of paths) {
    found.set(path, 'file');
    for (let folder = folderOf(path); !found.has(folder); folder = folderOf(folder)) {
      if (getIn(workspace.paths, folder) !== undefined) break;
      found.set(folder, 'folder');
    }
  }
  return { ...workspace, paths: withEntries(workspace.paths, found) };
}

function changed(workspace: Workspace, files: ReadonlyMap<string, FileSummary | undefined>): Workspace {
  const index = new Map<string, readonly IndexEntry[]>();
  const entriesAt = (key: string) => index.get(key) ?? getIn(workspace.index, key) ?? [];
  for (const [path, summary] of files) {
    const before = getIn(workspace.files, path);
    for (const [key] of before === undefined ? [] : indexEntries(before, workspace.roots)) {
      index.set(
        key,
        entriesAt(key).filter((entry) => entry.path !== path),
      );
    }
    for (const [key, entry] of summary === undefined ? [] : indexEntries(summary, workspace.roots)) {
      index.set(key, [...entriesAt(key), entry]);
    }
  }
  const entries = [...index].map(([key, list]) => [key, list.length > 0 ? list : undefined] as const);
  return { ...workspace, files: withEntries(workspace.files, files), index: withEntries(workspace.index, entries) };
}

/** The summary of a file. */
export function fileAt(workspace: Workspace, path: string): FileSummary | undefined {
  return getIn(workspace.files, path);
}

/** The summaries of all YAML files. */
export function allFiles(workspace: Workspace): FileSummary[] {
  return Array.from(entriesOf(workspace.files), ([, summary]) => summary);
}

/** What a path is; undefined where nothing is there, as far as the workspace reaches. */
export function pathKind(workspace: Workspace, path: string): 'file' | 'folder' | undefined {
  return getIn(workspace.paths, path);
}

/** The nearest root that a path lies in: a Git root where there is one, since it is deeper or as deep. */
export function rootOf(workspace: Workspace, path: string): string | undefined {
  return workspace.roots.find((root) => isWithin(path, root));
}

/** The objects of a kind that are declared, with this name or all. */
export function declared(workspace: Workspace, kindId: KindId, name?: string): readonly DeclaredObject[] {
  const entries = getIn(workspace.index, name === undefined ? `kind ${kindId}` : `object ${kindId}/${name}`) ?? [];
  return entries.flatMap((entry) => (entry.object === undefined ? [] : [entry.object]));
}

/** The objects of a kind that others make (generators, ExternalSecrets), with this name or all, and the maker's file. */
export function made(
  workspace: Workspace,
  kindId: KindId,
  name?: string,
): readonly { readonly path: string; readonly made: MadeObject; readonly by: DeclaredObject | undefined }[] {
  const entries = getIn(workspace.index, name === undefined ? `makes ${kindId}` : `made ${kindId}/${name}`) ?? [];
  return entries.flatMap(({ path, made, object }) => (made === undefined ? [] : [{ path, made, by: object }]));
}
