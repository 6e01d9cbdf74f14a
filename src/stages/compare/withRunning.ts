import type { ApplicationComparison, Difference, ObjectName, Side, Trait } from '../terms/difference.ts';

/** The version that runs of an object of a stage, as its cluster tells; undefined where that is not known. */
export type RunningVersion = (stage: string, object: ObjectName) => string | undefined;

/** Comparisons in which declared ranges say which version runs, so that it can be shown, and pinned. */
export function withRunning(
  comparisons: readonly ApplicationComparison[],
  running: RunningVersion,
): readonly ApplicationComparison[] {
  return comparisons.map((comparison) => {
    const { source, target } = comparison;
    const differences = comparison.differences.map((one): Difference => {
      const versionIn = (stage: string | undefined) => (stage === undefined ? undefined : running(stage, one.object));
      const sides = {
        source: withVersion(one.source, versionIn(source?.stage)),
        target: withVersion(one.target, versionIn(target?.stage)),
      };
      return sides.source === one.source && sides.target === one.target ? one : { ...one, ...sides };
    });
    return { ...comparison, differences };
  });
}

function withVersion(side: Side | undefined, running: string | undefined): Side | undefined {
  if (side === undefined || running === undefined || !side.traits.some(({ kind }) => kind === 'range')) return side;
  const traits = side.traits.map((trait): Trait => (trait.kind === 'range' ? { ...trait, running } : trait));
  return { ...side, traits };
}
