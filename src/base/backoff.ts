/** Limits of a backoff, in milliseconds. */
export interface BackoffLimits {
  readonly first: number;
  readonly max: number;
}

/**
 * Milliseconds to wait before try number `attempt` (0 for the first retry): doubles up to `max`, with full
 * jitter in the upper half so that many clients of one server spread out.
 */
export function backoffDelay(
  attempt: number,
  { first, max }: BackoffLimits,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(max, first * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
