import type { TreeEntry } from '../listTree.ts';

/** One file as it is to be. */
export interface FileChange {
  /** From the repository's root, slashes between names, no leading slash. */
  readonly path: string;
  /** Bytes as git keeps them, or a text in UTF-8; undefined deletes the file. */
  readonly content: Uint8Array | string | undefined;
}

/** A change that can be written: with the mode of the file that was there. */
export interface CheckedChange extends FileChange {
  readonly mode: string;
}

/** What can be written, or a sentence for the first change that cannot. */
export type Checked = { readonly changes: readonly CheckedChange[] } | { readonly refusal: string };

/**
 * Holds changes against what a commit has, by path: they may leave the repository through no `..`, link or submodule, and
 * take the place of files only. What is gone already is not deleted again.
 */
export function checkChanges(changes: readonly FileChange[], tree: ReadonlyMap<string, TreeEntry>): Checked {
  const folders = foldersOf(tree.keys());
  const seen = new Set<string>();
  const checked: CheckedChange[] = [];
  for (const change of changes) {
    const { path, content } = change;
    const entry = tree.get(path);
    const refusal = seen.has(path) ? `${shown(path)} is changed twice.` : refusalOf(path, entry, tree, folders);
    if (refusal !== undefined) return { refusal };
    seen.add(path);
    if (entry === undefined && content === undefined) continue;
    checked.push({ ...change, mode: entry?.mode === '100755' ? '100755' : '100644' });
  }
  const clash = checked.find(
    ({ path, content }) => content !== undefined && parentsOf(path).some((one) => seen.has(one)),
  );
  if (clash !== undefined)
    return { refusal: `${shown(clash.path)} cannot be written: a folder above it is written as a file.` };
  return { changes: checked };
}

function refusalOf(
  path: string,
  entry: TreeEntry | undefined,
  tree: ReadonlyMap<string, TreeEntry>,
  folders: ReadonlySet<string>,
): string | undefined {
  if (!isPlainPath(path)) return `${shown(path)} is no path within the repository.`;
  if (entry !== undefined && entry.type !== 'file') {
    return `${shown(path)} is a ${entry.type === 'link' ? 'symbolic link' : 'submodule'}, which is not written. Change it by hand.`;
  }
  if (folders.has(path)) return `${shown(path)} is a folder.`;
  const above = parentsOf(path).find((one) => tree.has(one));
  if (above === undefined) return undefined;
  const type = tree.get(above)?.type;
  if (type === 'link')
    return `${shown(path)} lies behind the symbolic link ${shown(above)}. Name the file that it leads to.`;
  if (type === 'submodule')
    return `${shown(path)} lies in the submodule ${shown(above)}. Change it in the submodule's own repository.`;
  return `${shown(path)} cannot be written: ${shown(above)} is a file.`;
}

/** Whether a path stays in the repository and out of its .git, also where names are spelled without regard to case. */
function isPlainPath(path: string): boolean {
  if (path === '' || path.includes('\0')) return false;
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git');
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (const folder of parentsOf(path)) {
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** The folders that a path lies in, the nearest first. */
function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) parents.push(path.slice(0, end));
  return parents;
}

/** Why a file with this value of the attribute `filter` is not written; undefined where it is. */
export function filterRefusal(path: string, filter: string | undefined): string | undefined {
  if (filter === undefined || filter === 'unspecified' || filter === 'unset') return undefined;
  if (filter === 'lfs') return `${shown(path)} is kept by Git LFS, which is not written. Change it in a checkout.`;
  return `${shown(path)} goes through the filter ${shown(filter)} (.gitattributes), which is not run. Change it in a checkout.`;
}

function shown(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : JSON.stringify(path);
}
