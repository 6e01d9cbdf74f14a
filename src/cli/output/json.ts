import { severities } from '../severity.ts';
import type { Verdict } from '../verdict.ts';

/** All findings and their counts, for programs. `schema` rises when a field changes its meaning. */
export function formatJson({ findings, files }: Verdict, { version }: { readonly version: string }): string {
  const counts = severities.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]);
  return `${JSON.stringify({ schema: 1, version, files, counts: Object.fromEntries(counts) as unknown, findings }, null, 2)}\n`;
}
