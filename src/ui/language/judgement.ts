import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { JudgedResult } from '../../protocol/protocol.ts';
import { setting } from '../settings.ts';
import { wantsLanguageServer } from './gate.ts';

/** Knows which open documents Sluice judges, at once, for those who cannot wait. */
export interface Judgement extends Disposable {
  /** Whether anything in the document with this URI is judged by Sluice. */
  judges(uri: string): boolean;
}

/** Pause after a change before the server is asked again. */
const pauseMs = 500;

/**
 * Asks the server by `ask` for each open document, again when it changed; until an answer is there the text itself has
 * to tell. `ask` gives undefined where no server runs.
 */
export function createJudgement(ask: (uri: string) => Promise<JudgedResult> | undefined): Judgement {
  const answers = new Map<string, boolean>();
  const timers = new Map<string, NodeJS.Timeout>();

  const renew = async (uri: string): Promise<void> => {
    const answer = await ask(uri);
    if (answer) answers.set(uri, answer.documents.includes(true));
  };
  const soon = ({ languageId, uri }: vscode.TextDocument): void => {
    if (languageId !== 'yaml') return;
    const key = uri.toString();
    clearTimeout(timers.get(key));
    const later = (): void => void renew(key).catch(() => answers.delete(key));
    timers.set(key, setTimeout(later, pauseMs));
  };
  const forget = (key: string): void => {
    clearTimeout(timers.get(key));
    timers.delete(key);
    answers.delete(key);
  };

  for (const document of vscode.workspace.textDocuments) soon(document);
  const subscriptions = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri.toString())),
  );
  return {
    judges(uri) {
      if (!setting('validate.enable')) return false;
      const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
      if (document === undefined) return false;
      return answers.get(uri) ?? wantsLanguageServer(openDocument(document));
    },
    dispose() {
      subscriptions.dispose();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

function openDocument(document: vscode.TextDocument): Parameters<typeof wantsLanguageServer>[0] {
  const { languageId, uri } = document;
  return { languageId, scheme: uri.scheme, path: uri.path, text: document.getText() };
}
