import { artifactRequest } from './artifactRequest.ts';
import { fileTree, type FileTree } from './fileTree.ts';
import type { ArtifactAnswer, FileSetChange } from './messages.ts';

/** Where the artifact lies on the disk in memory. */
const root = '/artifact';

/** The sets of files that a worker keeps, and their trees. */
export interface FileSets {
  add(change: FileSetChange): void;
  forget(ids: readonly number[]): void;
  /** The tree of a set, of the whole or of what becomes of it as a worktree. */
  tree(
    id: number,
    worktree?: { readonly ignore?: string },
  ): Promise<{ readonly tree: FileTree; readonly root: string }>;
}

interface Kept {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly trees: Map<string, FileTree>;
}

const encoder = new TextEncoder();

/** Makes an empty collection. `judge` is the Go program's call `artifact`. */
export function createFileSets(judge: (request: object) => Promise<string>): FileSets {
  const sets = new Map<number, Kept>();
  /** What became of the last worktree: it holds as long as names and rules are the same. */
  let judged: { readonly key: string; readonly answer: ArtifactAnswer } | undefined;

  const artifact = async (files: Kept['files'], ignore: string | undefined): Promise<ArtifactAnswer> => {
    const request = artifactRequest(files, ignore);
    const key = JSON.stringify(request);
    if (judged?.key !== key) judged = { key, answer: JSON.parse(await judge(request)) as ArtifactAnswer };
    return judged.answer;
  };

  return {
    add({ id, from, changed, removed }) {
      const files = new Map(from === undefined ? [] : sets.get(from)?.files);
      for (const path of removed) files.delete(path);
      for (const [path, content] of changed) {
        files.set(path, typeof content === 'string' ? encoder.encode(content) : content);
      }
      sets.set(id, { files, trees: new Map() });
    },
    forget(ids) {
      for (const id of ids) sets.delete(id);
    },
    async tree(id, worktree) {
      const set = sets.get(id);
      if (set === undefined) throw new Error(`There is no set of files ${id}.`);
      const key = worktree === undefined ? '' : `worktree ${worktree.ignore ?? ''}`;
      const known = set.trees.get(key);
      if (known !== undefined) return { tree: known, root };
      const { hidden, folders } =
        worktree === undefined ? { hidden: [], folders: [] } : await artifact(set.files, worktree.ignore);
      const left = new Set(hidden);
      const tree = fileTree(
        root,
        [...set.files].filter(([path]) => !left.has(path)),
        folders,
      );
      set.trees.set(key, tree);
      return { tree, root };
    },
  };
}
