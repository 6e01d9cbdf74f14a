import { listTree } from '../../git/listTree.ts';

/**
 * Files that a commit adds, changes or takes away, from the repository's root; undefined where Git does not tell. `before`:
 * absent where there was nothing. Rejects with the signal's reason.
 */
export async function changedFiles(
  root: string,
  before: string | undefined,
  commit: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  const entriesAt = async (at: string): Promise<ReadonlyMap<string, string>> =>
    new Map((await listTree(root, at, signal)).map(({ path, mode, id }) => [path, `${mode} ${id}`]));
  try {
    const [was, is] = [
      before === undefined ? new Map<string, string>() : await entriesAt(before),
      await entriesAt(commit),
    ];
    const all = new Set([...was.keys(), ...is.keys()]);
    return new Set([...all].filter((path) => was.get(path) !== is.get(path)));
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
