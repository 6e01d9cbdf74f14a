import { FailureError } from '../../base/failure.ts';
import { runGit } from '../runGit.ts';
import type { WriteRun } from './run.ts';
import { writeError, writeFailureFrom } from './writeFailure.ts';

/** Branches of a remote; `branch` has to be there, `head` need not. */
export interface Wanted {
  readonly remote: string;
  readonly branch: string;
  readonly head?: string;
}

/** The commits that were found. */
export interface Fetched {
  readonly branch: string;
  /** Undefined where the remote has no such branch. */
  readonly head: string | undefined;
}

/** Nothing is fetched, pruned, tagged, logged or set up besides what is asked for. */
const only = [
  '--no-tags',
  '--no-prune',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--no-write-commit-graph',
  '--no-progress',
  // Refs that the remote's settings would move besides.
  '--refmap=',
];

/**
 * Fetches branches as they are now into the run's refs. Throws a FailureError with a WriteFailure (`branchMissing`: the
 * remote has no `branch`), or the signal's reason.
 */
export async function fetchBranches(run: WriteRun, wanted: Wanted, signal: AbortSignal): Promise<Fetched> {
  const { remote, branch, head } = wanted;
  for (const one of head === undefined ? [branch] : [branch, head]) await requireBranchName(run.root, one, signal);
  const refs = head === undefined ? { branch } : { branch, head };
  if (await fetch(run, remote, refs)) {
    return {
      branch: await tip(run, 'branch', signal),
      head: head === undefined ? undefined : await tip(run, 'head', signal),
    };
  }
  // One of them is missing: git fetches none then.
  if (head === undefined || !(await fetch(run, remote, { branch }))) {
    throw writeError(
      'branchMissing',
      `The remote ${remote} has no branch ${branch}. Push it first, or choose another.`,
    );
  }
  return { branch: await tip(run, 'branch', signal), head: undefined };
}

/** Fetches branches into the run's refs of these names; false where one is missing. */
async function fetch(run: WriteRun, remote: string, refs: Readonly<Record<string, string>>): Promise<boolean> {
  const wanted = Object.entries(refs).map(([name, branch]) => `+refs/heads/${branch}:${run.refs}${name}`);
  const what = `Fetching ${Object.values(refs).join(' and ')} from ${remote}`;
  const args = ['fetch', ...only, '--end-of-options', remote, ...wanted];
  const { exitCode, stderr } = await run.remote({ what, args, remote });
  if (exitCode === 0) return true;
  const failure = writeFailureFrom({ what }, stderr, exitCode);
  if (failure.code === 'branchMissing') return false;
  throw new FailureError(failure);
}

async function tip(run: WriteRun, name: string, signal: AbortSignal): Promise<string> {
  const args = ['rev-parse', '--verify', '--end-of-options', `${run.refs}${name}^{commit}`];
  return (await runGit({ folder: run.root, args, signal })).trim();
}

/** Throws a FailureError (`branchMissing`) for what git takes for no name of a branch. */
async function requireBranchName(root: string, branch: string, signal: AbortSignal): Promise<void> {
  const args = ['check-ref-format', `refs/heads/${branch}`];
  await runGit({ folder: root, args, signal }).catch(() => {
    signal.throwIfAborted();
    throw writeError('branchMissing', `${JSON.stringify(branch)} is no name that a branch can have.`);
  });
}
