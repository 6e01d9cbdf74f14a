import { FailureError } from '../../base/failure.ts';
import { readStages } from '../../stages/applications/readStages.ts';
import { compareStages } from '../../stages/compare/compareStages.ts';
import { planPromotion, type PromotionChoice } from '../../stages/plan/planPromotion.ts';
import type { StageFiles } from '../../stages/terms/application.ts';
import type { StagesConfig } from '../../stages/terms/config.ts';
import { applicationId } from '../../stages/terms/applicationId.ts';
import type { ApplicationComparison, Difference } from '../../stages/terms/difference.ts';
import type { Plan } from '../../stages/terms/plan.ts';
import { preselected } from '../../stages/terms/preselected.ts';
import { unknownApplication } from '../../stages/words/unknownApplication.ts';

/** What a person wants to be promoted. */
export interface PromotionWish {
  /** By id; absent: all that are behind. */
  readonly applications?: readonly string[];
  /** By id; absent: versions in which the target is behind. */
  readonly differences?: ReadonlySet<string>;
  /** Ids of applications that the target lacks and whose files are copied. */
  readonly copies?: ReadonlySet<string>;
  /** Files and folders of the source that are copied as they are, from the repository's root. */
  readonly paths?: readonly string[];
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
 * Plans what a person wants. Throws a FailureError (`noApplication`, `noPath`) where an application that they name is in neither
 * stage, or a path not in the source.
 */
export function preparePromotion(pair: StagePair, wish: PromotionWish, comparisons = compareStagePair(pair)): Plan {
  const missing = wish.applications?.find((name) => !comparisons.some((one) => applicationId(one) === name));
  if (missing !== undefined) throw noApplication(missing, pair, comparisons);
  const { stage, files } = pair.from;
  const paths = [...files.keys()];
  const nowhere = wish.paths?.find((path) => !paths.some((one) => one === path || one.startsWith(`${path}/`)));
  if (nowhere === undefined) return planFor(pair, wish, comparisons);
  const message = `${stage.name} has no file and no folder ${nowhere}. Paths count from the repository's root.`;
  throw new FailureError({ code: 'noPath', message });
}

/** Plans what a person wants of what there is of it. */
export function planFor(pair: StagePair, wish: PromotionWish, comparisons: readonly ApplicationComparison[]): Plan {
  const chosen = comparisons.filter((one) => wish.applications?.includes(applicationId(one)) ?? true);
  const { paths = [] } = wish;
  return planPromotion(pair.from, pair.to, { applications: chosen.map((one) => choiceOf(one, wish)), paths });
}

function choiceOf(comparison: ApplicationComparison, { differences, copies }: PromotionWish): PromotionChoice {
  const wanted: readonly Difference[] =
    differences === undefined
      ? preselected(comparison)
      : comparison.differences.filter(({ id }) => differences.has(id));
  const copy = comparison.target === undefined && copies?.has(applicationId(comparison)) === true;
  return { comparison, differences: wanted, copy };
}

function noApplication(name: string, { from, to }: StagePair, all: readonly ApplicationComparison[]): FailureError {
  const message = unknownApplication(name, [from.stage.name, to.stage.name], all);
  return new FailureError({ code: 'noApplication', message });
}
