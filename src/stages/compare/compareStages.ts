import type { HeldApplication, StageHolding } from '../applications/holding.ts';
import type { ApplicationComparison } from '../terms/difference.ts';
import type { CompareOptions } from './options.ts';
import { sideKey } from './seen.ts';
import { alone, compared } from './compareApplication.ts';

/**
 * In what the applications of two stages differ, by application in the order of the source, those that only the target has
 * last. `source` is where changes come from. Nothing is asked of clusters: what runs is for the caller to add.
 */
export function compareStages(
  source: StageHolding,
  target: StageHolding,
  options: CompareOptions,
): readonly ApplicationComparison[] {
  const key = ({ kind, key: own }: HeldApplication) => `${kind} ${own}`;
  const targets = new Map(target.applications.map((one) => [key(one), one]));
  const sources = new Set(source.applications.map(key));
  const both = source.applications.map((one) => {
    const other = targets.get(key(one));
    return other === undefined ? alone(one, source, 'source') : compared(one, other, { source, target, options });
  });
  const onlyTarget = target.applications.filter((one) => !sources.has(key(one)));
  return withoutRepeats([...both, ...onlyTarget.map((one) => alone(one, target, 'target'))]);
}

/** What a variable says differently is one difference of configuration, however many applications take it. */
function withoutRepeats(comparisons: readonly ApplicationComparison[]): readonly ApplicationComparison[] {
  const seen = new Set<string>();
  return comparisons.map((comparison) => {
    const differences = comparison.differences.filter(({ class: of, source, target }) => {
      if (of !== 'configuration' || source === undefined || target === undefined) return true;
      const key = `${sideKey(source)} ${sideKey(target)}`;
      const isRepeated =
        seen.has(key) && [source, target].some(({ traits }) => traits.some(({ kind }) => kind === 'variable'));
      seen.add(key);
      return !isRepeated;
    });
    return differences.length === comparison.differences.length ? comparison : { ...comparison, differences };
  });
}
