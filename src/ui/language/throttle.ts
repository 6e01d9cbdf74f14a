import type { Disposable } from '../../base/disposable.ts';

/** Work that is asked for often and done seldom. */
export interface Throttle extends Disposable {
  /** Does the work now or, if it was done a moment ago, when that moment is over; once, however often it is asked for. */
  run(): void;
}

/** Makes `work` run at most once in `ms` milliseconds. */
export function createThrottle(work: () => void, ms: number): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let last = -Infinity;
  const now = (): void => {
    timer = undefined;
    last = performance.now();
    work();
  };
  return {
    run() {
      if (timer !== undefined) return;
      const wait = last + ms - performance.now();
      if (wait <= 0) now();
      else timer = setTimeout(now, wait);
    },
    dispose: () => clearTimeout(timer),
  };
}
