import type { Disposable } from './disposable.ts';
import { abortable } from './wait.ts';

/** Work that runs at most once at a time; see {@link createSingleFlight}. */
export interface SingleFlight<T> extends Disposable {
  /** Starts the work, or joins it while it runs. Rejects with the signal's reason as soon as it aborts. */
  run(signal: AbortSignal): Promise<T>;
}

/**
 * Makes `work` run once for all who ask while it runs. The work's own signal aborts when the last of them has
 * given up, or when the flight is disposed; after that nothing starts any more.
 */
export function createSingleFlight<T>(work: (signal: AbortSignal) => Promise<T>): SingleFlight<T> {
  interface Flight {
    readonly result: Promise<T>;
    readonly controller: AbortController;
    waiting: number;
  }
  let current: Flight | undefined;
  let disposed = false;

  const start = (): Flight => {
    const controller = new AbortController();
    const result = work(controller.signal);
    const flight: Flight = { result, controller, waiting: 0 };
    const forget = (): void => {
      if (current === flight) current = undefined;
    };
    result.then(forget, forget);
    return flight;
  };

  return {
    async run(signal) {
      signal.throwIfAborted();
      if (disposed) throw new DOMException('Disposed', 'AbortError');
      const flight = (current ??= start());
      flight.waiting += 1;
      try {
        return await abortable(flight.result, signal);
      } finally {
        flight.waiting -= 1;
        if (flight.waiting === 0 && signal.aborted) {
          if (current === flight) current = undefined;
          flight.controller.abort();
        }
      }
    },
    dispose() {
      disposed = true;
      current?.controller.abort();
      current = undefined;
    },
  };
}
