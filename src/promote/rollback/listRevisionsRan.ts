import { shortCommit } from '../../base/shortCommit.ts';
import { historyOf } from '../../git/history.ts';
import { resolveRevision } from '../../git/repository.ts';
import { ranRevisions } from '../../stages/rollback/ranRevisions.ts';
import type { RanRevision, Run } from '../../stages/terms/rollback.ts';
import { noRollback, type Subject } from './subject.ts';

/** Which revisions are asked for. */
export interface RevisionsQuestion {
  readonly root: string;
  readonly subject: Subject;
  /** The commit of the branch that its files are on. */
  readonly target: string;
  /** What its Kustomization ran, as far as the cluster remembers. */
  readonly runs: readonly Run[];
}

/** Revisions, the newest first. */
export interface Revisions {
  readonly revisions: readonly RanRevision[];
  /** Whether there may be earlier ones: more than are listed, or cut off from a shallow clone. */
  readonly more: boolean;
  readonly isShallow: boolean;
}

/** Commits that are listed at most. */
const most = 100;

/** Commits that are built at most where the branch as it is cannot be. */
const mostTried = 8;

/**
 * The revisions that something may be rolled back to: commits that changed files which are read for it now, with what the
 * cluster remembers of each. Rejects with a FailureError whose message is for people, or the signal's reason.
 */
export async function listRevisionsRan(
  { root, subject, target, runs }: RevisionsQuestion,
  signal: AbortSignal,
): Promise<Revisions> {
  const paths = await pathsOf({ root, subject, target, runs }, signal);
  const { commits, more, shallow } = await historyOf(root, { to: target, paths, most }, signal);
  const placed = new Map<string, string>();
  for (const { commit } of runs) {
    // A revision that ran may have changed other files: what it ran is from the last that changed these.
    if ((await resolveRevision(root, commit, signal)) === undefined) continue;
    const [last] = (await historyOf(root, { to: commit, paths, most: 1 }, signal)).commits;
    if (last !== undefined) placed.set(commit, last.commit);
  }
  const listed = commits.map(({ commit, subject: title, author, time }) => ({
    commit,
    subject: title,
    author: author.name,
    time,
  }));
  return { revisions: ranRevisions(runs, listed, placed), more, isShallow: shallow };
}

/**
 * The files that are read now; where that cannot be built, which may be why it is rolled back, those that were read when it
 * could last.
 */
async function pathsOf(
  { root, subject, target, runs }: RevisionsQuestion,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const now = await subject.readAt(target, signal);
  if (now.read !== undefined) return now.read;
  const before = (await historyOf(root, { to: target, most: mostTried }, signal)).commits.map(({ commit }) => commit);
  for (const commit of new Set([...runs.map((run) => run.commit), ...before].slice(0, mostTried))) {
    if ((await resolveRevision(root, commit, signal)) === undefined) continue;
    const { read } = await subject.readAt(commit, signal);
    if (read !== undefined) return read;
  }
  const reason = now.why ?? 'cannot be read.';
  throw noRollback(`${subject.sentence} ${reason} So nobody knows which files it reads at ${shortCommit(target)}.`);
}
