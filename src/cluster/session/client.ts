import type { V1NamespaceList } from '@kubernetes/client-node';
import type { Disposable } from '../../base/disposable.ts';
import { FailureError, isAbort } from '../../base/failure.ts';
import type { Logger } from '../../base/logger.ts';
import type { FluxObject, JsonObject, ObjectKey } from '../../flux/object.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import type { DiffCluster } from '../../diff/terms/ports.ts';
import { createDiffCluster } from '../requests/dryRun.ts';
import { createAccessReview, type Access } from '../requests/access.ts';
import { openConnection, type ConnectionListener, type Following } from './connection.ts';
import { createCredentials } from '../credentials/credentials.ts';
import { userName } from '../requests/identity.ts';
import { clusterSchemas, type ClusterSchemas } from '../requests/schemas.ts';
import type { ResolvedContext } from '../kubeconfig/kubeconfig.ts';
import type { Store } from '../watch/store.ts';
import { createTransport } from '../transport/transport.ts';
import type { WatchTiming } from '../watch/watchTiming.ts';
import { patchObject } from '../requests/writes.ts';

export interface ClientSettings {
  /** Namespaces to watch, besides the context's, where cluster-wide lists are forbidden. */
  readonly namespaces: readonly string[];
  /** VS Code's `http.proxy`, for when neither the kubeconfig nor the environment names a proxy. */
  readonly httpProxy?: string;
  /** VS Code's `http.noProxy`. */
  readonly noProxy?: readonly string[];
}

/** What a client works with, whatever the cluster. */
export interface ClientTools {
  readonly logger: Logger;
  readonly timing: WatchTiming;
  readonly objects: Following;
  /** Hears the lines that an exec plugin prints for the person while it runs, such as where to sign in. */
  readonly onNotice: (line: string) => void;
}

/** One open way to a cluster: keeps the store current and answers single requests, until it is disposed. */
export interface Client extends Disposable {
  /** The API server as text for people: `host:port`. */
  readonly host: string;
  retryNow(): void;
  /** Whether we may change an object, by the API server's word. */
  mayPatch(key: ObjectKey, signal: AbortSignal): Promise<Access>;
  /**
   * Sends one JSON merge patch and returns the object as the server answered; views follow the watch.
   * Throws FailureError with a ClusterFailure, or with code `notConnected` when the client is disposed.
   */
  patch(key: ObjectKey, patch: JsonObject, signal: AbortSignal): Promise<FluxObject>;
  /** The name by which the cluster knows us, if it says so. */
  userName(signal: AbortSignal): Promise<string | undefined>;
  /** The names of all namespaces. Throws FailureError with a ClusterFailure, `forbidden` among them. */
  namespaces(signal: AbortSignal): Promise<string[]>;
  /** What a prediction asks; dry runs among it, which the setting `sluice.allowDryRun` governs: ask it before. */
  readonly diff: DiffCluster;
  /** By what the cluster judges objects, as far as it tells us. Throws only with code `notConnected`. */
  schemas(signal: AbortSignal): Promise<ClusterSchemas>;
}

/** Opens a client for `context`: one transport for the watches and for single requests. */
export function openClient(
  context: ResolvedContext,
  settings: ClientSettings,
  store: Store,
  listener: ConnectionListener,
  { logger, timing, objects, onNotice }: ClientTools,
): Client {
  const credentials = createCredentials(context, { logger, onNotice });
  const transport = createTransport(context, credentials, { ...settings, logger });
  const namespaces = [...new Set([context.namespace ?? 'default', ...settings.namespaces])];
  const connection = openConnection({ transport, store, listener, logger, namespaces, timing, objects });
  const mayPatch = createAccessReview(transport);

  const served = (key: ObjectKey): ServedKind => {
    const [group = '', kind = ''] = key.split('/', 2);
    const found = store.snapshot.kinds.get(`${group}/${kind}`)?.served;
    if (!found) throw new FailureError({ code: 'notFound', message: `the cluster does not serve ${kind} (${group})` });
    return found;
  };

  /** Disposing aborts what is under way: to the caller that is a failure, not its own cancel. */
  const answered = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw isAbort(error) && !signal.aborted ? notConnected() : error;
    }
  };

  return {
    host: transport.host,
    retryNow: connection.retryNow,
    mayPatch: async (key, signal) => mayPatch('patch', served(key), key, signal),
    patch: async (key, patch, signal) => answered(patchObject(transport, served(key), key, patch, signal), signal),
    userName: (signal) => userName(transport, signal),
    async namespaces(signal) {
      const request = { path: '/api/v1/namespaces', query: { resourceVersion: '0' }, accept: namesOnly };
      const { items } = await answered(transport.request<V1NamespaceList>(request, signal), signal);
      return items.flatMap(({ metadata }) => metadata?.name ?? []).sort();
    },
    diff: createDiffCluster(transport, { actsAsOther: context.user.impersonate !== undefined }),
    schemas: (signal) => answered(clusterSchemas(transport, logger, signal), signal),
    dispose() {
      connection.dispose();
      transport.dispose();
      credentials.dispose();
    },
  };
}

const namesOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** What a request rejects with whose client is disposed. */
export function notConnected(): FailureError {
  return new FailureError({ code: 'notConnected', message: 'the connection to the cluster was ended' });
}
