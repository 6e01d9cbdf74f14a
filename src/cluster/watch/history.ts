import { createLimiter } from '../../base/limiter.ts';
import { newestVersion, type ListTarget } from './listWatch.ts';

/**
 * Whether the server's history ends before `seen`, a resourceVersion that it gave out: then it was restored from an
 * older backup. Throws FailureError with a ClusterFailure.
 */
export type HistoryCheck = (target: ListTarget, seen: string, signal: AbortSignal) => Promise<boolean>;

/** Answers so young serve all watches that broke together. */
const freshMs = 1000;

/**
 * Makes the check for one connection. It is needed because a watch from a resourceVersion that lies ahead of the
 * server's is accepted and then silent: kube-apiserver 1.36 sends neither an error nor a bookmark, nor any event
 * until its own count has passed it (storage/cacher, cacheWatcher.processInterval).
 */
export function createHistoryCheck(): HistoryCheck {
  const oneAtATime = createLimiter(1);
  let newest = { version: '', askedAt: -Infinity };
  return async (target, seen, signal) => {
    const askedFor = performance.now();
    const version = await oneAtATime(async () => {
      if (askedFor - newest.askedAt < freshMs) return newest.version;
      const askedAt = performance.now();
      newest = { version: await newestVersion(target, signal), askedAt };
      return newest.version;
    }, signal);
    return isOlder(version, seen);
  };
}

/** ResourceVersions are numbers that may be compared, across kinds too, as they are etcd's revisions. */
function isOlder(a: string, b: string): boolean {
  return /^\d+$/.test(a) && /^\d+$/.test(b) && BigInt(a) < BigInt(b);
}
