import type { Disposable } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { KindState, ServedKind } from '../../flux/snapshot.ts';
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
  /** Whether each list is the last. */
  readonly listsOnce: boolean;
  /** Whether watching each of these namespaces would open too many watches, so that they are listed slowly. */
  readonly pollNamespaces: boolean;
  /** A reflector that ended by itself: only the connection can decide what follows. */
  readonly onEnd: (served: ServedKind, end: ReflectorEnd) => void;
}

/** The part of a reflector's sink that tells how far what it delivers can be believed. */
type StateSink = Pick<ReflectorSink, 'live' | 'stale' | 'forbidden'>;

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
    const namespaces = served.namespaced ? context.namespaces : [];
    const states = new Map<string, KindState>(namespaces.map((namespace) => [namespace, { phase: 'loading' }]));
    const publish = (): void => store.setState(id, limitedState(states, refusal));
    publish();
    for (const namespace of states.keys()) {
      const settle = (state: KindState): void => {
        states.set(namespace, state);
        publish();
      };
      run(namespace, fallback.signal, {
        live: () => settle({ phase: 'live' }),
        stale: ({ message }) => settle({ phase: 'stale', message }),
        forbidden({ message }) {
          store.replace(id, namespace, []);
          settle({ phase: 'forbidden', message });
        },
      });
    }
  };

  const run = (namespace: string | undefined, signal: AbortSignal, states: StateSink): void => {
    const sink: ReflectorSink = {
      replace: (objects) => store.replace(id, namespace, objects),
      upsert: (object) => store.upsert(object),
      remove: (object) => store.remove(id, object.key),
      ...states,
    };
    const polls = namespace !== undefined && context.pollNamespaces;
    const after = context.listsOnce ? 'nothing' : polls ? 'list' : 'watch';
    const { transport, host, timing } = context;
    void runReflector({ transport, served, namespace, sink, host, after, timing }, signal).then(
      (end) => signal.aborted || context.onEnd(served, end),
      (error: unknown) => signal.aborted || context.logger.error(`Watch of ${served.plural} ended: ${String(error)}`),
    );
  };

  run(undefined, cluster.signal, {
    live: () => {
      stopFallback();
      store.setState(id, { phase: 'live' });
    },
    stale({ message }) {
      // Trying for the whole cluster again says nothing of the namespaces' own watches.
      if (!fallback) store.setState(id, { phase: 'stale', message });
    },
    forbidden(failure) {
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

/**
 * What the states of a kind in single namespaces come to: nothing is said before each of them has answered, and one
 * broken watch makes all of it stale. `refusal` is the answer for the whole cluster.
 */
function limitedState(states: ReadonlyMap<string, KindState>, { message }: ClusterFailure): KindState {
  const namespaces = [...states].flatMap(([namespace, { phase }]) => (phase === 'forbidden' ? [] : [namespace])).sort();
  if (namespaces.length === 0) return { phase: 'forbidden', message };
  const all = [...states.values()];
  if (all.some(({ phase }) => phase === 'loading')) return { phase: 'loading' };
  const stale = all.find((state) => state.phase === 'stale');
  return { ...(stale ?? { phase: 'live' }), namespaces };
}
