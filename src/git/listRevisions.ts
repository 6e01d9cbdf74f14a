import { runGit } from './runGit.ts';

/** A revision by a name that people know. */
export interface NamedRevision {
  /** `main`, `origin/main`, `v1.2.0`, or a commit's whole hash. */
  readonly name: string;
  readonly kind: 'branch' | 'tag' | 'commit';
  /** The commit's subject. */
  readonly subject: string;
}

/** Refs and commits that are listed at most, of each. */
const most = 200;

/**
 * Lists branches and tags, those with the latest commits first, and the latest commits of what is checked out. Throws a
 * FailureError with a GitFailure, or the signal's reason.
 */
export async function listRevisions(root: string, signal: AbortSignal): Promise<readonly NamedRevision[]> {
  const run = (...args: readonly string[]): Promise<string> => runGit({ folder: root, args, signal });
  const format = '--format=%(refname)%00%(contents:subject)';
  const sorted = ['for-each-ref', '--sort=-creatordate', `--count=${most}`, format];
  const [branches, tags, commits] = await Promise.all([
    run(...sorted, 'refs/heads', 'refs/remotes'),
    run(...sorted, 'refs/tags'),
    // An empty repository has none.
    run('log', `--max-count=${most}`, '--no-show-signature', '--format=%H%x00%s').catch(() => ''),
  ]);
  signal.throwIfAborted();
  return [...parseRefs(branches, 'branch'), ...parseRefs(tags, 'tag'), ...parseCommits(commits)];
}

function parseRefs(printed: string, kind: 'branch' | 'tag'): NamedRevision[] {
  return linesOf(printed).flatMap(([ref, subject]) => {
    const name = ref.replace(/^refs\/(heads|remotes|tags)\//, '');
    // A remote's HEAD stands for one of its branches.
    return name.endsWith('/HEAD') ? [] : [{ name, kind, subject }];
  });
}

function parseCommits(printed: string): NamedRevision[] {
  return linesOf(printed).map(([name, subject]) => ({ name, kind: 'commit', subject }));
}

function linesOf(printed: string): [name: string, subject: string][] {
  return printed.split('\n').flatMap((line) => {
    const at = line.indexOf('\0');
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as [string, string]];
  });
}
