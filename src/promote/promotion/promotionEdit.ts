import type { Edit } from '../../git/write/commitAndPush.ts';
import type { Plan } from '../../stages/terms/plan.ts';
import { inOneTree } from '../../stages/terms/stagePairs.ts';
import { gitChanges } from '../reading/changedTree.ts';
import { prepareAgain, type AgreedPlan } from './prepareAgain.ts';
import type { Tree } from '../reading/trees.ts';

/** A promotion that somebody agreed to. */
export interface AgreedPromotion extends AgreedPlan {
  /** The files of the source, for copies. */
  readonly source: Tree;
  readonly message: (plan: Plan) => Promise<string>;
}

/**
 * The edits of an agreed promotion for the target as it is now: planned anew, and only what was agreed to; undefined for none.
 * Throws a FailureError (`changedMeanwhile`) where it would now be something else.
 */
export async function promotionEdit(agreed: AgreedPromotion, target: Tree): Promise<Edit | undefined> {
  const { pair } = agreed;
  const isOneTree = inOneTree(pair.from, pair.to);
  const from = isOneTree ? { ...pair.from, files: target.files } : pair.from;
  const plan = prepareAgain({ ...pair, from, to: { ...pair.to, files: target.files } }, agreed);
  const changes = gitChanges(plan, isOneTree ? target : agreed.source, target);
  return changes.length === 0 ? undefined : { changes, message: await agreed.message(plan) };
}
