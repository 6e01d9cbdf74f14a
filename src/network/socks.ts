import { SocksClient } from 'socks';
import { buildConnector } from 'undici';
import { timing } from './timing.ts';

const defaultPort = 1080;

/**
 * Connects through a SOCKS5 proxy, which resolves the server's name; TLS runs inside the tunnel. User name and
 * password are taken from the proxy's URL.
 */
export function socksConnector(proxy: URL, tls: buildConnector.BuildOptions): buildConnector.connector {
  const secure = buildConnector(tls);
  return (options, callback) => {
    const { hostname, port, protocol } = options;
    openTunnel(proxy, hostname, Number(port) || (protocol === 'https:' ? 443 : 80)).then(
      (socket) => {
        if (protocol === 'https:') secure({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function openTunnel(proxy: URL, host: string, port: number) {
  const { socket } = await SocksClient.createConnection({
    command: 'connect',
    proxy: {
      host: bare(proxy.hostname),
      port: Number(proxy.port) || defaultPort,
      type: 5,
      ...(proxy.username === '' ? {} : { userId: decodeURIComponent(proxy.username) }),
      ...(proxy.password === '' ? {} : { password: decodeURIComponent(proxy.password) }),
    },
    destination: { host: bare(host), port },
    timeout: timing.connect,
    set_tcp_nodelay: true,
  });
  socket.setKeepAlive(true, timing.keepAliveProbe);
  return socket;
}

/** An IPv6 address of a URL without its brackets. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
