import { backoffDelay } from '../../base/backoff.ts';
import { sleep, untilAborted } from '../../base/wait.ts';
import type { FluxObject } from '../../flux/object.ts';
import type { ClusterFailure } from '../api/api.ts';
import type { HistoryCheck } from './history.ts';
import { listKind, watchKind, type ListTarget } from './listWatch.ts';
import { isOutage, isRefusal } from './outage.ts';
import { asClusterFailure } from '../api/statusFailure.ts';
import type { WatchTiming } from './watchTiming.ts';

/** Where a reflector delivers what it sees; calls come in the order of the API server's events. */
export interface ReflectorSink {
  /** A list's result: all objects there are. */
  replace(objects: readonly FluxObject[]): void;
  upsert(object: FluxObject): void;
  remove(object: FluxObject): void;
  /** Objects are complete and what comes is current. */
  live(): void;
  /** Lists are forbidden; tried again every few minutes, as rights may come. */
  forbidden(failure: ClusterFailure): void;
  /** The watch broke and could not be resumed at once; the objects delivered so far stay. */
  stale(failure: ClusterFailure): void;
}

/** What a reflector asks of the connection that it belongs to. */
export interface ReflectorHost {
  /** Limits how many lists run at the same time. */
  limitLists<T>(list: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /**
   * Resolves when the server answers again, with a failure if it then refuses our sign-in; the connection, not each
   * of its reflectors, asks it.
   */
  serverBack(failure: ClusterFailure, signal: AbortSignal): Promise<ClusterFailure | undefined>;
  isRestored: HistoryCheck;
}

export interface ReflectorOptions extends ListTarget {
  readonly sink: ReflectorSink;
  readonly host: ReflectorHost;
  /** What follows a list: a watch; another list, where watches would be too many; or nothing until the end. */
  readonly after: 'watch' | 'list' | 'nothing';
  readonly timing: WatchTiming;
}

/** Why a reflector ended by itself: the kind is no longer served, or the server accepts no credentials of ours. */
export type ReflectorEnd =
  { readonly code: 'notServed' } | { readonly code: 'unauthenticated'; readonly failure: ClusterFailure };

/** Where a reflector stands between two requests. */
interface Progress {
  /** The resourceVersion to watch from; undefined if a list is due. */
  resumeFrom: string | undefined;
  /**
   * The resourceVersion to list at, as in client-go's Reflector (tools/cache/reflector.go): the first list may come
   * from the server's memory ('0'), one after 410 must be the newest ('').
   */
  listAt: '0' | '';
  /** Whether the server may have forgotten what it told before. */
  doubtful: boolean;
  /** Tries since the last sign that a watch works. */
  attempt: number;
  /** Lists in a row that were forbidden. */
  refusals: number;
}

/**
 * Lists a kind, then watches it until `signal` aborts. Bookmarks and events move the resourceVersion from which a
 * broken watch resumes; 410 Gone, and a server that was restored from a backup, mean a fresh list. A watch that ends
 * or breaks once is resumed at once and nobody is told. `after` may say that other lists, or nothing, come instead.
 *
 * Resolves when only the connection can go on (see {@link ReflectorEnd}); rejects with the signal's reason.
 */
export async function runReflector(options: ReflectorOptions, signal: AbortSignal): Promise<ReflectorEnd> {
  const progress: Progress = { resumeFrom: undefined, listAt: '0', doubtful: false, attempt: 0, refusals: 0 };
  for (;;) {
    try {
      await follow(options, progress, signal);
    } catch (error) {
      signal.throwIfAborted();
      const end = await recover(asClusterFailure(error), options, progress, signal);
      if (end) return end;
    }
  }
}

/** One list, if it is due, and one watch, or the pause of one that polls. */
async function follow(options: ReflectorOptions, progress: Progress, signal: AbortSignal): Promise<void> {
  const { host, sink } = options;
  if (progress.resumeFrom !== undefined && progress.doubtful) {
    if (await host.isRestored(options, progress.resumeFrom, signal)) relist(progress);
  }
  progress.doubtful = false;
  if (progress.resumeFrom === undefined) {
    const list = (): ReturnType<typeof listKind> => listKind(options, progress.listAt, signal);
    const { objects, resourceVersion } = await host.limitLists(list, signal);
    // An answer that was under way when the work was ended belongs to nobody.
    signal.throwIfAborted();
    progress.refusals = 0;
    sink.replace(objects);
    sink.live();
    progress.resumeFrom = resourceVersion;
  }
  switch (options.after) {
    case 'watch':
      return watch(options, progress, progress.resumeFrom, signal);
    case 'list':
      return pollPause(options, progress, signal);
    case 'nothing':
      return untilAborted(signal);
  }
}

async function watch(
  { sink, timing, ...target }: ReflectorOptions,
  progress: Progress,
  resourceVersion: string,
  signal: AbortSignal,
): Promise<void> {
  const since = performance.now();
  progress.doubtful = true;
  try {
    const start = { resourceVersion, silence: timing.silence, onOpen: sink.live };
    for await (const event of watchKind(target, start, signal)) {
      signal.throwIfAborted();
      progress.doubtful = false;
      progress.attempt = 0;
      progress.resumeFrom = event.resourceVersion;
      if (event.type === 'upsert') sink.upsert(event.object);
      else if (event.type === 'remove') sink.remove(event.object);
    }
  } finally {
    // Where nothing happens there may be no bookmark either, for minutes: a watch that lasted did work.
    if (performance.now() - since > timing.retry.max) progress.attempt = 0;
  }
  await pause(0, timing, progress, signal);
}

/** What to do about a failure. Resolves when the next try is due, or with the reason why there is none. */
async function recover(
  failure: ClusterFailure,
  { sink, host, timing }: ReflectorOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<ReflectorEnd | undefined> {
  const { code, retryAfterMs = backoffDelay(0, timing.retry) } = failure;
  if (isRefusal(failure)) return { code: 'unauthenticated', failure };
  if (code === 'notFound') return { code: 'notServed' };
  if (code === 'forbidden') {
    // Lists are permitted, watches are not; or lists no longer either, which the next one shows.
    if (progress.resumeFrom !== undefined) return void (await pollPause({ timing }, progress, signal));
    sink.forbidden(failure);
    return void (await sleep(backoffDelay(progress.refusals++, timing.forbidden), signal));
  }
  if (code === 'gone') relist(progress);
  else if (progress.attempt > 0) {
    sink.stale(failure);
    if (isOutage(failure)) {
      const refusal = await host.serverBack(failure, signal);
      if (refusal) return { code: 'unauthenticated', failure: refusal };
      progress.doubtful = true;
    }
  }
  const atOnce = code === 'gone' || code === 'unreachable';
  await pause(atOnce ? 0 : retryAfterMs, timing, progress, signal);
  return undefined;
}

function relist(progress: Progress): void {
  progress.listAt = '';
  progress.resumeFrom = undefined;
}

/** The first try after a sign of life is at once, or `atLeast` milliseconds later; then tries back off. */
async function pause(atLeast: number, { retry }: WatchTiming, progress: Progress, signal: AbortSignal): Promise<void> {
  const attempt = progress.attempt++;
  await sleep(Math.max(atLeast, attempt === 0 ? 0 : backoffDelay(attempt - 1, retry)), signal);
}

async function pollPause(
  { timing: { poll } }: Pick<ReflectorOptions, 'timing'>,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  progress.resumeFrom = undefined;
  progress.attempt = 0;
  await sleep(backoffDelay(0, { first: poll, max: poll }), signal);
}
