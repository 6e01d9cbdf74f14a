import { noneOn, runGit } from './runGit.ts';

/** What a commit holds at a path. */
export interface TreeEntry {
  /** From the repository's root, slashes between names, no leading slash. */
  readonly path: string;
  readonly type: 'file' | 'link' | 'submodule';
  /** `100644`, `100755` where it can be executed, `120000` for a link, `160000` for a submodule. */
  readonly mode: string;
  /** Of the object, or of the submodule's commit. */
  readonly id: string;
}

export interface SizedEntry extends TreeEntry {
  /** Bytes; 0 for a submodule, and in a partial clone. */
  readonly size: number;
}

const types: ReadonlyMap<string, TreeEntry['type']> = new Map([
  ['100644', 'file'],
  ['100755', 'file'],
  // Written by old versions of git.
  ['100664', 'file'],
  ['120000', 'link'],
  ['160000', 'submodule'],
]);

/**
 * Lists all files, links and submodules of a commit, in git's order; with `folders`, those at or below any of these paths.
 * Throws a FailureError with a GitFailure, or the signal's reason.
 */
export async function listTree(
  root: string,
  commit: string,
  signal: AbortSignal,
  folders: readonly string[] = [],
): Promise<SizedEntry[]> {
  const run = (args: readonly string[]): Promise<string> => runGit({ folder: root, args, signal });
  // Sizes are those of objects, which a partial clone lacks.
  return parseTree(await run(listing(commit, folders, ['--long'])).catch(() => run(listing(commit, folders))));
}

/**
 * As {@link listTree}, by another way to run git, and without sizes: for them git would fetch each object that is missing,
 * one by one, where it may.
 */
export async function listTreeBy(
  run: (args: readonly string[]) => Promise<string>,
  commit: string,
  folders: readonly string[] = [],
): Promise<TreeEntry[]> {
  return parseTree(await run(listing(commit, folders)));
}

function listing(commit: string, folders: readonly string[], options: readonly string[] = []): readonly string[] {
  return ['ls-tree', '-r', '-z', ...options, '--full-tree', '--end-of-options', commit, ...below(folders)];
}

/** Paths as ls-tree takes them, to which the root has no name. */
function below(folders: readonly string[]): readonly string[] {
  const paths = folders.map((folder) => folder.replace(/^(?:\.\/)+/, '').replace(/\/+$/, ''));
  return paths.some((path) => path === '' || path === '.') ? [] : paths;
}

/** Reads `<mode> <type> <id>[ <size, right-aligned>]\t<path>\0` as ls-tree prints them. */
function parseTree(printed: string): SizedEntry[] {
  return printed.split('\0').flatMap((line): SizedEntry[] => {
    const tab = line.indexOf('\t');
    const [mode = '', , id, size = ''] = line.slice(0, tab).split(/ +/);
    const type = types.get(mode);
    if (tab < 0 || id === undefined || type === undefined) return [];
    return [{ path: line.slice(tab + 1), type, mode, id, size: Number.parseInt(size, 10) || 0 }];
  });
}

/** The objects of a commit's tree that a partial clone lacks, by id. Throws as {@link listTree}. */
export async function missingObjects(root: string, commit: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', `${commit}^{tree}`, '--'];
  const printed = await runGit({ folder: root, args, signal }).catch(noneOn(128, 129));
  return new Set(printed.split('\n').flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : [])));
}
