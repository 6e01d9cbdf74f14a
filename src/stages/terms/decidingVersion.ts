import type { ApplicationComparison, Difference } from './difference.ts';

/** The version for which two stages stand as they do. */
export interface DecidingVersion {
  /** What it is of, where that is not the version that the application is shown with. */
  readonly subject: string | undefined;
  /** In the source and in the target; undefined where that has none. */
  readonly here: string | undefined;
  readonly there: string | undefined;
  /** Of how many other things versions stand so. */
  readonly others: number;
}

/** Whether the target is behind in a version, as everything that promotes means it. What it lacks is not behind. */
export function isBehind({ standing }: ApplicationComparison): boolean {
  return standing === 'behind' || standing === 'mixed';
}

/**
 * The version that explains a comparison's standing: one in which the target is behind, else ahead, else of unknown order;
 * among these the application's own. Undefined where no version differs.
 */
export function decidingVersion(comparison: ApplicationComparison): DecidingVersion | undefined {
  const { standing, differences } = comparison;
  const order = standing === 'mixed' ? 'behind' : standing;
  const all = differences.filter(({ version }) => version?.order === order);
  const main = all.find((one) => isMain(one, comparison));
  const deciding = main ?? all[0];
  if (deciding === undefined) return undefined;
  const subject = deciding.version?.subject;
  return {
    subject: main === undefined ? subject : undefined,
    here: deciding.source?.value,
    there: deciding.target?.value,
    others: new Set(all.map(({ version }) => version?.subject)).size - 1,
  };
}

/** Whether a difference is that of the versions that both applications are shown with. */
function isMain(one: Difference, { source, target }: ApplicationComparison): boolean {
  return (
    source?.version?.subject === one.version?.subject &&
    source?.version?.value === one.source?.value &&
    target?.version?.value === one.target?.value
  );
}
