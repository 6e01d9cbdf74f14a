import { shortCommit } from '../../base/shortCommit.ts';
import { backoffDelay } from '../../base/backoff.ts';
import { failureOf } from '../../base/failure.ts';
import { sleep } from '../../base/wait.ts';
import { isAncestor } from '../repository.ts';
import type { Credentials } from '../askpass/credentials.ts';
import { buildCommit, requireIdentity, type BuiltCommit } from './buildCommit.ts';
import { fetchBranches } from './fetchBranches.ts';
import type { FileChange } from './fileChange.ts';
import { push } from './push.ts';
import { withRun, type WriteRun } from './run.ts';
import { targetFiles, type TargetFiles } from './targetFiles.ts';
import { writeError } from './writeFailure.ts';

/** Where something is written, and as whom. */
export interface Target {
  /** The repository's root on this machine. */
  readonly root: string;
  /** A remote of it. */
  readonly remote: string;
  /** The branch of the remote that the commit follows. */
  readonly branch: string;
  readonly credentials: Credentials;
}

/** What is to be committed. */
export interface Edit {
  readonly changes: readonly FileChange[];
  readonly message: string;
}

/** A change that is made anew for whatever the branch holds at the moment. */
export interface Editing {
  /** Folders and files that `edit` reads; absent: everything. */
  readonly folders?: readonly string[];
  /** Gives the change to the files as they are; undefined for none. What it throws ends everything, with nothing pushed. */
  readonly edit: (target: TargetFiles) => Edit | undefined | Promise<Edit | undefined>;
  /** How often it is made at most. */
  readonly attempts?: number;
}

/** What became of it. `nothing`: the branch holds it already. */
export type Committed =
  | (BuiltCommit & { readonly outcome: 'pushed'; readonly parent: string; readonly attempts: number })
  | { readonly outcome: 'nothing'; readonly parent: string };

/** So often a change is made at most: more than two writers that start together ever need. */
export const usualAttempts = 10;

/**
 * Commits a change to a remote's branch, directly. Where somebody was faster, the branch is fetched and the change made anew.
 * The checkout, index, stash and refs of the repository stay as they are. Throws a FailureError with a WriteFailure, what
 * `edit` throws, or the signal's reason.
 */
export async function commitAndPush(target: Target, editing: Editing, signal: AbortSignal): Promise<Committed> {
  const { remote, branch } = target;
  return withRun(target, signal, async (run) => {
    await requireIdentity(run);
    const attempts = editing.attempts ?? usualAttempts;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const { branch: parent } = await fetchBranches(run, { remote, branch }, signal);
      const built = await makeChange(run, parent, editing, signal);
      if (built === undefined) return { outcome: 'nothing', parent };
      if (await pushed(run, target, built.commit, signal))
        return { ...built, outcome: 'pushed', parent, attempts: attempt };
      await pause(attempt, signal);
    }
    throw writeError(
      'busy',
      `Others pushed to ${branch} of ${remote} faster, ${attempts} times. Nothing was changed; try again.`,
    );
  });
}

/** Makes the change to a commit's files; undefined where it comes to nothing. */
export async function makeChange(
  run: WriteRun,
  parent: string,
  { edit, folders }: Editing,
  signal: AbortSignal,
): Promise<(BuiltCommit & { readonly message: string }) | undefined> {
  const wanted = await edit(await targetFiles(run, parent, folders, signal));
  signal.throwIfAborted();
  if (wanted === undefined) return undefined;
  const built = await buildCommit(run, { parent, ...wanted }, signal);
  return built === undefined ? undefined : { ...built, message: wanted.message };
}

/** Waits between two attempts, longer each time. */
export function pause(attempt: number, signal: AbortSignal): Promise<void> {
  return sleep(backoffDelay(attempt - 1, { first: 100, max: 5000 }), signal);
}

/** Pushes; where the connection was lost meanwhile, the branch is asked whether the commit has arrived. */
async function pushed(
  run: WriteRun,
  { remote, branch }: Target,
  commit: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return await push(run, { remote, branch, commit });
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(error);
    if (failure?.code !== 'unreachable' && failure?.code !== 'timeout') throw error;
    const now = await fetchBranches(run, { remote, branch }, signal).catch(() => undefined);
    if (now === undefined) {
      throw writeError(
        'unreachable',
        `${failure.message} Whether ${shortCommit(commit)} has arrived is not known: see ${branch} of ${remote} before you try again.`,
      );
    }
    if ((await isAncestor(run.root, { ancestor: commit, of: now.branch }, signal)) === true) return true;
    throw error;
  }
}
