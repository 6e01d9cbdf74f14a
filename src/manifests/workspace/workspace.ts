import type { FileSummary } from './fileSummary.ts';
import { indexEntries, type IndexEntry } from './indexEntries.ts';
import { emptyMap, entriesOf, getIn, withEntries, type PersistentMap } from './persistentMap.ts';
import { folderOf, rootAmong } from './paths.ts';

/**
 * All files that are known, as an immutable value: a change makes another value that shares what did not change. What is
 * derived from it may be kept per value (a WeakMap).
 */
export interface Workspace {
  /** Workspace folders and Git roots, absolute, the deepest first. */
  readonly roots: readonly string[];
  /** The URLs of the Git remotes of roots, as far as they are known. */
  readonly remotes: ReadonlyMap<string, readonly string[]>;
  /** Whether all paths under the roots are known; until then nothing follows from the absence of one. */
  readonly complete: boolean;
  /** YAML files that are there, but whose content is not known: they could not be read, or are too large. */
  readonly unread: PersistentMap<true>;
  /** YAML files by path. */
  readonly files: PersistentMap<FileSummary>;
  /** All files that exist, and their folders. */
  readonly paths: PersistentMap<'file' | 'folder'>;
  /** What files contribute under a key; see indexKey. */
  readonly index: PersistentMap<readonly IndexEntry[]>;
}

/**
 * A workspace without files. Roots are the workspace folders and the folders with a `.git`, as absolute paths; `remotes`
 * are the URLs of the latter's Git remotes.
 */
export function emptyWorkspace(
  roots: readonly string[],
  remotes: ReadonlyMap<string, readonly string[]> = new Map(),
): Workspace {
  const sorted = [...new Set(roots)].sort((a, b) => b.length - a.length);
  return {
    roots: sorted,
    remotes,
    complete: false,
    unread: emptyMap,
    files: emptyMap,
    paths: emptyMap,
    index: emptyMap,
  };
}

/** The workspace, said to hold all paths under its roots: YAML files that have no summary are among `unread`. */
export function completed(workspace: Workspace): Workspace {
  return { ...workspace, complete: true };
}

/** The workspace, said to lack paths under its roots. */
export function incomplete(workspace: Workspace): Workspace {
  return workspace.complete ? { ...workspace, complete: false } : workspace;
}

/** Whether all YAML under the roots was read: only then does something follow from what no file declares. */
export function isAllRead({ complete, unread }: Workspace): boolean {
  return complete && unread.size === 0;
}

/** The workspace with YAML files that exist but could not be read, in place of what was known of them. */
export function withUnread(workspace: Workspace, paths: readonly string[]): Workspace {
  if (paths.length === 0) return workspace;
  const next = changed(workspace, new Map(paths.map((path) => [path, undefined])));
  return withPaths(
    {
      ...next,
      unread: withEntries(
        next.unread,
        paths.map((path) => [path, true] as const),
      ),
    },
    paths,
  );
}

/** The workspace with a file's summary, in place of an earlier one. */
export function withFile(workspace: Workspace, summary: FileSummary): Workspace {
  return withFiles(workspace, [summary]);
}

/** The workspace with the summaries of many files: cheaper than one by one. */
export function withFiles(workspace: Workspace, summaries: readonly FileSummary[]): Workspace {
  const next = changed(workspace, new Map(summaries.map((summary) => [summary.path, summary])));
  const unknown = summaries.map(({ path }) => path).filter((path) => getIn(next.paths, path) === undefined);
  return unknown.length === 0 ? next : withPaths(next, unknown);
}

/** The workspace without a file. Its folder stays. */
export function withoutFile(workspace: Workspace, path: string): Workspace {
  const next = changed(workspace, new Map([[path, undefined]]));
  return { ...next, paths: withEntries(next.paths, [[path, undefined]]) };
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
  const { roots, index } = workspace;
  const lists = new Map<string, IndexEntry[]>();
  const listOf = (key: string): IndexEntry[] => {
    const list = lists.get(key) ?? [...(getIn(index, key) ?? [])];
    lists.set(key, list);
    return list;
  };
  for (const [path, summary] of files) {
    const before = getIn(workspace.files, path);
    const gone = new Set(before === undefined ? [] : indexEntries(before, roots).map(([key]) => key));
    for (const key of gone) {
      const list = listOf(key);
      lists.set(
        key,
        list.filter((entry) => entry.path !== path),
      );
    }
    for (const [key, entry] of summary === undefined ? [] : indexEntries(summary, roots)) listOf(key).push(entry);
  }
  const entries = Array.from(lists, ([key, list]) => [key, list.length > 0 ? list : undefined] as const);
  const read = workspace.unread.size === 0 ? [] : Array.from(files.keys(), (path) => [path, undefined] as const);
  return {
    ...workspace,
    unread: withEntries(workspace.unread, read),
    files: withEntries(workspace.files, files),
    index: withEntries(index, entries),
  };
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

/** The deepest root that a path lies in. */
export function rootOf(workspace: Workspace, path: string): string | undefined {
  return rootAmong(workspace.roots, path);
}

/** What files say under a key of the index. */
export function entriesAt(workspace: Workspace, key: string): readonly IndexEntry[] {
  return getIn(workspace.index, key) ?? [];
}
