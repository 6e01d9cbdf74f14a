import { FailureError } from '../../base/failure.ts';
import { pushRemote } from './pushRemote.ts';
import type { WriteRun } from './run.ts';
import { stopped, wordsOf, writeError, writeFailureFrom } from './writeFailure.ts';

/** A commit that is to be the tip of a remote's branch. */
export interface PushOrder {
  readonly remote: string;
  readonly branch: string;
  readonly commit: string;
  /**
   * The tip that is replaced, whatever it holds, empty for none: of our own branches alone. Without it, only what follows the
   * tip is taken.
   */
  readonly replaces?: string;
}

/**
 * Pushes a commit. False where the branch has moved meanwhile, so that nothing was changed: also where somebody else made the
 * very same commit. The refs that follow the remote
 * in this repository stay as they are. Throws a FailureError with a WriteFailure (`refused`: the remote or the hook pre-push
 * does not take it), or the signal's reason.
 */
export async function push(run: WriteRun, { remote, branch, commit, replaces }: PushOrder): Promise<boolean> {
  const what = `Pushing ${branch} to ${remote}`;
  const ref = `refs/heads/${branch}`;
  const standIn = await pushRemote(run, remote);
  const args = [
    'push',
    '--porcelain',
    '--no-follow-tags',
    '--recurse-submodules=no',
    ...(replaces === undefined ? [] : [`--force-with-lease=${ref}:${replaces}`]),
    '--end-of-options',
    standIn.name,
    `${commit}:${ref}`,
  ];
  const { exitCode, stdout, stderr } = await run.remote({ what, args, remote, push: true, config: standIn.config });
  // A flag says what became of the ref; see git-push(1), --porcelain.
  if (exitCode === 0) return !/^=\t/m.test(stdout.toString());
  const reason = rejectionIn(stdout.toString());
  if (reason === undefined) throw withoutAnswer(what, stderr, exitCode);
  if (!inTheWay.test(stderr) && (movedMeanwhile.test(reason) || movedMeanwhile.test(stderr))) return false;
  const { remote: said } = wordsOf(stderr);
  throw writeError(
    'refused',
    `${remote} did not take the commit to ${branch}: ${stopped(said === '' ? reason : `${stopped(said)} (${reason})`)} Nothing was changed there.`,
  );
}

/** `!<tab>from:to<tab>[rejected] (fetch first)`; see git-push(1), --porcelain. */
function rejectionIn(printed: string): string | undefined {
  for (const line of printed.split('\n')) {
    if (!line.startsWith('!')) continue;
    const summary = line.split('\t')[2] ?? '';
    return /\((.*)\)$/.exec(summary)?.[1] ?? summary;
  }
  return undefined;
}

/** How git, here or there, says that a ref is not what it was (send-pack.c, receive-pack.c, refs/files-backend.c). */
const movedMeanwhile =
  /fetch first|non-fast-forward|stale info|remote ref updated|incorrect old value|failed to update ref|cannot lock ref|reference already exists|remote ref does not exist/;

/** A branch `a` leaves no room for one `a/b` (refs.c); to try again does not help. */
const inTheWay = /exists; cannot create/;

/** Without an answer for the ref: nobody was reached, or the hook pre-push, which git does not name, said no. */
function withoutAnswer(what: string, stderr: string, exitCode: number): FailureError {
  const failure = writeFailureFrom({ what }, stderr, exitCode);
  if (failure.code !== 'gitFailed' || !/failed to push some refs/.test(stderr)) return new FailureError(failure);
  const said = wordsOf(stderr.replace(/^error: failed to push some refs.*$/m, '')).git;
  return writeError(
    'refused',
    `The hook pre-push of this repository stopped the push${said === '' ? '.' : `: ${stopped(said)}`}`,
  );
}
