import { counted } from '../../base/counted.ts';
import { severities } from '../severity.ts';
import type { Verdict } from '../verdict.ts';

/** `2 errors and 1 warning in 3 of 120 files`. */
export function summaryOf({ findings, files }: Verdict): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity === 'information' ? 'notice' : severity)];
  });
  if (counts.length === 0) return `Nothing to report in ${counted(files, 'file')}`;
  const last = counts.pop() ?? '';
  const touched = new Set(findings.map(({ path }) => path)).size;
  return `${counts.length === 0 ? last : `${counts.join(', ')} and ${last}`} in ${touched} of ${counted(files, 'file')}`;
}
