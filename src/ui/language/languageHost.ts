import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { lazy } from '../lazy.ts';
import { beginsManifest, wantsLanguageServer, type OpenDocument } from './gate.ts';
import type { Language, LanguageOptions } from './language.ts';

/** The window's language server, which is loaded and started when a document first wants it. */
export interface LanguageHost extends Disposable {
  /** Starts the server anew, or at all. */
  restart(): Promise<void>;
  /** Asks the server, which is started if need be. Rejects with its error, or with the signal's reason. */
  ask<Result>(method: string, params: object, signal: AbortSignal): Promise<Result>;
}

/** Waits for a document that the language server has something to say about. */
export function createLanguageHost(options: LanguageOptions): LanguageHost {
  let language: Language | undefined;
  let disposed = false;

  const start = (): Language => {
    waiting.dispose();
    return (language ??= lazy('client').startLanguage(options));
  };
  const lookBy =
    (isWanted: (document: OpenDocument) => boolean) =>
    (document: vscode.TextDocument): void => {
      // The text of a large document is joined from its lines: not for those that cannot be meant.
      if (disposed || language !== undefined || document.languageId !== 'yaml') return;
      if (isWanted(openDocument(document))) start();
    };
  const look = lookBy(wantsLanguageServer);
  const lookWhileWritten = lookBy((document) => beginsManifest(document) || wantsLanguageServer(document));

  const waiting = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => lookWhileWritten(document)),
  );
  // Activation ends first: loading takes longer than all of it.
  setImmediate(() => vscode.workspace.textDocuments.forEach(look));
  return {
    async restart() {
      if (language === undefined) start();
      else await language.restart();
    },
    ask: (method, params, signal) => start().ask(method, params, signal),
    dispose() {
      disposed = true;
      waiting.dispose();
      language?.dispose();
    },
  };
}

function openDocument(document: vscode.TextDocument): OpenDocument {
  const { languageId, uri } = document;
  return { languageId, scheme: uri.scheme, path: uri.path, text: document.getText() };
}
