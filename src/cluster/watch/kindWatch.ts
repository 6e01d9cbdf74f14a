import type { Disposable } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import type { ClusterFailure, Transport } from '../api/api.ts';
import { runReflector, type ReflectorEnd, type ReflectorHost, type ReflectorSink } from './reflector.ts';
import type { Store } from './store.ts';
import type { WatchTiming } from './watchTiming.ts';

/** What the watches of all kinds of a connection share. */
export interface KindWatchContext {
  readonly transport: Transport;
  readonly store: Store;
  readonly host: ReflectorHost;
  readonly logger: Logger;
  readonly timing: WatchTiming;
  /** Where to look when cluster-wide lists are forbidden. */
  readonly namespaces: readonly string[];
  /** Whether watching each of these namespaces would open too many watches, so that they are listed slowly. */
  readonly pollNamespaces: boolean;
  /** A reflector that ended by itself: only the connection can decide what follows. */
  readonly onEnd: (served: ServedKind, end: ReflectorEnd) => void;
}

/**
 * Keeps one kind of the store current until it is disposed: watched in the whole cluster or, where that is
 * forbidden, in the namespaces of the connection, until the right to see all of them comes.
 */
export function startKindWatch(context: KindWatchContext, served: ServedKind): Disposable {
  const { store } = context;
  const { id } = served;
  const cluster = new AbortController();
  let fallback: AbortController | undefined;

  const stopFallback = (): void => {
    fallback?.abort();
    fallback = undefined;
  };

  const startFallback = (refusal: ClusterFailure): void => {
    fallback = new AbortController();
    const readable = new Set<string>();
    const settle = (): void =>
      store.setState(id, { phase: 'forbidden', message: refusal.message, namespaces: [...readable].sort() });
    settle();
    for (const namespace of served.namespaced ? context.namespaces : []) {
      run(namespace, fallback.signal, {
        live: () => {
          readable.add(namespace);
          settle();
        },
        forbidden: () => {
          store.replace(id, namespace, []);
          readable.delete(namespace);
          settle();
        },
      });
    }
  };

  const run = (
    namespace: string | undefined,
    signal: AbortSignal,
    { live, forbidden }: Pick<ReflectorSink, 'live' | 'forbidden'>,
  ): void => {
    const sink: ReflectorSink = {
      replace: (objects) => store.replace(id, namespace, objects),
      upsert: (object) => store.upsert(object),
      remove: (object) => store.remove(id, object.key),
      stale({ message }) {
        // Trying for the whole cluster again says nothing of the namespaces' own watches.
        if (namespace !== undefined || !fallback) store.setState(id, { phase: 'stale', message });
      },
      live,
      forbidden,
    };
    const poll = namespace !== undefined && context.pollNamespaces;
    const { transport, host, timing } = context;
    void runReflector({ transport, served, namespace, sink, host, poll, timing }, signal).then(
      (end) => signal.aborted || context.onEnd(served, end),
      (error: unknown) => signal.aborted || context.logger.error(`Watch of ${served.plural} ended: ${String(error)}`),
    );
  };

  run(undefined, cluster.signal, {
    live: () => {
      stopFallback();
      store.setState(id, { phase: 'live' });
    },
    forbidden: (failure) => {
      if (fallback) return;
      store.replace(id, undefined, []);
      startFallback(failure);
    },
  });

  return {
    dispose() {
      cluster.abort();
      stopFallback();
    },
  };
}
