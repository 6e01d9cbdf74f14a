import type { ApplicationComparison, Difference } from './difference.ts';

/** What a promotion moves unless a person chooses: versions in which the target is behind, but for protected ones. */
export function preselected({ differences }: ApplicationComparison): readonly Difference[] {
  return differences.filter((one) => one.version?.order === 'behind' && one.protected === undefined);
}
