import { FailureError } from '../../base/failure.ts';
import type { ApplicationComparison } from '../../stages/terms/difference.ts';
import type { Plan } from '../../stages/terms/plan.ts';
import { gitChanges, treeAfter } from '../reading/changedTree.ts';
import { withPast } from './earlierStates.ts';
import { idlePathNotes, otherConfigNotes } from '../reading/configNotes.ts';
import { compareStagePair, preparePromotion, type PromotionWish, type StagePair } from './preparePromotion.ts';
import { requireStage, type Project } from '../reading/project.ts';
import type { Destination } from '../publishing/publishChange.ts';
import { readBranches, type BranchOrder, type BranchPlace } from '../reading/readBranches.ts';
import { withRollbacks } from '../rollback/rolledBackLately.ts';
import type { Tree } from '../reading/trees.ts';
import { unifiedDiff } from '../publishing/unifiedDiff.ts';

/** Which stages are looked at. */
export interface PairOrder extends BranchOrder {
  readonly project: Project;
  readonly from: string;
  readonly to: string;
}

/** Two stages as the remote has them at this moment. */
export interface ReadPair extends BranchPlace {
  readonly pair: StagePair;
  readonly comparisons: readonly ApplicationComparison[];
  readonly source: Tree;
  readonly target: Tree;
}

/** A promotion before it is made. */
export interface PromotionPreview extends ReadPair {
  readonly plan: Plan;
  /** The files that it writes, as they would be. */
  readonly after: Tree;
  /** What would be committed, for `git apply`; empty for nothing. */
  readonly patch: string;
}

/**
 * Reads and compares two stages as the remote has them now. Throws a FailureError with a sentence where that cannot be told,
 * or the signal's reason.
 */
export async function readPair(order: PairOrder, signal: AbortSignal): Promise<ReadPair> {
  const { project } = order;
  const [from, to] = [requireStage(project, order.from), requireStage(project, order.to)];
  if (from === to)
    throw new FailureError({ code: 'noStage', message: 'A stage cannot be promoted to itself. Name two.' });
  const read = await readBranches(order, { from: from.branch, to: to.branch }, signal);
  const pair: StagePair = {
    config: project.config,
    from: { stage: from, files: read.from.files },
    to: { stage: to, files: read.to.files },
  };
  const notes = [
    ...read.place.notes,
    ...otherConfigNotes(project, read.place, { tree: read.to, stage: to }),
    ...idlePathNotes(project, [pair.from, pair.to]),
  ];
  const place = { pair, source: read.from, target: read.to, ...read.place, notes };
  const comparisons = compareStagePair(pair);
  const [source, target] = [read.from.commit, read.to.commit];
  if (source === undefined || target === undefined) return { ...place, comparisons };
  const past = await withPast({ root: project.root, pair, comparisons, from: source, to: target }, signal);
  const { root } = project;
  const back = await withRollbacks({ root, pair, comparisons: past.comparisons, to: target }, signal);
  return { ...place, comparisons: back.comparisons, notes: [...notes, ...past.notes, ...back.notes] };
}

/** Plans what a person chose. Throws a FailureError (`noApplication`) where they named an application that is not there. */
export function previewPromotion(read: ReadPair, wish: PromotionWish): PromotionPreview {
  const { pair, comparisons, source, target } = read;
  const plan = preparePromotion(pair, wish, comparisons);
  const after = treeAfter(target, gitChanges(plan, source, target));
  const patch = unifiedDiff({ paths: plan.changes.map(({ path }) => path), before: target, after });
  return { ...read, plan, after, patch };
}

/** Where a promotion goes. */
export function destinationOf({ remote, branch, pair }: Pick<ReadPair, 'remote' | 'branch' | 'pair'>): Destination {
  return { remote, branch, way: pair.to.stage.change, config: pair.config };
}
