/** Decides whether a server that ended unasked is started again. */
export interface RestartPolicy {
  /** Notes a crash at `now` (milliseconds) and says whether to start the server again. */
  crashed(now: number): boolean;
}

/** Gives up at the crash after `limit` others within `windowMs`: one that comes back at once would only burn the machine. */
export function createRestartPolicy(limit = 4, windowMs = 3 * 60_000): RestartPolicy {
  let crashes: readonly number[] = [];
  return {
    crashed(now) {
      crashes = [...crashes.filter((time) => now - time < windowMs), now];
      return crashes.length <= limit;
    },
  };
}
