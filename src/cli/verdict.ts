import type { Unread } from '../files/readText.ts';
import type { Finding, Severity } from '../language/finding.ts';
import type { UnevaluatedRule } from '../language/verdict/unevaluatedRules.ts';
import type { LineIndex } from '../manifests/yaml/lineIndex.ts';

/** A finding as it is printed. Lines and columns count from 1, columns in UTF-16 units; the end is behind the last one. */
export interface PrintedFinding {
  /** Relative to the working folder, with slashes. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

/** What became of a run. */
export interface Verdict {
  readonly findings: readonly PrintedFinding[];
  /** YAML files that were judged. */
  readonly files: number;
  /** Files and folders that were found but not read; paths as in findings. */
  readonly unread: readonly Unread[];
  /** Rules of the judged kinds that could not be evaluated. */
  readonly unevaluatedRules: readonly UnevaluatedRule[];
}

/** A finding, whose span counts from the start of its file, as it is printed. */
export function printed({ code, severity, message, span }: Finding, path: string, lines: LineIndex): PrintedFinding {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return {
    path,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    severity,
    code,
    message,
  };
}
