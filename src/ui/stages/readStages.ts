import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { failureOf } from '../../base/failure.ts';
import { refusal } from '../commands/guard.ts';
import { lazy } from '../lazy.ts';
import type { StagesRead } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

/**
 * Reads the stages of the first folder of the workspace that has some. Throws a FailureError (`noFolder`, `restricted`,
 * `noStages`, `badConfig` ...) with a sentence, or the signal's reason.
 */
export async function readStages(previous: StagesRead | undefined, signal: AbortSignal): Promise<StagesRead> {
  const { openProject, stageOverview } = lazyPromote();
  let reason: string | undefined;
  for (const folder of requireFolders()) {
    try {
      const project = await openProject(folder, signal);
      return { project, stages: stageOverview(project, previous?.stages) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.code !== 'noStages') throw error;
      reason ??= failure.message;
    }
  }
  throw refusal('noStages', reason ?? '');
}

/** The bundle that reads repositories. Throws a FailureError (`restricted`) in Restricted Mode, where no Git runs. */
export function lazyPromote(): ReturnType<typeof lazy<'promote'>> {
  if (!vscode.workspace.isTrusted) throw refusal('restricted', stageTexts.restricted());
  return lazy('promote');
}

/** The folders of the workspace, at least one. Throws a FailureError (`noFolder`). */
export function requireFolders(): readonly string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
    uri.scheme === 'file' ? [uri.fsPath] : [],
  );
  if (folders.length === 0) throw refusal('noFolder', stageTexts.noFolder());
  return folders;
}

/** Tells when a file of the workspace changed on disk, or a branch moved. */
export function watchRepository(movedOn: () => void): Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const seen = ({ path }: vscode.Uri): void => {
    if (matters(path)) movedOn();
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(seen),
    watcher.onDidCreate(seen),
    watcher.onDidDelete(seen),
    vscode.workspace.onDidChangeWorkspaceFolders(movedOn),
    vscode.workspace.onDidGrantWorkspaceTrust(movedOn),
  );
}

/** Of Git's own files, which change with every look at them, those that say what is checked out and where branches are. */
function matters(path: string): boolean {
  if (path.includes('/node_modules/')) return false;
  const git = path.indexOf('/.git/');
  return git < 0 || /^\/\.git\/(?:HEAD|packed-refs|refs\/(?:heads|remotes)\/.*(?<!\.lock))$/.test(path.slice(git));
}
