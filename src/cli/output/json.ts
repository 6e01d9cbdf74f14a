import { severities } from '../severity.ts';
import type { Verdict } from '../verdict.ts';

/** All findings and their counts, for programs. `schema` rises when a field changes its meaning. */
export function formatJson({ findings, ...verdict }: Verdict, { version }: { readonly version: string }): string {
  const counts = severities.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]);
  const { files, unread, unevaluatedRules } = verdict;
  const report = {
    schema: 1,
    version,
    files,
    unread,
    unevaluatedRules,
    counts: Object.fromEntries(counts) as unknown,
    findings,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
