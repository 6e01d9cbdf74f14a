import { DidChangeWatchedFilesNotification, WatchKind, type Connection } from 'vscode-languageserver/node';
import { disposeAll, type Disposable } from '../base/disposable.ts';
import { createThrottle } from './throttle.ts';
import { isFileUri, pathOf } from './uris.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/** Changes that come together, as of a checkout, are looked at together: milliseconds. */
const pace = { delay: 50, interval: 200 };

/** A client that watches nothing for us has all looked at again when a document is saved, but not all the time. */
const paceOfSaves = { delay: 50, interval: 10_000 };

/**
 * Hears from the client which files changed on disk. `canChoose`: the client watches what it is asked to: contents of
 * YAML files, and of all others whether they are there, since generators and paths name them.
 */
export function watchFiles(connection: Connection, index: WorkspaceIndex, canChoose: boolean): Disposable {
  const changed = new Set<string>();
  const throttle = createThrottle(
    pace,
    async () => {
      const paths = [...changed];
      changed.clear();
      await index.look(paths);
    },
    () => undefined,
  );
  if (canChoose) {
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [
        { globPattern: '**/*.{yaml,yml,YAML,YML}', kind: WatchKind.Change },
        { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
      ],
    });
  }
  const lookAtAll = createThrottle(
    paceOfSaves,
    () => index.look(index.current().workspace.roots),
    () => undefined,
  );
  connection.onDidSaveTextDocument(() => {
    if (!canChoose) lookAtAll.ask();
  });
  return disposeAll(
    throttle,
    lookAtAll,
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) if (isFileUri(uri)) changed.add(pathOf(uri));
      if (changed.size > 0) throttle.ask();
    }),
  );
}
