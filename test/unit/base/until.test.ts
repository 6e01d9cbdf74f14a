import { describe, expect, it } from 'vitest';
import { createEmitter } from '../../../src/base/event.ts';
import { until } from '../../../src/base/until.ts';

const never = new AbortController().signal;

describe('until', () => {
  it('resolves with what is there already', async () => {
    expect(await until([], () => 1, never)).toBe(1);
  });

  it('looks again at each event, and no more after the end', async () => {
    const first = createEmitter<number>();
    const second = createEmitter<string>();
    let looks = 0;
    const result = until([first.event, second.event], () => ((looks += 1) === 3 ? 'found' : undefined), never);
    first.fire(1);
    second.fire('');
    first.fire(2);
    expect(await result).toBe('found');
    expect(looks).toBe(3);
  });

  it('rejects with what the look throws, at once or later', async () => {
    const event = createEmitter<undefined>();
    let broken = false;
    const look = (): undefined => {
      if (broken) throw new Error('broken');
    };
    const later = until([event.event], look, never);
    broken = true;
    event.fire(undefined);
    await expect(later).rejects.toThrow('broken');
    await expect(until([event.event], look, never)).rejects.toThrow('broken');
  });

  it('rejects with the reason of its signal', async () => {
    const controller = new AbortController();
    const waiting = until([], () => undefined, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(until([], () => 1, controller.signal)).rejects.toThrow('enough');
  });
});
