import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cacheFolder } from '../../../scripts/go/cacheFolder.ts';
import { clusterFailure } from '../failures.ts';

/** What `npm run cluster -- status` tells. */
export interface Status {
  /** Process id of the keeper, which owns the cluster. */
  readonly pid: number;
  readonly since: string;
  readonly server: string;
  readonly kubeconfig: string;
  readonly kubectl: string;
  readonly forge: string;
  readonly forgeToken: string;
  readonly parts: readonly { readonly name: string; readonly pid: number; readonly health: string }[];
}

export type Command = 'status' | 'stop';

/** The file that says at which socket the keeper listens. */
function stateFile(): string {
  return join(cacheFolder(), 'cluster.json');
}

/** Serves commands at a local socket in `folder` and notes the socket in the user's cache folder. */
export async function serveControl(folder: string, answer: (command: Command) => Promise<Status>): Promise<Server> {
  const path = join(folder, 'control.sock');
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    void text(socket).then(async (command) => socket.end(JSON.stringify(await answer(command as Command))));
  });
  server.listen(path);
  await once(server, 'listening');
  await mkdir(cacheFolder(), { recursive: true });
  await writeFile(stateFile(), JSON.stringify({ socket: path }), { flag: 'wx' }).catch((error: unknown) => {
    throw clusterFailure('alreadyUp', 'Another cluster came up in the meantime.', { cause: error });
  });
  return server;
}

/** Asks the keeper; undefined if none runs. Its answer to `stop` comes when the cluster is gone. */
export async function askKeeper(command: Command): Promise<Status | undefined> {
  const state = await readFile(stateFile(), 'utf8').catch(() => undefined);
  if (state === undefined) return undefined;
  try {
    const socket = connect((JSON.parse(state) as { socket: string }).socket);
    await once(socket, 'connect');
    socket.end(command);
    return JSON.parse(await text(socket)) as Status;
  } catch {
    // It is gone without having removed its note.
    await forgetKeeper();
    return undefined;
  }
}

export async function forgetKeeper(): Promise<void> {
  await rm(stateFile(), { force: true });
}
