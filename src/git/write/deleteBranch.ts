import type { Target } from './commitAndPush.ts';
import { push } from './push.ts';
import { withRun } from './run.ts';

/**
 * Deletes a branch that pushBranch has made, if its tip is still this commit. False where the branch holds something else by
 * now, or is gone. Throws a FailureError with a WriteFailure, or the signal's reason.
 */
export async function deleteBranch(
  target: Omit<Target, 'branch'>,
  { head, commit }: { readonly head: string; readonly commit: string },
  signal: AbortSignal,
): Promise<boolean> {
  return withRun(target, signal, (run) =>
    push(run, { remote: target.remote, branch: head, commit: undefined, replaces: commit }),
  );
}
