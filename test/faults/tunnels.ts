import { once } from 'node:events';
import * as http from 'node:http';
import * as net from 'node:net';

/** A proxy that opens tunnels, on loopback. */
export interface TunnelProxy {
  /** `host:port` to give to a client. */
  readonly address: string;
  /** Where clients wanted to go. */
  readonly targets: readonly string[];
  close(): Promise<void>;
}

/** Starts an HTTP proxy for CONNECT; with `credentials` (`user:password`) it refuses those who do not send them. */
export async function startConnectProxy(credentials?: string): Promise<TunnelProxy> {
  const targets: string[] = [];
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = http.createServer();
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    targets.push(request.url ?? '');
    client.on('error', () => undefined);
    if (wanted && request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    join(client, host, Number(port), () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return listen(server, targets);
}

/** Starts a SOCKS5 proxy (RFC 1928) without authentication. */
export async function startSocksProxy(): Promise<TunnelProxy> {
  const targets: string[] = [];
  const server = net.createServer((client) => {
    client.on('error', () => undefined);
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request: Buffer) => {
        const { host, port } = readTarget(request);
        targets.push(`${host}:${port}`);
        join(client, host, port, () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
      });
    });
  });
  return listen(server, targets);
}

function readTarget(request: Buffer): { host: string; port: number } {
  const isName = request[3] === 3;
  const end = isName ? 5 + (request[4] ?? 0) : 8;
  const host = isName ? request.toString('latin1', 5, end) : [...request.subarray(4, end)].join('.');
  return { host, port: request.readUInt16BE(end) };
}

function join(client: net.Socket, host: string, port: number, onOpen: () => void): void {
  const server = net.connect(port, host, onOpen);
  server.on('error', () => client.destroy()).on('close', () => client.destroy());
  client.on('close', () => server.destroy());
  client.pipe(server).pipe(client);
}

async function listen(server: net.Server, targets: readonly string[]): Promise<TunnelProxy> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    targets,
    async close() {
      const closed = once(server, 'close');
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
