import type { PrintedFinding, Verdict } from '../verdict.ts';
import { summaryOf } from './summary.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands, which GitHub Actions shows at the lines that they are about, and a line that sums up. */
export function formatGithub(verdict: Verdict): string {
  return [...verdict.findings.map(command), `${summaryOf(verdict)}.`, ''].join('\n');
}

function command({ path, line, column, endLine, endColumn, severity, code, message }: PrintedFinding): string {
  const properties = {
    file: path,
    line,
    // Columns over several lines mean nothing to GitHub.
    ...(line === endLine ? { col: column, endColumn } : {}),
    endLine,
    title: code,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${commands[severity]} ${written.join(',')}::${escapedData(message)}`;
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
