import type { Disposable } from '../../base/disposable.ts';
import { backoffDelay } from '../../base/backoff.ts';
import type { Failure } from '../../base/failure.ts';
import { createLimiter } from '../../base/limiter.ts';
import type { Logger } from '../../base/logger.ts';
import { sleep, untilAborted } from '../../base/wait.ts';
import { categoryOf } from '../../flux/kinds.ts';
import type { KindId } from '../../flux/object.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import type { Transport } from '../api/api.ts';
import { discoverFluxKinds } from '../watch/discovery.ts';
import { createHistoryCheck } from '../watch/history.ts';
import { startKindWatch, type KindWatchContext } from '../watch/kindWatch.ts';
import { createOutageWatch, isRefusal } from '../watch/outage.ts';
import { asClusterFailure } from '../api/statusFailure.ts';
import type { Store } from '../watch/store.ts';
import type { WatchTiming } from '../watch/watchTiming.ts';

/** What a connection tells its session. */
export interface ConnectionListener {
  answered(): void;
  lost(failure: Failure, retryAt: number): void;
  /** No credentials are accepted: the connection has stopped all traffic and waits to be disposed. */
  refused(failure: Failure): void;
}

/**
 * How a connection learns of Flux objects: it watches them; it lists them once, for whoever asks and ends; or not at all, for
 * whoever sends single requests.
 */
export type Following = 'watched' | 'listedOnce' | 'unknown';

export interface ConnectionOptions {
  readonly transport: Transport;
  readonly store: Store;
  readonly listener: ConnectionListener;
  readonly logger: Logger;
  /** Namespaces to watch where cluster-wide lists are forbidden. */
  readonly namespaces: readonly string[];
  readonly timing: WatchTiming;
  readonly objects: Following;
}

/** Keeps a store current from one API server until it is disposed. */
export interface Connection extends Disposable {
  /** During an outage: asks the server at once. */
  retryNow(): void;
}

/** More watches than this are not opened for one account: namespaces are then listed slowly. */
const maxWatches = 200;
const concurrentLists = 6;

function isSource({ id }: ServedKind): boolean {
  return categoryOf(id) === 'sources';
}

/** Discovers the Flux kinds and keeps every one of them current in `store`. */
export function openConnection(options: ConnectionOptions): Connection {
  const { transport, store, listener, logger, namespaces, timing, objects } = options;
  const closed = new AbortController();
  const { signal } = closed;
  const limitLists = createLimiter(concurrentLists);
  const isRestored = createHistoryCheck();
  const watches = new Map<KindId, { served: ServedKind; watch: Disposable }>();
  let loss = new AbortController();

  const outage = createOutageWatch(transport, { lost: listener.lost, back: listener.answered }, timing.retry, signal);
  const close = (): void => {
    closed.abort();
    for (const { watch } of watches.values()) watch.dispose();
    watches.clear();
  };
  const refuse = (failure: Failure): void => {
    if (signal.aborted) return;
    close();
    listener.refused(failure);
  };

  const context = (kinds: number): KindWatchContext => ({
    transport,
    store,
    host: { limitLists, serverBack: outage.serverBack, isRestored },
    logger,
    timing,
    namespaces,
    listsOnce: objects === 'listedOnce',
    pollNamespaces: kinds * namespaces.length > maxWatches,
    onEnd: ({ id }, end) => {
      if (end.code === 'unauthenticated') return refuse(end.failure);
      watches.get(id)?.watch.dispose();
      watches.delete(id);
      loss.abort();
    },
  });

  /** Returns whether the kinds differ from those before. */
  const adopt = (kinds: readonly ServedKind[]): boolean => {
    const isKnown = ({ id, version }: ServedKind): boolean => watches.get(id)?.served.version === version;
    const gone = [...watches].filter(([id]) => !kinds.some((kind) => kind.id === id && isKnown(kind)));
    for (const [id, { watch }] of gone) {
      watch.dispose();
      watches.delete(id);
    }
    store.setKinds(kinds);
    if (objects === 'unknown') return false;
    const shared = context(kinds.length);
    // Sources first: whether a Kustomization failed or waits shows only beside its source.
    const added = kinds.filter((kind) => !isKnown(kind)).sort((a, b) => Number(isSource(b)) - Number(isSource(a)));
    for (const served of added) watches.set(served.id, { served, watch: startKindWatch(shared, served) });
    return gone.length + added.length > 0;
  };

  const discover = async (): Promise<readonly ServedKind[]> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await discoverFluxKinds(transport, signal);
      } catch (error) {
        signal.throwIfAborted();
        const failure = asClusterFailure(error);
        if (isRefusal(failure)) refuse(failure);
        signal.throwIfAborted();
        logger.warn(`Discovery at ${transport.host} failed: ${failure.message}`);
        // Where there are watches they know better whether the server is away.
        if (watches.size === 0) await outage.pause(failure, attempt);
        else await sleep(backoffDelay(attempt, timing.retry), signal);
      }
    }
  };

  /** Waits longer each time that nothing changed; without Flux it does not, as somebody may be installing it. */
  const nextLook = async (unchanged: number): Promise<void> => {
    if (objects !== 'watched') return untilAborted(signal);
    loss = new AbortController();
    const delay = backoffDelay(watches.size > 0 ? unchanged : 0, timing.discovery);
    await sleep(delay, AbortSignal.any([signal, loss.signal])).catch(() => sleep(timing.discoveryAfterLoss, signal));
  };

  const run = async (): Promise<void> => {
    for (let unchanged = 0; ; unchanged += 1) {
      const kinds = await discover();
      if (adopt(kinds)) {
        logger.info(`${transport.host} serves ${kinds.length} Flux kinds`);
        unchanged = 0;
      }
      // Whoever hears that the server answered finds its kinds in the snapshot.
      store.flush();
      if (unchanged === 0 || kinds.length === 0) listener.answered();
      await nextLook(unchanged);
    }
  };
  run().catch(
    (error: unknown) => signal.aborted || logger.error(`Connection to ${transport.host} ended: ${String(error)}`),
  );

  return { retryNow: outage.retryNow, dispose: close };
}
