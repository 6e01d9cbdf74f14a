import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { failureOf } from '../../base/failure.ts';
import { refusal } from '../commands/guard.ts';
import { lazy } from '../lazy.ts';
import { failureFor, type AllStages, type StagesRead } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

/**
 * Reads the stages of all folders of the workspace. Throws a FailureError (`noFolder`, `restricted`, `noStages`, `badConfig`
 * ...) with a sentence where no folder has some, or the signal's reason.
 */
export async function readStages(previous: AllStages | undefined, signal: AbortSignal): Promise<AllStages> {
  const { openProject, stageOverview } = lazyPromote();
  const read = new Map<string, StagesRead>();
  const failed: { readonly folder: string; readonly error: unknown }[] = [];
  for (const folder of requireFolders()) {
    try {
      const project = await openProject(folder, signal);
      if (read.has(project.root)) continue;
      const before = previous?.repositories.find((one) => one.project.root === project.root);
      read.set(project.root, { project, stages: stageOverview(project, before?.stages) });
    } catch (error) {
      signal.throwIfAborted();
      failed.push({ folder, error });
    }
  }
  const unread = failed.filter(({ error }) => failureOf(error)?.code !== 'noStages');
  const reason = (unread[0] ?? failed[0])?.error;
  if (read.size === 0) throw reason instanceof Error ? reason : refusal('noStages', String(reason));
  return {
    repositories: [...read.values()],
    unread: unread.map(({ folder, error }) => ({ folder, failure: failureFor(error) })),
  };
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
