import * as vscode from 'vscode';
import { vsdiag, type Middleware } from 'vscode-languageclient/node';
import type { Disposable } from '../../base/disposable.ts';
import { setting } from '../settings.ts';
import { schemaFindings, withoutDoubles } from './overlap.ts';

type Report = vsdiag.DocumentDiagnosticReport;

/** Which of the server's findings are shown: none where checking is off, none that the YAML extension shows already. */
export interface ShownFindings extends Disposable {
  readonly provideDiagnostics: NonNullable<Middleware['provideDiagnostics']>;
}

/** What the server found last in a document, all of it, and how much of that is shown. */
interface Kept {
  readonly resultId: string | undefined;
  readonly all: readonly vscode.Diagnostic[];
  readonly shown: number;
}

/** Shows findings of a server; `refresh` makes VS Code ask for those of all open documents again. */
export function showFindings(refresh: () => void): ShownFindings {
  const kept = new Map<string, Kept>();

  const show = (uri: vscode.Uri, resultId: string | undefined, all: readonly vscode.Diagnostic[]): Report => {
    const items = withoutDoubles(all, theirsIn(uri));
    kept.set(String(uri), { resultId, all, shown: items.length });
    const kind = vsdiag.DocumentDiagnosticReportKind.full;
    return { kind, items: [...items], ...(resultId !== undefined && { resultId }) };
  };

  const recheck = ({ uris }: vscode.DiagnosticChangeEvent): void => {
    const isDifferent = (uri: vscode.Uri): boolean => {
      const known = kept.get(String(uri));
      return known !== undefined && withoutDoubles(known.all, theirsIn(uri)).length !== known.shown;
    };
    if (uris.some(isDifferent)) refresh();
  };

  const subscriptions = vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(recheck),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void kept.delete(String(uri))),
  );
  return {
    async provideDiagnostics(document, previousResultId, token, next) {
      const uri = document instanceof vscode.Uri ? document : document.uri;
      if (!setting('validate.enable')) return show(uri, undefined, []);
      const before = kept.get(String(uri));
      // Only what is kept can be shown again when the server says that nothing changed.
      const isKept = before?.resultId === previousResultId;
      const report = await next(document, isKept ? previousResultId : undefined, token);
      if (!report) return report;
      if (report.kind === vsdiag.DocumentDiagnosticReportKind.full) return show(uri, report.resultId, report.items);
      return before === undefined ? report : show(uri, report.resultId, before.all);
    },
    dispose() {
      subscriptions.dispose();
    },
  };
}

function theirsIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return schemaFindings(vscode.languages.getDiagnostics(uri));
}
