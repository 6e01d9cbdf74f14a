import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { Logger } from '../base/logger.ts';

/** The "Sluice" output channel: a logger for all rooms that a person can open. */
export interface Log extends Logger, Disposable {
  show(): void;
}

/** Makes the output channel; VS Code shows it by the level that a person sets. */
export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Sluice', { log: true });
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message) => channel.error(message),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
