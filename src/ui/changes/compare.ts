import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { changeCounts } from '../../diff/changes/changeCounts.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import { openAllChanges } from './changeDocuments.ts';
import type { ChangesState } from './changesState.ts';
import { countsText } from './changeWords.ts';
import { canOpenAll, partsOf, type Comparison, type Question } from './comparison.ts';

/**
 * Compares, with the view "Changes" shown and results in it as they come. At the end all differences open in one
 * editor, if the person still waits for them; whoever went on with something else is told, and asked. Rejects with
 * why it failed.
 */
export async function compare(state: ChangesState, question: Question): Promise<void> {
  await vscode.commands.executeCommand('sluice.changes.focus', { preserveFocus: true });
  const attention = watchAttention();
  try {
    const comparison = await runComparison(state, question);
    if (!canOpenAll(comparison)) return;
    if (attention.isHere()) await openAllChanges(comparison);
    else await offerAll(comparison);
  } finally {
    attention.dispose();
  }
}

/** Compares again what was compared last; the results appear in the view alone. */
export async function refresh(state: ChangesState): Promise<void> {
  if (state.current) await runComparison(state, state.current.question);
}

async function runComparison(state: ChangesState, question: Question): Promise<Comparison> {
  const title = texts.changes.comparing(...partsOf({ question, context: question.context() }));
  const result = withLateProgress(title, (signal) => state.run(question, signal));
  const settled = result.then(
    () => undefined,
    () => undefined,
  );
  void vscode.window.withProgress({ location: { viewId: 'sluice.changes' } }, () => settled);
  return result;
}

async function offerAll(comparison: Comparison): Promise<void> {
  const open = texts.actions.openAll();
  const counts = countsText(changeCounts(comparison.findings.predictions));
  const message = texts.changes.compareDone(...partsOf(comparison), counts);
  if ((await vscode.window.showInformationMessage(message, open)) === open) await openAllChanges(comparison);
}

/** Whether the person has gone on to something else since: another editor, typing, or another window. */
function watchAttention(): Disposable & { isHere(): boolean } {
  let isHere = true;
  const leave = (): void => void (isHere = false);
  const owned = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor) leave();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document === vscode.window.activeTextEditor?.document) leave();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) leave();
    }),
  );
  return { isHere: () => isHere, dispose: () => void owned.dispose() };
}
