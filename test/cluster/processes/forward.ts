import { connect, createServer, type Server, type Socket } from 'node:net';
import type { ForwardSpec } from './protocol.ts';

/** Relays connections from one loopback address to another at the same port; resolves when it listens. */
export function forward({ fromHost, toHost, port }: ForwardSpec): Promise<Server> {
  const server = createServer((incoming) => {
    const outgoing = connect(port, toHost);
    couple(incoming, outgoing);
    couple(outgoing, incoming);
    incoming.pipe(outgoing);
    outgoing.pipe(incoming);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, fromHost, () => resolve(server));
  });
}

/** Where one end breaks, the other is told at once. */
function couple(one: Socket, other: Socket): void {
  one.on('error', () => other.destroy());
  one.on('close', () => other.destroy());
}
