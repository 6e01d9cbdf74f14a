import type { Verdict } from '../verdict.ts';
import { summaryOf } from './summary.ts';

/** One line for each finding, `path:line:column: severity: message (code)`, and one that sums up. */
export function formatText(verdict: Verdict): string {
  const lines = verdict.findings.map(
    ({ path, line, column, severity, message, code }) =>
      `${path}:${line}:${column}: ${severity}: ${message.replaceAll(/\s*\n\s*/g, ' ')} (${code})`,
  );
  return [...lines, `${summaryOf(verdict)}.`, ''].join('\n');
}
