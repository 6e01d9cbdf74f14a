import { slashed } from '../files/slashes.ts';
import { openRepository } from '../git/repository.ts';
import { filesAt, type SourceFiles } from '../git/sourceFiles.ts';
import { worktreeFiles, type WorktreeFiles } from '../git/worktreeFiles.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import type { OpenRepository } from '../origin/openRepository.ts';

/** The repositories that are open, and their files. What was read of a commit is kept, since it never changes. */
export interface Repositories {
  /** Those that the open folders lie in, in their order; each once. */
  open(signal: AbortSignal): Promise<readonly OpenRepository[]>;
  /** The files of a working tree, with what is not saved yet, and how they differ from its commit. */
  workingTree(root: string, signal: AbortSignal): Promise<WorktreeFiles>;
  /** The files of a revision. Throws a FailureError where there is no such revision. */
  at(root: string, revision: string, signal: AbortSignal): Promise<SourceFiles & { readonly commit: string }>;
}

/** What is open in the editor, by absolute paths. */
export interface OpenFiles {
  readonly folders: () => readonly string[];
  /** Texts that are not saved yet, by path. */
  readonly unsaved: () => ReadonlyMap<string, string>;
}

/** Commits whose files are kept: those that are compared, of a repository or two. */
const keptCommits = 4;

/** Follows what is open. */
export function createRepositories({ folders, unsaved }: OpenFiles): Repositories {
  const commits = new Map<string, SourceFiles & { readonly commit: string }>();

  const at: Repositories['at'] = async (root, revision, signal) => {
    const key = `${root}\n${revision}`;
    const known = commits.get(key);
    if (known) return known;
    const files = await filesAt(root, revision, signal);
    // A branch's name means another commit tomorrow.
    const kept = commits.get(`${root}\n${files.commit}`) ?? files;
    commits.delete(`${root}\n${files.commit}`);
    commits.set(`${root}\n${files.commit}`, kept);
    for (const oldest of commits.keys()) {
      if (commits.size <= keptCommits) break;
      commits.delete(oldest);
    }
    return kept;
  };

  return {
    at,
    async open(signal) {
      const found = await Promise.all(folders().map((folder) => openRepository(folder, signal)));
      const all = found.flatMap((one) => (one ? [{ ...one, root: slashed(one.root) }] : []));
      return [...new Map(all.map((one) => [one.root, one])).values()];
    },
    workingTree(root, signal) {
      const own = [...unsaved()].flatMap(([path, text]) => {
        const full = slashed(path);
        return isWithin(full, root) ? [[full.slice(root.length + 1), text] as const] : [];
      });
      return worktreeFiles(root, signal, { unsaved: new Map(own), committed: (commit) => at(root, commit, signal) });
    },
  };
}
