import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { CommandId } from '../commands/table.ts';
import { setting } from '../settings.ts';

/** The commands that a lens may run, as the server is told; each takes the object below the lens as its argument. */
export const lensCommands: readonly CommandId[] = ['sluice.reconcile'];

/** Leaves out lenses whose command changes something, while Sluice is read-only. */
export const provideCodeLenses: NonNullable<Middleware['provideCodeLenses']> = async (document, token, next) => {
  const lenses = await next(document, token);
  return setting('readOnly') ? lenses?.filter((lens) => !changesSomething(lens)) : lenses;
};

function changesSomething({ command }: vscode.CodeLens): boolean {
  return command !== undefined && lensCommands.some((id) => id === command.command);
}
