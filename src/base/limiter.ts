/** Runs at most so many pieces of work at the same time; see {@link createLimiter}. */
export type Limiter = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/**
 * Makes a limiter that starts work in the order it was asked for, at most `limit` pieces at a time.
 * Work whose signal aborts while it waits is never started: its promise rejects with the signal's reason.
 */
export function createLimiter(limit: number): Limiter {
  let running = 0;
  const waiting = new Set<() => void>();

  const next = (): void => {
    const [start] = waiting;
    if (start === undefined || running >= limit) return;
    waiting.delete(start);
    running += 1;
    start();
  };

  const slot = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const start = (): void => {
        signal.removeEventListener('abort', cancel);
        resolve();
      };
      const cancel = (): void => {
        waiting.delete(start);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', cancel, { once: true });
      waiting.add(start);
      next();
    });

  return async (work, signal) => {
    await slot(signal);
    try {
      return await work();
    } finally {
      running -= 1;
      next();
    }
  };
}
