import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Refresh } from '../../../src/tree/refresh.ts';
import { createRefreshThrottle, type RefreshThrottle } from '../../../src/ui/tree/refreshThrottle.ts';

describe('refresh throttle', () => {
  let fired: Refresh[];
  let throttle: RefreshThrottle;
  beforeEach(() => {
    vi.useFakeTimers();
    fired = [];
    throttle = createRefreshThrottle((refresh) => fired.push(refresh));
    throttle.setVisible(true);
  });
  afterEach(() => {
    throttle.dispose();
    vi.useRealTimers();
  });

  it('fires the first change at once and the next ones together after 250 ms', () => {
    throttle.push(['a']);
    expect(fired).toEqual([['a']]);
    throttle.push(['b']);
    throttle.push(['b', 'c']);
    vi.advanceTimersByTime(249);
    expect(fired).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual([['a'], ['b', 'c']]);
  });

  it('fires at most every 250 ms for 5 s of steady change, so VS Code repaints each time', () => {
    for (let at = 0; at < 5000; at += 20) {
      throttle.push([`n${at}`]);
      vi.advanceTimersByTime(20);
    }
    expect(fired.length).toBeGreaterThanOrEqual(19);
    expect(fired.length).toBeLessThanOrEqual(21);
  });

  it('fires nothing while hidden and makes up for it once seen', () => {
    throttle.setVisible(false);
    throttle.push(['a']);
    throttle.push(['b']);
    vi.advanceTimersByTime(1000);
    expect(fired).toEqual([]);
    throttle.setVisible(true);
    expect(fired).toEqual([['a', 'b']]);
  });

  it('lets a refresh of everything stand for the single ones', () => {
    throttle.push(['a']);
    throttle.push(['b']);
    throttle.push('all');
    throttle.push(['c']);
    vi.advanceTimersByTime(250);
    expect(fired).toEqual([['a'], 'all']);
  });

  it('is silent after it was disposed', () => {
    throttle.push(['a']);
    throttle.push(['b']);
    throttle.dispose();
    vi.advanceTimersByTime(1000);
    expect(fired).toEqual([['a']]);
  });
});
