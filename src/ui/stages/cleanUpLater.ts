import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { messageOf } from '../../base/failure.ts';
import type { Logger } from '../../base/logger.ts';
import { hasLeftovers } from '../../git/write/leftovers.ts';
import { lazy } from '../lazy.ts';

/** Milliseconds: what a person waits for at the start comes first. */
const restMs = 500;

/**
 * Takes away what promotions left in the open folders' repositories that ended half-way with VS Code: a moment after the
 * start, and after folders are opened or trusted. Where nothing was left no Git runs and nothing is loaded.
 */
export function cleanUpLater(log: Logger): Disposable {
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) return;
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (uri.scheme !== 'file' || !(await hasLeftovers(uri.fsPath)) || end.signal.aborted) continue;
      const gone = await lazy('promote').cleanUp(uri.fsPath, end.signal);
      log.info(`Took away what a promotion left that ended half-way: ${gone.join(', ')}`);
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look().catch((error: unknown) => {
        if (!end.signal.aborted) log.warn(`Cleaning up: ${messageOf(error)}`);
      });
    }, restMs);
  };
  later();
  const owned = vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(later),
    vscode.workspace.onDidGrantWorkspaceTrust(later),
  );
  return {
    dispose() {
      end.abort();
      clearTimeout(timer);
      owned.dispose();
    },
  };
}
