import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { clusterState } from '../../diff/changes/movedOn.ts';
import type { ObjectKey } from '../../flux/object.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { Moved } from './comparison.ts';

/** Tells when files of the workspace change, saved or not, from now on. */
export function watchFiles(movedOn: (what: Moved) => void, now: () => number = Date.now): Disposable {
  const start = now();
  let isDisposed = false;
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const seen = ({ path }: vscode.Uri): void => {
    // Git's own files change with every look at them.
    if (!path.includes('/.git/')) movedOn('files');
  };
  // News of files come late: of what was written just before, too, as by who saves and compares at once.
  const written = async (uri: vscode.Uri): Promise<void> => {
    const { mtime } = await vscode.workspace.fs.stat(uri).then(undefined, () => ({ mtime: start }));
    if (mtime >= start && !isDisposed) seen(uri);
  };
  return vscode.Disposable.from(
    { dispose: () => (isDisposed = true) },
    watcher,
    watcher.onDidChange((uri) => void written(uri)),
    watcher.onDidCreate(seen),
    watcher.onDidDelete(seen),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const isOfWorkspace = vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
      if (contentChanges.length > 0 && isOfWorkspace) movedOn('files');
    }),
  );
}

/** Tells when the Kustomizations `keys` (or what they rest on) are no longer as they are now. */
export function watchCluster(
  host: SessionHost,
  keys: () => readonly ObjectKey[],
  movedOn: (what: Moved) => void,
): Disposable {
  const start = host.snapshot;
  return host.onDidChange(({ snapshot }) => {
    if (clusterState(keys(), snapshot) !== clusterState(keys(), start)) movedOn('cluster');
  });
}
