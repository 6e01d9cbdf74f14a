import type { Credentials } from '../../git/askpass/credentials.ts';
import { fetchBranches } from '../../git/write/fetchBranches.ts';
import { isPartialClone } from '../../git/write/partialClone.ts';
import { withRun, type WriteRun } from '../../git/write/run.ts';
import { targetFiles } from '../../git/write/targetFiles.ts';
import { writeError } from '../../git/write/writeFailure.ts';
import { treeOf, type Tree } from './trees.ts';

/** Branches of a remote to be read as they are at this moment. */
export interface RemoteBranches {
  readonly root: string;
  readonly remote: string;
  readonly credentials: Credentials;
}

/**
 * Fetches two branches, which may be one, and reads their files. Nothing of the repository changes but that it has more
 * objects. Throws a FailureError with a WriteFailure, or the signal's reason.
 */
export async function readRemote(
  { root, remote, credentials }: RemoteBranches,
  { from, to }: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<{ readonly from: Tree; readonly to: Tree }> {
  return withRun({ root, credentials }, signal, async (run) => {
    const fetched = await fetchBranches(run, { remote, branch: to, ...(from !== to && { head: from }) }, signal);
    const source = from === to ? fetched.branch : fetched.head;
    if (source === undefined) {
      throw writeError(
        'branchMissing',
        `The remote ${remote} has no branch ${from}. Push it first, or choose another.`,
      );
    }
    const target = await treeAt(run, fetched.branch, signal);
    return { to: target, from: source === fetched.branch ? target : await treeAt(run, source, signal) };
  });
}

/** Fetches what a partial clone left out of a commit's files. Throws a FailureError with a WriteFailure, or the signal's reason. */
export async function fetchedFiles(
  { root, credentials }: Pick<RemoteBranches, 'root' | 'credentials'>,
  commit: string,
  signal: AbortSignal,
): Promise<void> {
  if (!(await isPartialClone(root, signal))) return;
  await withRun({ root, credentials }, signal, (run) => targetFiles(run, commit, undefined, signal));
}

async function treeAt(run: WriteRun, revision: string, signal: AbortSignal): Promise<Tree> {
  const { files, commit } = await targetFiles(run, revision, undefined, signal);
  return treeOf(files, commit);
}
