import { rollbackTitle } from '../../stages/words/rollback.ts';
import { gitChanges, treeAfter } from '../reading/changedTree.ts';
import { fetchedFiles } from '../reading/readRemote.ts';
import type { Tree } from '../reading/trees.ts';
import { unifiedDiff } from '../publishing/unifiedDiff.ts';
import type { OpenedRollback } from './openRollback.ts';
import { planRollback, type Rollback } from './planRollback.ts';

/** A rollback before it is made. */
export interface RollbackPreview {
  readonly rollback: Rollback;
  readonly title: string;
  /** The branch's files, as they would be. */
  readonly after: Tree;
  /** What would be committed, for `git apply`; empty for nothing. */
  readonly patch: string;
}

/**
 * Plans a rollback to a commit of the repository. Rejects with a FailureError whose message is for people, or the signal's
 * reason.
 */
export async function previewRollback(
  opened: OpenedRollback,
  to: string,
  signal: AbortSignal,
): Promise<RollbackPreview> {
  const { root, subject, target, runs, stage, credentials } = opened;
  await fetchedFiles({ root, credentials }, to, signal);
  const rollback = await planRollback({ root, subject, to, target, runs }, signal);
  const after = treeAfter(target, gitChanges(rollback, rollback.then, target));
  const patch = unifiedDiff({ paths: rollback.changes.map(({ path }) => path), before: target, after });
  return { rollback, title: rollbackTitle({ name: subject.name, stage: stage?.name, to }), after, patch };
}
