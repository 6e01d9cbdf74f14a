import * as vscode from 'vscode';
import { failureOf, isAbort, messageOf } from '../../base/failure.ts';
import { plainText } from '../../base/plainText.ts';
import type { Log } from '../log.ts';
import { texts } from '../texts.ts';
import type { CommandId, CommandTable } from './table.ts';
import { parseTarget } from './target.ts';

/** Registers every command behind one error boundary: what a handler throws is shown once, with a way to the log. */
export function registerCommands(table: CommandTable, log: Log): vscode.Disposable {
  const registrations = Object.entries(table).map(([id, handler]) =>
    // eslint-disable-next-line no-restricted-syntax -- this is the door
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await handler(parseTarget(args));
      } catch (error) {
        if (!isAbort(error)) await report(id as CommandId, error, log);
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

async function report(id: CommandId, error: unknown, log: Log): Promise<void> {
  const message = failureOf(error)?.message ?? messageOf(error);
  log.error(`${id}: ${error instanceof Error ? (error.stack ?? message) : message}`);
  const { showLogs, selectContext } = texts.actions;
  const next = failureOf(error)?.code === 'notConnected' ? [selectContext()] : [];
  const sentence = texts.commandFailed(plainText(message, 500));
  const answer = await vscode.window.showErrorMessage(sentence, ...next, showLogs());
  if (answer === showLogs()) log.show();
  if (answer === selectContext()) await vscode.commands.executeCommand('sluice.selectContext');
}
