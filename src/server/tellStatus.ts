import type { Connection } from 'vscode-languageserver/node';
import { disposeAll, type Disposable } from '../base/disposable.ts';
import { status, type StatusParams } from '../protocol/protocol.ts';
import type { Facts } from './facts.ts';
import { createThrottle } from './throttle.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/** Milliseconds. */
const pace = { delay: 50, interval: 1000 };

/** Tells the client how far the server is, whenever that changed. */
export function tellStatus(connection: Connection, index: WorkspaceIndex, facts: Facts): Disposable {
  let last = '';
  const tell = async (): Promise<void> => {
    const { ready, files, capped } = index.state();
    const params: StatusParams = { state: ready ? 'ready' : 'reading', files, capped, schemas: facts.sources() };
    const text = JSON.stringify(params);
    if (text === last) return;
    last = text;
    await connection.sendNotification(status, params);
  };
  // A client that is gone cannot be told.
  const throttle = createThrottle(pace, tell, () => undefined);
  return disposeAll(
    throttle,
    index.onDidChange(() => throttle.ask()),
    facts.onDidChange(() => throttle.ask()),
  );
}
