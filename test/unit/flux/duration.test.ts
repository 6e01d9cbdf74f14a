import { describe, expect, it } from 'vitest';
import { ageOf, parseDuration, toAge } from '../../../src/flux/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['10m0s', 600_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['5.s', 5000],
    ['1h2m3s4ms', 3_723_004],
    ['1us', 0.001],
    ['1µs', 0.001],
    ['1μs', 0.001],
    ['2000000ns', 2],
    ['-1m', -60_000],
    ['+1m', 60_000],
    ['0', 0],
    ['0s', 0],
    ['168h', 604_800_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBeCloseTo(ms, 9);
  });
  it.each(['', '10', '10 m', 'm', '1d', '1h 30m', '--1m', '1m-', '.s', '1e3s', 'ten minutes', '1m2', 's1'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
  it('adds up what Go writes of any duration', () => {
    for (let seconds = 1; seconds < 400_000; seconds = seconds * 3 + 7) {
      const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
      expect(parseDuration(`${h}h${m}m${s}s`)).toBe(seconds * 1000);
    }
  });
});

describe('ageOf', () => {
  const now = Date.parse('2026-03-01T00:00:00Z');
  it.each([
    ['2026-03-01T00:00:00Z', 0, 'second'],
    ['2026-02-28T23:59:01Z', 59, 'second'],
    ['2026-02-28T23:59:00Z', 1, 'minute'],
    ['2026-02-28T23:00:01Z', 59, 'minute'],
    ['2026-02-28T23:00:00Z', 1, 'hour'],
    ['2026-02-27T00:00:01Z', 47, 'hour'],
    ['2026-02-27T00:00:00Z', 2, 'day'],
    ['2025-03-01T00:00:00Z', 365, 'day'],
    ['2026-02-28T23:00:00-01:00', 0, 'second'],
    // The cluster's clock is ahead.
    ['2026-03-01T00:05:00Z', 0, 'second'],
  ])('%s is %d %s old', (time, value, unit) => {
    expect(ageOf(time, now)).toEqual({ value, unit });
  });
  it('never grows smaller with time', () => {
    const scale = { second: 1, minute: 60, hour: 3600, day: 86_400 };
    let last = -1;
    for (let seconds = 0; seconds < 1_000_000; seconds += 997) {
      const { value, unit } = toAge(seconds * 1000);
      const size = value * scale[unit];
      expect(size).toBeGreaterThanOrEqual(last);
      expect(size).toBeLessThanOrEqual(seconds);
      last = size;
    }
  });
});
