import { DiagnosticSeverity, DiagnosticTag, type Diagnostic, type Location } from 'vscode-languageserver/node';
import type { Finding, Severity } from '../../language/finding.ts';
import type { LineIndex } from '../../manifests/yaml/lineIndex.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import { rangeOf } from './ranges.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { deprecated: DiagnosticTag.Deprecated, unnecessary: DiagnosticTag.Unnecessary } as const;

/** What is needed besides the finding and its file. */
export interface DiagnosticFacts {
  /** The page to which `#code` is added. */
  readonly page: string | undefined;
  /** Where a span of a file is, which may be another one; undefined if it cannot be read. */
  readonly location: (path: string, span: Span) => Location | undefined;
}

/** A finding, whose span counts from the start of its file, as LSP's diagnostic. */
export function toDiagnostic(finding: Finding, lines: LineIndex, { page, location }: DiagnosticFacts): Diagnostic {
  const related = finding.related?.flatMap(({ path, span, message }) => {
    const there = location(path, span);
    return there === undefined ? [] : [{ message, location: there }];
  });
  return {
    range: rangeOf(lines, finding.span),
    severity: severities[finding.severity],
    code: finding.code,
    source: 'sluice',
    message: finding.message,
    ...(page !== undefined && { codeDescription: { href: `${page}#${finding.code}` } }),
    ...(finding.tags !== undefined && { tags: finding.tags.map((tag) => tags[tag]) }),
    ...(related !== undefined && related.length > 0 && { relatedInformation: related }),
  };
}
