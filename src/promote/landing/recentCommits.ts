import { runGit } from '../../git/runGit.ts';

/** A commit that a person may ask about. */
export interface RecentCommit {
  readonly commit: string;
  readonly subject: string;
  /** Whether it is what is checked out. */
  readonly isHead: boolean;
  /** Whether some remote had it when it was fetched from or pushed to last. */
  readonly isPushed: boolean;
}

/** Commits that are listed at most: whoever looks for an older one knows more than its subject. */
const most = 15;

/**
 * The latest commits of what is checked out and of the branch that it follows, what is checked out first. Empty before the
 * first commit. Throws a FailureError with a GitFailure, or the signal's reason.
 */
export async function recentCommits(root: string, signal: AbortSignal): Promise<readonly RecentCommit[]> {
  const git = (...args: readonly string[]): Promise<string> => runGit({ folder: root, args, signal });
  const read = async (...args: readonly string[]): Promise<string> => {
    try {
      return await git(...args);
    } catch {
      // There is no commit yet, or no branch that is followed.
      signal.throwIfAborted();
      return '';
    }
  };
  const head = (await read('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')).trim();
  if (head === '') return [];
  const upstream = (await read('rev-parse', '--verify', '--quiet', '@{upstream}^{commit}')).trim();
  const tips = upstream === '' ? [head] : [head, upstream];
  const printed = await git('log', `--max-count=${most}`, '--format=%H%x00%s', ...tips, '--');
  const unpushed = new Set(
    (await git('rev-list', `--max-count=${most * 10}`, 'HEAD', '--not', '--remotes')).split('\n'),
  );
  const all = printed.split('\n').flatMap((line) => {
    const at = line.indexOf('\0');
    if (at < 0) return [];
    const commit = line.slice(0, at);
    return [{ commit, subject: line.slice(at + 1), isHead: commit === head, isPushed: !unpushed.has(commit) }];
  });
  return all.toSorted((one, other) => Number(other.isHead) - Number(one.isHead));
}
