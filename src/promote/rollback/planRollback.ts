import { shortCommit } from '../../base/shortCommit.ts';
import { isEqual } from '../../diff/values/equal.ts';
import { filesAt } from '../../git/sourceFiles.ts';
import { rollbackPlan } from '../../stages/rollback/rollbackPlan.ts';
import type { RollbackPlan } from '../../stages/terms/rollback.ts';
import type { Run } from '../../stages/terms/rollback.ts';
import { treeOf, type Tree } from '../reading/trees.ts';
import { noRollback, type ReadAt, type Subject } from './subject.ts';

/** What is rolled back, and to what. */
export interface RollbackQuestion {
  readonly root: string;
  readonly subject: Subject;
  /** The commit whose files are restored. */
  readonly to: string;
  /** The branch that it is restored on, as it is. */
  readonly target: Tree;
  /** What its Kustomization ran, as far as the cluster remembers. */
  readonly runs: readonly Run[];
}

/** A rollback that a person may look at and confirm. */
export interface Rollback extends RollbackPlan {
  /** The files at the commit that is restored: copies of the plan are from there. */
  readonly then: Tree;
  readonly target: Tree;
  /** Whether what was built then is what the controller recorded (status.history): proof that it ran. */
  readonly isProven: boolean;
  /** Why what comes of it may not be what ran then: one sentence each. */
  readonly doubts: readonly string[];
}

/**
 * Plans a rollback: the files that were read at a commit, as they were there, on top of the target. Nothing is written. Rejects
 * with a FailureError whose message is for people, or the signal's reason.
 */
export async function planRollback(
  { root, subject, to, target, runs }: RollbackQuestion,
  signal: AbortSignal,
): Promise<Rollback> {
  const commit = target.commit;
  if (commit === undefined) throw noRollback(`${root} is in no Git repository: there is nothing to go back to.`);
  const then = await filesAt(root, to, signal);
  const [readThen, readNow] = [await subject.readAt(then.commit, signal), await subject.readAt(commit, signal)];
  if (readThen.read === undefined || readThen.why !== undefined) {
    throw noRollback(`At ${shortCommit(then.commit)} ${subject.sentence} ${readThen.why ?? 'cannot be read.'}`);
  }
  const { readers, automations } = await subject.othersAt({ now: commit, then: then.commit }, signal);
  const sets = { readThen: readThen.read, readNow: readNow.read ?? [] };
  // What is not among the files of then for another reason than that it was not there.
  const unread = then.notes.find(({ code, path }) => code !== 'largeFilePointer' && sets.readNow.includes(path));
  if (unread !== undefined) {
    throw noRollback(
      `${unread.path} at ${shortCommit(then.commit)} is not read here (${unread.code}). Restore it by hand.`,
    );
  }
  const old = treeOf(then.files, then.commit);
  const all = rollbackPlan({ then: then.files, now: target.bytes, ...sets, readers, automations });
  const plan = subject.narrow?.(all, { then: old.files, now: target.files }) ?? all;
  const digests = runs.map(({ digest }) => digest);
  return {
    ...plan,
    then: old,
    target,
    isProven: readThen.digest !== undefined && digests.includes(readThen.digest),
    doubts: doubtsOf(readThen, readNow, subject.sentence),
  };
}

function doubtsOf(then: ReadAt, now: ReadAt, sentence: string): readonly string[] {
  if (!now.isDeclared)
    return [`${sentence} is not declared any more: restoring its files alone does not bring it back.`];
  if (now.read === undefined) return [`${sentence} cannot be built as it is: files that are new since stay.`];
  if (isEqual(then.spec, now.spec)) return [];
  return [`The spec of ${sentence} is another one since: its path, variables or patches stay as they are now.`];
}
