import type { ApplicationComparison, Difference } from '../terms/difference.ts';

/** What the two sides of a difference were at an earlier commit; undefined where the field was not there. */
export interface EarlierValues {
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/** Earlier values by a difference's id, the newest first. */
export type History = ReadonlyMap<string, readonly EarlierValues[]>;

/**
 * What the differences of a comparison were at earlier commits, from comparisons made there by the same configuration, the
 * newest first. Where a field did not differ then, both sides count as equal; where one stage lacked the application,
 * nothing is known.
 */
export function earlierValues(
  current: readonly ApplicationComparison[],
  earlier: readonly (readonly ApplicationComparison[])[],
): History {
  const states = earlier.map(
    (comparisons) =>
      new Map(comparisons.map((one) => [nameOf(one), { comparison: one, differences: byId(one) }] as const)),
  );
  const history = new Map<string, readonly EarlierValues[]>();
  for (const comparison of current) {
    for (const { id } of comparison.differences) {
      const values = states.flatMap((state): EarlierValues[] => {
        const then = state.get(nameOf(comparison));
        if (then?.comparison.source === undefined || then.comparison.target === undefined) return [];
        const difference = then.differences.get(id);
        return [{ source: difference?.source?.value, target: difference?.target?.value }];
      });
      history.set(id, values);
    }
  }
  return history;
}

function nameOf({ kind, key }: ApplicationComparison): string {
  return `${kind} ${key}`;
}

function byId({ differences }: ApplicationComparison): ReadonlyMap<string, Difference> {
  return new Map(differences.map((difference) => [difference.id, difference]));
}
