import { backoffDelay, type BackoffLimits } from '../../base/backoff.ts';
import { abortable, sleep } from '../../base/wait.ts';
import type { ClusterFailure, Transport } from '../api/api.ts';
import { asClusterFailure } from '../api/statusFailure.ts';

/** What a connection wants to know of an outage. `retryAt` is in milliseconds since 1970. */
export interface OutageListener {
  lost(failure: ClusterFailure, retryAt: number): void;
  back(): void;
}

/** Asks, for all watches of a connection together, whether a server that went away is back. */
export interface OutageWatch {
  /**
   * Resolves when the server answers again, with a failure if it then refuses our sign-in; rejects when `signal`
   * aborts. Everyone who waits shares one question.
   */
  serverBack(failure: ClusterFailure, signal: AbortSignal): Promise<ClusterFailure | undefined>;
  /** Tells of a failed try number `attempt` (0 for the first), and resolves when the next one is due. */
  pause(failure: ClusterFailure, attempt: number): Promise<void>;
  /** Ends all pauses, so that the next tries are at once. */
  retryNow(): void;
}

/** Makes the watch for one connection; `signal` ends it with the connection. */
export function createOutageWatch(
  transport: Transport,
  listener: OutageListener,
  limits: BackoffLimits,
  signal: AbortSignal,
): OutageWatch {
  let outage: Promise<ClusterFailure | undefined> | undefined;
  let hurry = new AbortController();

  const pause: OutageWatch['pause'] = async (failure, attempt) => {
    const delay = Math.max(failure.retryAfterMs ?? 0, backoffDelay(attempt, limits));
    listener.lost(failure, Date.now() + delay);
    await sleep(delay, AbortSignal.any([signal, hurry.signal])).catch(() => signal.throwIfAborted());
  };

  const ask = async (first: ClusterFailure): Promise<ClusterFailure | undefined> => {
    let failure = first;
    for (let attempt = 0; ; attempt += 1) {
      // An error answer may concern one kind only: that is no outage as long as the server says that it is well.
      if (attempt > 0 || failure.code === 'unreachable') await pause(failure, attempt);
      const answer = await probe(transport, signal);
      if (answer.ready) {
        listener.back();
        return undefined;
      }
      ({ failure } = answer);
      if (isRefusal(failure)) return failure;
    }
  };

  return {
    serverBack(failure, waiter) {
      outage ??= ask(failure).finally(() => (outage = undefined));
      return abortable(outage, waiter);
    },
    pause,
    retryNow() {
      hurry.abort();
      hurry = new AbortController();
    },
  };
}

/** Whether only a person can help: the server accepts no credentials of ours, or we cannot get any. */
export function isRefusal({ code }: ClusterFailure): boolean {
  return code === 'unauthenticated' || code === 'credentials';
}

/** Whether the server as a whole may be away: it, or something between it and us, does not do what it should. */
export function isOutage({ code }: ClusterFailure): boolean {
  return code === 'unreachable' || code === 'server' || code === 'protocol';
}

type Readiness = { readonly ready: true } | { readonly ready: false; readonly failure: ClusterFailure };

/**
 * Whether the server is ready for requests. It says so with a plain `ok`, and an account that may not ask learns from
 * the refusal that the server is there. A page of something between us and the server, such as a portal that wants a
 * sign-in, is none of the server's.
 */
async function probe(transport: Transport, signal: AbortSignal): Promise<Readiness> {
  try {
    const answer = await transport.requestText({ path: '/readyz', accept: '*/*' }, signal);
    if (answer.trim() === 'ok') return { ready: true };
    const message = `${transport.host} answered with something else than its readiness: is it a Kubernetes API server?`;
    return { ready: false, failure: { code: 'protocol', message } };
  } catch (error) {
    signal.throwIfAborted();
    const failure = asClusterFailure(error);
    const away = isOutage(failure) || isRefusal(failure) || failure.code === 'tooManyRequests';
    return away ? { ready: false, failure } : { ready: true };
  }
}
