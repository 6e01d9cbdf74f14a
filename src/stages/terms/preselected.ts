import type { ApplicationComparison, Difference } from './difference.ts';

/**
 * What a promotion moves unless a person chooses: versions in which the target is behind, or of which nothing tells which is
 * newer (digests, tags of commits), for the source is where changes come from. Protected ones stay, and so do those without
 * an order that an image policy sets in the target. What was rolled back moves only where a person named the application.
 */
export function preselected({ differences }: ApplicationComparison, isNamed = false): readonly Difference[] {
  return differences.filter(({ version, target, protected: protection }) => {
    const isMeant = protection === undefined || (isNamed && protection.by === 'rolledBack');
    if (version === undefined || !isMeant) return false;
    const isAutomated = target?.traits.some(({ kind }) => kind === 'imagePolicy') === true;
    return version.order === 'behind' || (version.order === 'unknown' && !isAutomated);
  });
}
