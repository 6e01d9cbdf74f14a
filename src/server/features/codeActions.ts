import {
  CodeActionKind,
  type CodeAction,
  type Connection,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Finding, Fix } from '../../language/finding.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { OpenDocument } from '../documents.ts';
import type { Reports } from '../diagnostics/reports.ts';
import { rangeOf, spanOf } from '../translate/ranges.ts';
import type { FeatureParts } from './asking.ts';

/** Offers the fixes of the findings at a range. `versioned`: the client takes edits of a certain version of a document. */
export function answerCodeActions(
  connection: Connection,
  { documents }: FeatureParts,
  reports: Reports,
  versioned: boolean,
): void {
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }): CodeAction[] | null => {
    const document = documents.get(uri);
    if (document === undefined) return null;
    if (only !== undefined && !only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
    const file = documents.read(document);
    const { findings, diagnostics } = reports.of(document);
    const { start, end } = spanOf(file.lines, range);
    return findings.flatMap((finding, index) => {
      const touches = finding.span.start <= end && finding.span.end >= start;
      const diagnostic = diagnostics[index];
      if (!touches || diagnostic === undefined) return [];
      return actionsFor(finding, diagnostic, (fix) => toEdit(fix, file, document, versioned));
    });
  });
}

function actionsFor({ fixes = [] }: Finding, diagnostic: Diagnostic, edit: (fix: Fix) => WorkspaceEdit): CodeAction[] {
  return fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: edit(fix),
    ...(fix.preferred === true && { isPreferred: true }),
  }));
}

function toEdit(
  { edits }: Fix,
  { lines }: ManifestFile,
  { uri, version }: OpenDocument,
  versioned: boolean,
): WorkspaceEdit {
  const changes = edits.map(({ span, text }) => ({ range: rangeOf(lines, span), newText: text }));
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}
