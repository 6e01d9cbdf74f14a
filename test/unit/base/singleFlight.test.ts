import { describe, expect, test, vi } from 'vitest';
import { isAbort } from '../../../src/base/failure.ts';
import { createSingleFlight } from '../../../src/base/singleFlight.ts';

const never = new AbortController().signal;

function deferred() {
  let resolve: (value: number) => void = () => undefined;
  const signals: AbortSignal[] = [];
  const work = vi.fn((signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<number>((done) => (resolve = done));
  });
  return { work, signals, resolve: (value: number) => resolve(value) };
}

describe('a single flight', () => {
  test('runs the work once for all who ask while it runs, and again afterwards', async () => {
    const { work, resolve } = deferred();
    const flight = createSingleFlight(work);
    const both = Promise.all([flight.run(never), flight.run(never)]);
    resolve(1);
    expect(await both).toEqual([1, 1]);
    const next = flight.run(never);
    resolve(2);
    expect(await next).toBe(2);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('goes on while somebody waits and is cancelled with the last', async () => {
    const { work, signals } = deferred();
    const flight = createSingleFlight(work);
    const [one, two] = [new AbortController(), new AbortController()];
    const first = flight.run(one.signal);
    const second = flight.run(two.signal);
    one.abort(new Error('first gives up'));
    await expect(first).rejects.toThrow('first gives up');
    expect(signals[0]?.aborted).toBe(false);
    two.abort(new Error('second too'));
    await expect(second).rejects.toThrow('second too');
    expect(signals[0]?.aborted).toBe(true);
    flight.run(never).catch(() => undefined);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('lets each failure be seen by all, and starts anew', async () => {
    const work = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('no')).mockResolvedValueOnce(1);
    const flight = createSingleFlight(work);
    const results = await Promise.allSettled([flight.run(never), flight.run(never)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flight.run(never)).toBe(1);
  });

  test('is cancelled when disposed, and starts nothing any more', async () => {
    const { work, signals } = deferred();
    const flight = createSingleFlight(work);
    flight.run(never).catch(() => undefined);
    flight.dispose();
    expect(signals[0]?.aborted).toBe(true);
    expect(isAbort(await flight.run(never).catch((error: unknown) => error))).toBe(true);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
