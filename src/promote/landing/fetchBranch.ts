import { fetchBranches } from '../../git/write/fetchBranches.ts';
import { withRun } from '../../git/write/run.ts';
import { defaultBranch, remoteOf } from '../reading/remotes.ts';
import type { RemoteBranches } from '../reading/readRemote.ts';

/**
 * Brings the commits of a remote's branch, by default those of its main branch, and moves nothing of the person's: no branch,
 * no tag, no FETCH_HEAD. Throws a FailureError with a WriteFailure, or the signal's reason.
 */
export async function fetchBranch(
  {
    root,
    credentials,
    remote,
    branch,
  }: Pick<RemoteBranches, 'root' | 'credentials'> & {
    readonly remote?: string;
    readonly branch?: string;
  },
  signal: AbortSignal,
): Promise<void> {
  const from = remote ?? (await remoteOf(root, undefined, signal))?.name;
  if (from === undefined) return;
  const name = branch ?? (await defaultBranch(root, from, signal)) ?? 'main';
  await withRun({ root, credentials }, signal, (run) => fetchBranches(run, { remote: from, branch: name }, signal));
}
