import { DocumentDiagnosticReportKind, type DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { disposeAll, type Disposable } from '../../base/disposable.ts';
import { quiet } from '../turns.ts';
import { watchOutdated } from './outdated.ts';
import type { DiagnosticParts, Told } from './parts.ts';

/**
 * Answers a client that asks for diagnostics, with those of the newest text: what has already arrived is taken in first.
 * `canRefresh`: the client asks again for all when it is told to.
 */
export function answerPulls(parts: DiagnosticParts, canRefresh: boolean): Disposable {
  const { connection, documents, reports } = parts;
  const told: Told = new Map();
  let changes = 0;

  const report = async (uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> => {
    await quiet(() => changes);
    const document = documents.get(uri);
    if (document === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const { id, diagnostics } = reports.of(document);
    told.set(uri, id);
    if (id === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items: [...diagnostics] };
  };
  return disposeAll(
    connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
      report(textDocument.uri, previousResultId),
    ),
    documents.onDidChange(() => void (changes += 1)),
    documents.onDidClose(({ uri }) => void told.delete(uri)),
    watchOutdated(parts, told, () => {
      // A client that is gone cannot be asked.
      if (canRefresh) connection.languages.diagnostics.refresh().catch(() => undefined);
    }),
  );
}
