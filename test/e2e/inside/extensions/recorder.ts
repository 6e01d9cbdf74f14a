/**
 * An extension that VS Code activates before all others that wait for its start, Sluice among them. It records what
 * Sluice sends out from the first moment on.
 */
import * as vscode from 'vscode';
import { recordOutgoing, type Recording } from './outgoing.ts';

/** What the tests get of it. */
export interface Recorder extends Recording {
  /** Whether Sluice was active already when the recording began. */
  readonly isLate: boolean;
}

/** Called by VS Code. */
export function activate(): Recorder {
  const sluice = vscode.extensions.getExtension('sluice.sluice');
  if (!sluice) throw new Error('Sluice is not installed.');
  return { ...recordOutgoing(sluice.extensionPath), isLate: sluice.isActive };
}
