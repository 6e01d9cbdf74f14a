import type { Dispatcher } from 'undici';
import { createDispatcher } from '../../network/dispatcher.ts';
import { parseProxy, selectProxy, type ProxySettings } from '../../network/proxy.ts';
import type { KubeconfigCluster } from '../kubeconfig/kubeconfigTypes.ts';
import { secureContext, type TlsIdentity } from './trust.ts';

/** Makes the pool of connections to one API server as one TLS identity. Its owner destroys it. */
export function createServerLink(
  cluster: KubeconfigCluster,
  identity: TlsIdentity,
  proxy: URL | undefined,
): Dispatcher {
  if (!cluster.server.startsWith('https:')) return createDispatcher({}, proxy);
  const tls = {
    secureContext: secureContext(identity),
    rejectUnauthorized: !cluster.insecureSkipTlsVerify,
    ...(cluster.tlsServerName === undefined ? {} : { servername: cluster.tlsServerName }),
  };
  return createDispatcher(tls, proxy);
}

/**
 * The proxy through which `server` is reached, if any: the kubeconfig's `proxy-url`, without exceptions; else what the
 * environment and the editor say. Throws FailureError for an address that is none.
 */
export function serverProxy(
  server: URL,
  kubeconfigProxy: string | undefined,
  settings: ProxySettings,
): URL | undefined {
  return kubeconfigProxy ? parseProxy(kubeconfigProxy, 'proxy-url of the kubeconfig') : selectProxy(server, settings);
}
