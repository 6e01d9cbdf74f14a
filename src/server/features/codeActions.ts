import { CodeActionKind, type CodeAction as LspAction, type Connection } from 'vscode-languageserver/node';
import { codeActions } from '../../language/codeActions.ts';
import type { DistantEdit } from '../../language/finding.ts';
import type { Reports } from '../diagnostics/reports.ts';
import type { Places } from '../places.ts';
import { spanOf } from '../translate/ranges.ts';
import { toWorkspaceEdit } from '../translate/workspaceEdit.ts';
import type { FeatureParts } from './asking.ts';

/**
 * Offers what can be done about the findings at a range. `versioned`: the client takes edits of a certain version of a
 * document.
 */
export function answerCodeActions(
  connection: Connection,
  parts: FeatureParts,
  reports: Reports,
  versioned: boolean,
): void {
  const { documents, places } = parts;
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }): LspAction[] | null => {
    const document = documents.get(uri);
    if (document === undefined) return null;
    if (only !== undefined && !only.some(isQuickFix)) return [];
    const file = documents.read(document);
    const { findings, diagnostics } = reports.of(document);
    const actions = codeActions(file, findings, spanOf(file.lines, range));
    // What is closed may have changed on disk before anybody says so.
    if (actions.some(({ distant }) => distant.length > 0)) places.forget();
    return actions
      .filter(({ distant }) => distant.every((edit) => stands(edit, places)))
      .map((action) => {
        const diagnostic = diagnostics[findings.indexOf(action.finding)];
        const own = action.edits.map((edit) => ({ ...edit, path: file.path }));
        return {
          title: action.title,
          kind: CodeActionKind.QuickFix,
          edit: toWorkspaceEdit([...own, ...action.distant], parts, versioned),
          ...(diagnostic !== undefined && action.kind === 'fix' && { diagnostics: [diagnostic] }),
          ...(action.preferred && { isPreferred: true }),
        };
      });
  });
}

/** Whether a file is still what the edit is for, as far as the edit's line tells. */
function stands({ path, span, before }: DistantEdit, places: Places): boolean {
  return places.read(path)?.text.slice(span.start - before.length, span.start) === before;
}

/** `only` names a kind or one above it: the empty kind is above all. */
function isQuickFix(kind: string): boolean {
  return kind === '' || kind === CodeActionKind.QuickFix;
}
