import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { CommandId } from '../commands/table.ts';
import { setting } from '../settings.ts';

/** The commands that a lens may run, as the server is told; each takes the object below the lens as its argument. */
export const lensCommands: readonly CommandId[] = ['sluice.reconcile', 'sluice.diff'];

/** Leaves out lenses whose command the person's settings forbid. */
export const provideCodeLenses: NonNullable<Middleware['provideCodeLenses']> = async (document, token, next) => {
  const lenses = await next(document, token);
  return lenses?.filter(isAllowed);
};

function isAllowed({ command }: vscode.CodeLens): boolean {
  switch (command?.command) {
    case 'sluice.reconcile':
      return !setting('readOnly');
    case 'sluice.diff':
      return setting('allowDryRun');
    default:
      return true;
  }
}
