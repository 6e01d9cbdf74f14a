import { createServer, type Server } from 'node:net';

/** Ports in one block, which lies below the range from which systems take ports for outgoing connections. */
const portCount = 32;
const firstBlock = 20_000;
const blockCount = 375;

/** What each port of a block is for, as an offset from its first. The first is held by the supervisor itself. */
export const portOffsets = {
  api: 1,
  etcd: 2,
  etcdPeer: 3,
  controllerManager: 4,
  artifacts: 5,
  events: 6,
  receivers: 7,
  forge: 8,
  /** Nothing ever listens here. */
  closed: 9,
  /** Two for each Flux controller, metrics and health. */
  controllers: 10,
} as const;

/**
 * Reserves a block of ports of 127.0.0.1 for as long as the returned server listens: it holds the block's first
 * port, and the kernel takes it back with the process, however that ends. Blocks with any port in use are passed over.
 */
export async function reservePorts(): Promise<{ firstPort: number; reservation: Server }> {
  const start = Math.floor(Math.random() * blockCount);
  for (let step = 0; step < blockCount; step += 1) {
    const firstPort = firstBlock + ((start + step) % blockCount) * portCount;
    const reservation = await listen(firstPort);
    if (reservation === undefined) continue;
    if (await allFree(firstPort + 1, portCount - 1)) return { firstPort, reservation };
    reservation.close();
  }
  throw new Error(
    `no block of ${portCount} free ports between ${firstBlock} and ${firstBlock + blockCount * portCount}`,
  );
}

async function allFree(first: number, count: number): Promise<boolean> {
  for (let port = first; port < first + count; port += 1) {
    const server = await listen(port);
    if (server === undefined) return false;
    await new Promise((resolve) => server.close(resolve));
  }
  return true;
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
