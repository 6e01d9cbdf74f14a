import {
  CodeActionKind,
  type CodeAction as LspAction,
  type Connection,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { codeActions, type CodeAction } from '../../language/codeActions.ts';
import type { LineIndex } from '../../manifests/yaml/lineIndex.ts';
import type { Reports } from '../diagnostics/reports.ts';
import type { OpenDocument } from '../documents.ts';
import { rangeOf, spanOf } from '../translate/ranges.ts';
import type { FeatureParts } from './asking.ts';

/**
 * Offers what can be done about the findings at a range. `versioned`: the client takes edits of a certain version of a
 * document.
 */
export function answerCodeActions(
  connection: Connection,
  { documents }: FeatureParts,
  reports: Reports,
  versioned: boolean,
): void {
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }): LspAction[] | null => {
    const document = documents.get(uri);
    if (document === undefined) return null;
    if (only !== undefined && !only.some(isQuickFix)) return [];
    const file = documents.read(document);
    const { findings, diagnostics } = reports.of(document);
    return codeActions(file, findings, spanOf(file.lines, range)).map((action) => {
      const diagnostic = diagnostics[findings.indexOf(action.finding)];
      return {
        title: action.title,
        kind: CodeActionKind.QuickFix,
        edit: toEdit(action, file.lines, document, versioned),
        ...(diagnostic !== undefined && action.kind === 'fix' && { diagnostics: [diagnostic] }),
        ...(action.preferred && { isPreferred: true }),
      };
    });
  });
}

/** `only` names a kind or one above it: the empty kind is above all. */
function isQuickFix(kind: string): boolean {
  return kind === '' || kind === CodeActionKind.QuickFix;
}

function toEdit(
  { edits }: CodeAction,
  lines: LineIndex,
  { uri, version }: OpenDocument,
  versioned: boolean,
): WorkspaceEdit {
  const changes = edits.map(({ span, text }) => ({ range: rangeOf(lines, span), newText: text }));
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}
