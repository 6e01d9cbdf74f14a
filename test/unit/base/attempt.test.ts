import { describe, expect, it } from 'vitest';
import { attemptEach } from '../../../src/base/attempt.ts';
import { FailureError } from '../../../src/base/failure.ts';

const never = new AbortController().signal;

describe('attemptEach', () => {
  it('says of each item what became of it, in their order', async () => {
    const act = (item: string): Promise<string> => {
      if (item === 'b') return Promise.reject(new FailureError({ code: 'forbidden', message: 'not you' }));
      return item === 'c' ? Promise.reject(new Error('odd')) : Promise.resolve(item.toUpperCase());
    };
    expect(await attemptEach(['a', 'b', 'c', 'd'], 2, act, never)).toEqual([
      { item: 'a', value: 'A' },
      { item: 'b', failure: { code: 'forbidden', message: 'not you' } },
      { item: 'c', failure: { code: 'unexpected', message: 'odd' } },
      { item: 'd', value: 'D' },
    ]);
  });

  it('keeps what was done when it is cancelled, and starts nothing more', async () => {
    const controller = new AbortController();
    const started: number[] = [];
    const act = async (item: number): Promise<number> => {
      started.push(item);
      if (item === 2) controller.abort();
      await Promise.resolve();
      controller.signal.throwIfAborted();
      return item;
    };
    const attempts = await attemptEach([1, 2, 3], 1, act, controller.signal);
    expect(started).toEqual([1, 2]);
    expect(attempts[0]).toEqual({ item: 1, value: 1 });
    expect(attempts.slice(1).map((attempt) => 'failure' in attempt && attempt.failure.code)).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });
});
