import { expect } from 'vitest';

/** Asks again and again, as long as a slow machine may need, for what tells nobody when it changes. */
export const eventually = <T>(ask: () => T): ReturnType<typeof expect.poll<T>> =>
  expect.poll(ask, { timeout: 60_000, interval: 20 });
