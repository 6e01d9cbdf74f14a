import type { BackoffLimits } from '../../base/backoff.ts';

/** When a connection looks again, in milliseconds. Tests shorten it; all else takes {@link defaultTiming}. */
export interface WatchTiming {
  /** Until a list, a watch or the server is tried again after a failure. */
  readonly retry: BackoffLimits;
  /** Until a forbidden list is tried again, as rights may come. */
  readonly forbidden: BackoffLimits;
  /** Between two lists of what cannot be watched, at most; at least half of it. */
  readonly poll: number;
  /** Without an event or a bookmark, after which a watch's peer is taken for dead. */
  readonly silence: number;
  /** Until kinds are discovered again: longer each time that they are the same, if there are any. */
  readonly discovery: BackoffLimits;
  /** The same when a kind is gone: the API server needs a moment to notice itself. */
  readonly discoveryAfterLoss: number;
}

export const defaultTiming: WatchTiming = {
  retry: { first: 500, max: 30_000 },
  // Quick at first: an API server that has just started refuses for a moment, until it knows its roles.
  forbidden: { first: 5000, max: 5 * 60_000 },
  poll: 60_000,
  silence: 150_000,
  discovery: { first: 20_000, max: 10 * 60_000 },
  discoveryAfterLoss: 5000,
};
