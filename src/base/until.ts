import type { Disposable } from './disposable.ts';

/** An event of which only the moment counts. */
type Moment = (listener: () => void) => Disposable;

/**
 * Resolves with the first value other than undefined that `look` gives, asked at once and then whenever one of the
 * events fires. Rejects with what `look` throws, or with the signal's reason as soon as it aborts.
 */
export function until<T>(events: readonly Moment[], look: () => T | undefined, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const subscriptions: Disposable[] = [];
    const stop = (): void => {
      for (const subscription of subscriptions) subscription.dispose();
      signal.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      stop();
      reject(signal.reason as Error);
    };
    const check = (): void => {
      try {
        const value = look();
        if (value === undefined) return;
        stop();
        resolve(value);
      } catch (error) {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    for (const event of events) subscriptions.push(event(check));
    signal.addEventListener('abort', abort, { once: true });
    check();
  });
}
