import { FailureError } from '../base/failure.ts';
import { readStages } from '../stages/applications/readStages.ts';
import { compareStages } from '../stages/compare/compareStages.ts';
import { planPromotion, type PromotionChoice } from '../stages/plan/planPromotion.ts';
import type { StageFiles } from '../stages/terms/application.ts';
import type { StagesConfig } from '../stages/terms/config.ts';
import type { ApplicationComparison, Difference } from '../stages/terms/difference.ts';
import type { Move, Plan } from '../stages/terms/plan.ts';
import { preselected } from '../stages/terms/preselected.ts';
import { unknownApplication } from '../stages/words/unknownApplication.ts';

/** What a person wants to be promoted. */
export interface PromotionWish {
  /** By key; absent: all that are behind. */
  readonly applications?: readonly string[];
  /** By id; absent: versions in which the target is behind. */
  readonly differences?: ReadonlySet<string>;
  /** Keys of applications that the target lacks and whose files are copied. */
  readonly copies?: ReadonlySet<string>;
}

/** Two stages as they are compared. */
export interface StagePair {
  readonly config: StagesConfig;
  readonly from: StageFiles;
  readonly to: StageFiles;
}

/** In what two stages differ, application by application. */
export function compareStagePair({ config, from, to }: StagePair): readonly ApplicationComparison[] {
  // Those in the same trees are read too, so that it is known what all of them share.
  const all = config.stages.flatMap((stage) => {
    const tree = [to, from].find((one) => one.stage.branch === stage.branch);
    return tree === undefined ? [] : [{ stage, files: tree.files }];
  });
  const holdings = readStages(all);
  const [source, target] = [from, to].map(({ stage }) => holdings.find((one) => one.stage.name === stage.name));
  if (source === undefined || target === undefined) return [];
  return compareStages(source, target, { config });
}

/**
 * Plans what a person wants. Throws a FailureError (`noApplication`) where an application that they name is in neither
 * stage.
 */
export function preparePromotion(pair: StagePair, wish: PromotionWish, comparisons = compareStagePair(pair)): Plan {
  const missing = wish.applications?.find((name) => !comparisons.some(({ key }) => key === name));
  if (missing !== undefined) throw noApplication(missing, pair, comparisons);
  return planFor(pair, wish, comparisons);
}

function planFor(pair: StagePair, wish: PromotionWish, comparisons: readonly ApplicationComparison[]): Plan {
  const chosen = comparisons.filter(({ key }) => wish.applications?.includes(key) ?? true);
  return planPromotion(pair.from, pair.to, { applications: chosen.map((one) => choiceOf(one, wish)) });
}

function choiceOf(comparison: ApplicationComparison, { differences, copies }: PromotionWish): PromotionChoice {
  const wanted: readonly Difference[] =
    differences === undefined
      ? preselected(comparison)
      : comparison.differences.filter(({ id }) => differences.has(id));
  return { comparison, differences: wanted, copy: copies?.has(comparison.key) === true };
}

/**
 * Plans again, for files as they are now, what a person agreed to when they saw `agreed`. What others have promoted meanwhile
 * is gone from it. Throws a FailureError (`changedMeanwhile`) where something would get another value than they saw.
 */
export function prepareAgain(pair: StagePair, wish: PromotionWish, agreed: Plan): Plan {
  const differences = new Set(agreed.moves.map(({ difference }) => difference.id));
  const plan = planFor(pair, { ...wish, differences }, compareStagePair(pair));
  const after = new Map(agreed.moves.map((move) => [moveKey(move), move]));
  const paths = new Set(agreed.changes.map(({ path }) => path));
  const news = plan.moves.find((move) => after.get(moveKey(move))?.after !== move.after);
  if (news !== undefined) {
    throw changedMeanwhile(`${news.application} would get ${news.after ?? 'no value'} in ${news.path} now.`);
  }
  const path = plan.changes.find((change) => !paths.has(change.path))?.path;
  if (path !== undefined) throw changedMeanwhile(`${path} would be changed too now.`);
  return plan;
}

function changedMeanwhile(what: string): FailureError {
  const message = `The stages changed while the promotion was made: ${what} Nothing was pushed; look at it again.`;
  return new FailureError({ code: 'changedMeanwhile', message });
}

function moveKey({ difference: { id }, path }: Move): string {
  return `${id} ${path}`;
}

function noApplication(name: string, { from, to }: StagePair, all: readonly ApplicationComparison[]): FailureError {
  const keys = all.map(({ key }) => key);
  const message = unknownApplication(name, [from.stage.name, to.stage.name], keys);
  return new FailureError({ code: 'noApplication', message });
}
