import type { Disposable } from '../base/disposable.ts';

/** Runs something at most so often; see {@link createThrottle}. */
export interface Throttle extends Disposable {
  /** Asks for a run. */
  ask(): void;
}

/** How often a throttle runs, in milliseconds. */
export interface Pace {
  /** From being asked to the run, so that what follows at once is covered by it. */
  readonly delay: number;
  /** From the end of one run to the start of the next, at least. */
  readonly interval: number;
}

/**
 * Makes `work` run when asked, one run at a time. However often it is asked before or during a run, one run follows.
 * Work that rejects goes to `onError`.
 */
export function createThrottle(
  { delay, interval }: Pace,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): Throttle {
  let asked = false;
  let busy = false;
  let disposed = false;
  let restUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  const run = async (): Promise<void> => {
    asked = false;
    await work().catch(onError);
    busy = false;
    restUntil = performance.now() + interval;
    plan();
  };
  const plan = (): void => {
    if (!asked || busy || disposed) return;
    busy = true;
    timer = setTimeout(() => void run(), Math.max(delay, restUntil - performance.now()));
    timer.unref();
  };

  return {
    ask() {
      asked = true;
      plan();
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
    },
  };
}
