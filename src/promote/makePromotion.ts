import type { Credentials } from '../git/askpass/credentials.ts';
import { commitAndPush, type Edit, type Target } from '../git/write/commitAndPush.ts';
import type { FileChange as GitChange } from '../git/write/fileChange.ts';
import { pushBranch } from '../git/write/pushBranch.ts';
import type { TargetFiles } from '../git/write/targetFiles.ts';
import { withChanges } from '../stages/terms/withChanges.ts';
import type { Plan } from '../stages/terms/plan.ts';
import { inOneTree } from '../stages/terms/stagePairs.ts';
import { prepareAgain, type PromotionWish, type StagePair } from './preparePromotion.ts';
import { treeOf, type Tree } from './trees.ts';

/** A promotion that somebody agreed to. */
export interface AgreedPromotion {
  readonly pair: StagePair;
  readonly wish: PromotionWish;
  /** What they were shown. */
  readonly plan: Plan;
  /** The files of the source, for copies. */
  readonly source: Tree;
  readonly message: (plan: Plan) => Promise<string>;
}

/** Where it goes. */
export interface PromotionTarget {
  readonly root: string;
  readonly remote: string;
  readonly branch: string;
  readonly credentials: Credentials;
  /** The branch of a pull request; absent: it is committed to `branch` directly. */
  readonly head?: string;
}

/** What became of it. `nothing`: the target holds all of it already. `same`: the pull request's branch holds it already. */
export interface Pushed {
  readonly outcome: 'pushed' | 'created' | 'updated' | 'same' | 'nothing';
  /** Absent where nothing was to be done. */
  readonly commit: string | undefined;
}

/**
 * Commits a promotion and pushes it. On whatever the target holds by then it is planned anew, and only what was agreed to is
 * written. Throws a FailureError with a WriteFailure, or one (`changedMeanwhile`) where it would now be something else.
 */
export async function makePromotion(
  agreed: AgreedPromotion,
  { head, ...target }: PromotionTarget,
  signal: AbortSignal,
): Promise<Pushed> {
  const edit = (files: TargetFiles): Promise<Edit | undefined> => editFor(agreed, treeOf(files.files, files.commit));
  const at: Target = target;
  const done =
    head === undefined ? await commitAndPush(at, { edit }, signal) : await pushBranch(at, { edit, head }, signal);
  return { outcome: done.outcome, commit: 'commit' in done ? done.commit : undefined };
}

/** The change for the target as it is now; undefined for none. */
async function editFor(agreed: AgreedPromotion, target: Tree): Promise<Edit | undefined> {
  const { pair } = agreed;
  const isOneTree = inOneTree(pair.from, pair.to);
  const from = isOneTree ? { ...pair.from, files: target.files } : pair.from;
  const plan = prepareAgain({ ...pair, from, to: { ...pair.to, files: target.files } }, agreed.wish, agreed.plan);
  const changes = gitChanges(plan, isOneTree ? target : agreed.source, target);
  return changes.length === 0 ? undefined : { changes, message: await agreed.message(plan) };
}

/** The changes of a plan as contents: texts are written as they are, copies byte by byte. */
export function gitChanges({ changes }: Pick<Plan, 'changes'>, source: Tree, target: Tree): readonly GitChange[] {
  const after = withChanges(target.files, changes, source.files);
  return changes.flatMap((change): GitChange[] => {
    if (change.kind === 'delete') return [{ path: change.path, content: undefined }];
    const content = change.kind === 'copy' ? source.bytes.get(change.from) : after.get(change.path);
    return content === undefined ? [] : [{ path: change.path, content }];
  });
}

/** A tree with changes made. */
export function treeAfter(target: Tree, changes: readonly GitChange[]): Tree {
  const bytes = new Map(target.bytes);
  for (const { path, content } of changes) {
    if (content === undefined) bytes.delete(path);
    else bytes.set(path, typeof content === 'string' ? Buffer.from(content) : content);
  }
  return treeOf(bytes, undefined);
}
