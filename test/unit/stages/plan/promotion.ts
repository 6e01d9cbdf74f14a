import { structuredPatch } from 'diff';
import { readStages } from '../../../../src/stages/applications/readStages.ts';
import { compareStages } from '../../../../src/stages/compare/compareStages.ts';
import { planPromotion } from '../../../../src/stages/plan/planPromotion.ts';
import type { Files } from '../../../../src/stages/terms/application.ts';
import type { Stage } from '../../../../src/stages/terms/config.ts';
import type { ApplicationComparison, Difference } from '../../../../src/stages/terms/difference.ts';
import type { Plan } from '../../../../src/stages/terms/plan.ts';
import { withChanges } from '../../../../src/stages/terms/withChanges.ts';
import { stage, type Repository } from '../repository.ts';

/** A promotion, before and after. */
export interface Promoted {
  readonly plan: Plan;
  readonly before: Files;
  readonly after: Files;
  readonly stages: readonly [Stage, Stage];
}

export type Choice = (difference: Difference, comparison: ApplicationComparison) => boolean;

/** All versions. */
export const versions: Choice = (difference) => difference.class === 'version';

/** The stages `staging` and `production` of a tree, compared. */
export function comparedTree(
  files: Files,
  [from, to]: readonly [Stage, Stage] = [stage('staging'), stage('production')],
): readonly ApplicationComparison[] {
  const [source, target] = readStages([
    { stage: from, files },
    { stage: to, files },
  ]);
  if (source === undefined || target === undefined) throw new Error('Two stages are wanted.');
  return compareStages(source, target, { config: { protected: [] } });
}

/** Promotes what is chosen from `staging` to `production`. */
export function promote(
  repository: Repository | Files,
  choose: Choice = versions,
  stages: readonly [Stage, Stage] = [stage('staging'), stage('production')],
  copy = false,
): Promoted {
  const before: Files = repository instanceof Map ? repository : new Map(Object.entries(repository as Repository));
  const comparisons = comparedTree(before, stages);
  const applications = comparisons.map((comparison) => ({
    comparison,
    differences: comparison.differences.filter((difference) => choose(difference, comparison)),
    copy: copy && comparison.standing === 'missing',
  }));
  const [from, to] = stages;
  const plan = planPromotion({ stage: from, files: before }, { stage: to, files: before }, { applications });
  return { plan, before, after: withChanges(before, plan.changes), stages };
}

/** The lines that a promotion takes out and puts in, below the paths of their files. Line breaks stay visible as `\r`. */
export function patchOf({ before, after }: Pick<Promoted, 'before' | 'after'>): string {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .flatMap((path) => {
      const [one, other] = [before.get(path), after.get(path)];
      if (one === other) return [];
      const { hunks } = structuredPatch(path, path, one ?? '', other ?? '', '', '', {
        context: 0,
        stripTrailingCr: false,
      });
      const mark = one === undefined ? ' (new)' : other === undefined ? ' (deleted)' : '';
      return [path + mark, ...hunks.flatMap(({ lines }) => lines.filter((line) => !line.startsWith('\\')))];
    })
    .join('\n');
}
