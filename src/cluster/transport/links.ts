import type { Dispatcher } from 'undici';
import type { Disposable } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import { redactUrl } from '../../base/redactUrl.ts';
import { createServerLink } from '../network/serverLink.ts';
import type { KubeconfigCluster } from '../kubeconfig/kubeconfigTypes.ts';
import { pemSource } from '../network/pem.ts';
import type { ClientCertificate, TlsIdentity } from '../network/trust.ts';

/** Owns the connections to one API server: one pool, made anew only when certificates have changed. */
export interface Links extends Disposable {
  /** The pool that shows `client` to the server. Throws FailureError `credentials` for unusable certificates. */
  pool(client: ClientCertificate | undefined, signal: AbortSignal): Promise<Dispatcher>;
}

/** Opens nothing yet: connections are made when requests are sent. */
export function createLinks(cluster: KubeconfigCluster, proxy: URL | undefined, logger: Logger): Links {
  const authority = pemSource(cluster.caData, cluster.caFile, `the cluster "${cluster.name}"`);
  let current: { readonly identity: TlsIdentity; readonly dispatcher: Dispatcher } | undefined;
  let disposed = false;

  return {
    async pool(client, signal) {
      const ca = await authority.read(signal);
      if (disposed) throw new DOMException('Disposed', 'AbortError');
      if (current && isSame(current.identity, { ca, client })) return current.dispatcher;
      const identity = { ca, client };
      const dispatcher = createServerLink(cluster, identity, proxy);
      if (current) {
        logger.info(`certificates for ${redactUrl(cluster.server)} have changed: connecting anew`);
        // Requests under way may end on the connections they have.
        current.dispatcher.close().catch(() => undefined);
      }
      current = { identity, dispatcher };
      return dispatcher;
    },
    dispose() {
      disposed = true;
      current?.dispatcher.destroy().catch(() => undefined);
      current = undefined;
    },
  };
}

function isSame(a: TlsIdentity, b: TlsIdentity): boolean {
  return a.ca === b.ca && a.client?.cert === b.client?.cert && a.client?.key === b.client?.key;
}
