import { buildCommit, type CommitContent } from './buildCommit.ts';
import { withRun } from './run.ts';

/**
 * Makes a commit that is in no branch and is never pushed: to see what comes of changes before anybody agrees to them. It is
 * not signed. Undefined where they change nothing. Throws a FailureError with a WriteFailure, or the signal's reason.
 */
export async function trialCommit(
  root: string,
  { parent, changes }: Pick<CommitContent, 'parent' | 'changes'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const content = { parent, changes, message: 'A trial, in no branch\n', isTrial: true };
  return withRun({ root, credentials: {} }, signal, async (run) => (await buildCommit(run, content, signal))?.commit);
}
