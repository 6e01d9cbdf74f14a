import type { ApplicationComparison, Difference, Protection } from '../terms/difference.ts';
import type { EarlierValues, History } from './earlierValues.ts';

/** So many earlier states must agree before a habit is seen in them. */
const fewest = 2;

/** Comparisons in which what a stage always overrode is protected: fields whose target never had what the source had. */
export function withHistory(
  comparisons: readonly ApplicationComparison[],
  history: History,
): readonly ApplicationComparison[] {
  if (history.size === 0) return comparisons;
  return comparisons.map((comparison) => {
    const differences = comparison.differences.map((one) => protectedBy(one, history.get(one.id) ?? []));
    return { ...comparison, differences };
  });
}

function protectedBy(difference: Difference, earlier: readonly EarlierValues[]): Difference {
  if (!mayBeHabit(difference)) return difference;
  const protection = alwaysDiffered(difference.source?.value, difference.target?.value, earlier);
  return protection === undefined ? difference : { ...difference, protected: protection };
}

/** Whether a difference could be one that a stage always had: a field of configuration that nothing else protects. */
export function mayBeHabit({ class: of, field, protected: protection }: Difference): boolean {
  return of !== 'version' && field.length > 0 && protection === undefined;
}

function alwaysDiffered(
  source: string | undefined,
  target: string | undefined,
  earlier: readonly EarlierValues[],
): Protection | undefined {
  if (earlier.length < fewest) return undefined;
  const everInSource = new Set([source, ...earlier.map((one) => one.source)]);
  const inTarget = [target, ...earlier.map((one) => one.target)];
  if (inTarget.some((value) => everInSource.has(value))) return undefined;
  const count = earlier.length + 1;
  return { by: 'alwaysDiffered', reason: `It differed in each of the last ${count} states that were looked at.` };
}
