import { shortCommit } from '../../base/shortCommit.ts';
import { historyOf, type CommitFacts } from '../history.ts';
import { runGit } from '../runGit.ts';
import type { BuiltCommit } from './buildCommit.ts';
import { requireIdentity } from './buildCommit.ts';
import { makeChange, pause, usualAttempts, type Editing, type Target } from './commitAndPush.ts';
import { fetchBranches } from './fetchBranches.ts';
import { push } from './push.ts';
import { withRun } from './run.ts';
import { writeError } from './writeFailure.ts';

/** A change for a branch of its own. */
export interface BranchEditing extends Editing {
  /** The branch that holds it, in the same remote: `sluice/...`. */
  readonly head: string;
}

/**
 * What became of it. `same`: the branch holds the very change already, and stays as it is. `nothing`: the branch that it is
 * for holds it already.
 */
export type BranchPushed =
  | (BuiltCommit & { readonly outcome: 'created' | 'updated'; readonly parent: string })
  | { readonly outcome: 'same'; readonly parent: string; readonly commit: string }
  | { readonly outcome: 'nothing'; readonly parent: string };

/**
 * Puts a change into a branch of its own, as one commit on top of the target branch as it is now: for a pull request. A branch
 * that is there is replaced if it is still what was fetched and holds nobody else's commits. Throws as commitAndPush, and a
 * FailureError (`foreignCommits`) where it does hold some.
 */
export async function pushBranch(target: Target, editing: BranchEditing, signal: AbortSignal): Promise<BranchPushed> {
  const { remote, branch, root } = target;
  const { head } = editing;
  if (head === branch) throw writeError('refused', `A pull request cannot lead from ${branch} to itself.`);
  return withRun(target, signal, async (run) => {
    await requireIdentity(run);
    const attempts = editing.attempts ?? usualAttempts;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const fetched = await fetchBranches(run, { remote, branch, head }, signal);
      const parent = fetched.branch;
      const built = await makeChange(run, parent, editing, signal);
      if (built === undefined) return { outcome: 'nothing', parent };
      const { message, ...made } = built;
      if (fetched.head !== undefined) {
        const there = await commitsThere(root, { parent, tip: fetched.head }, signal);
        const same = await isSame(root, { there, made: { parent, commit: built.commit, message } }, signal);
        if (same) return { outcome: 'same', parent, commit: fetched.head };
        requireReplaceable(there, editing, remote);
      }
      const order = { remote, branch: head, commit: built.commit, replaces: fetched.head ?? '' };
      if (await push(run, order))
        return { ...made, outcome: fetched.head === undefined ? 'created' : 'updated', parent };
      await pause(attempt, signal);
    }
    throw writeError(
      'busy',
      `Others changed ${head} of ${remote} meanwhile, ${attempts} times. Nothing was changed; try again.`,
    );
  });
}

/** The commits of the branch that its target lacks, the newest first. */
async function commitsThere(
  root: string,
  { parent, tip }: { readonly parent: string; readonly tip: string },
  signal: AbortSignal,
): Promise<readonly CommitFacts[]> {
  return (await historyOf(root, { from: parent, to: tip, most: 20 }, signal)).commits;
}

interface Comparison {
  readonly there: readonly CommitFacts[];
  readonly made: { readonly parent: string; readonly commit: string; readonly message: string };
}

/**
 * Whether the branch's only commit has the same message and changes the same files in the same way. Then it is not replaced
 * for its target's having moved: reviews and checks of it hold.
 */
async function isSame(root: string, { there, made }: Comparison, signal: AbortSignal): Promise<boolean> {
  const [only, ...others] = there;
  if (only === undefined || others.length > 0) return false;
  const [before, now] = await Promise.all([changesOf(root, only.commit, signal), changesOf(root, made.commit, signal)]);
  return (
    before === now &&
    (await commitMessage(root, only.commit, signal)) === (await commitMessage(root, made.commit, signal))
  );
}

/** What a commit does to its first parent, as git prints it: modes and objects, before and after, by path. */
function changesOf(root: string, commit: string, signal: AbortSignal): Promise<string> {
  const args = ['diff-tree', '-r', '-z', '--no-commit-id', '--no-renames', '--no-abbrev', '--end-of-options', commit];
  return runGit({ folder: root, args, signal });
}

function commitMessage(root: string, commit: string, signal: AbortSignal): Promise<string> {
  return runGit({
    folder: root,
    args: ['log', '-1', '--no-show-signature', '--format=%B', '--end-of-options', commit],
    signal,
  });
}

/** Branches of ours hold one commit: those on top of it are of others. */
function requireReplaceable(there: readonly CommitFacts[], { head }: BranchEditing, remote: string): void {
  const foreign = there.length > 1 ? there.slice(0, -1) : [];
  const [first] = foreign;
  if (first === undefined) return;
  const more = foreign.length > 1 ? ` and ${foreign.length - 1} more` : '';
  throw writeError(
    'foreignCommits',
    `The branch ${head} of ${remote} holds ${shortCommit(first.commit)} "${first.subject}" by ${first.author.name}${more}, which would be lost. ` +
      'Merge or close its pull request, or delete the branch, then try again.',
  );
}
