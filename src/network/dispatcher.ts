import type { ConnectionOptions } from 'node:tls';
import { Agent, buildConnector, Pool, ProxyAgent, type Dispatcher } from 'undici';
import { socksConnector } from './socks.ts';
import { timing } from './timing.ts';
import { trustedCertificates } from './trustedCertificates.ts';

/** How TLS connections to a server are made; not used for http. */
export type TlsOptions = Pick<ConnectionOptions, 'secureContext' | 'rejectUnauthorized' | 'servername'>;

/** Makes the pool of connections to one server as one TLS identity, by HTTP/1.1. Its owner destroys it. */
export function createDispatcher(options: TlsOptions, proxy: URL | undefined): Dispatcher {
  const tls = { ...connectOptions, allowH2: false, ...options };
  const agent = { keepAliveTimeout: timing.idleConnection, headersTimeout: timing.headers, bodyTimeout: timing.body };
  if (proxy === undefined) return new Agent({ ...agent, connect: buildConnector(tls) });
  if (proxy.protocol.startsWith('socks')) return new Agent({ ...agent, connect: socksConnector(proxy, tls) });
  return new ProxyAgent({
    ...agent,
    uri: proxy.href,
    requestTls: tls,
    // The proxy is another party: neither the server's CA nor our certificate is for it.
    proxyTls: {
      ...connectOptions,
      allowH2: false,
      ...(proxy.protocol === 'https:' ? { ca: trustedCertificates() } : {}),
    },
    connectTimeout: timing.connect,
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: timing.connect }),
  });
}

const connectOptions = {
  timeout: timing.connect,
  keepAlive: true,
  keepAliveInitialDelay: timing.keepAliveProbe,
} as const;
