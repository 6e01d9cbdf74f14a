import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sleep, untilAborted } from '../../../src/base/wait.ts';

const longestMs = 2 ** 31 - 1;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([longestMs + 1, Infinity])('a sleep of %d ms lasts as long as a timer can', async (ms) => {
  const done = vi.fn();
  const sleeping = sleep(ms, new AbortController().signal).then(done);
  await vi.advanceTimersByTimeAsync(longestMs - 1);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await sleeping;
});

test('an aborted sleep rejects with the reason and leaves no timer', async () => {
  const stop = new AbortController();
  const sleeping = sleep(1000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(sleeping).rejects.toThrow('enough');
  expect(vi.getTimerCount()).toBe(0);
});

test.each([true, false])('a wait until the end rejects with the reason (ended before: %j)', async (isBefore) => {
  const stop = new AbortController();
  if (isBefore) stop.abort(new Error('enough'));
  const waiting = untilAborted(stop.signal);
  if (!isBefore) stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});
