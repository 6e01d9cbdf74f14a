import { severities } from '../severity.ts';
import type { Verdict } from '../verdict.ts';

/** `2 errors and 1 warning in 3 of 120 files`. */
export function summaryOf({ findings, files }: Verdict): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [amount(count, severity === 'information' ? 'notice' : severity)];
  });
  if (counts.length === 0) return `Nothing to report in ${amount(files, 'file')}`;
  const last = counts.pop() ?? '';
  const touched = new Set(findings.map(({ path }) => path)).size;
  return `${counts.length === 0 ? last : `${counts.join(', ')} and ${last}`} in ${touched} of ${amount(files, 'file')}`;
}

function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
