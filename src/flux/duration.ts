/** A compact age: so many of one unit. Words are made by whoever shows it. */
export interface Age {
  readonly value: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day';
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3, // micro sign
  μs: 1e-3, // Greek mu
  ms: 1,
  s: second,
  m: minute,
  h: hour,
};
const goDuration = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const goPart = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Milliseconds of a Go duration (`10m0s`, `1h30m`, `1.5h`, `500ms`; Go time.ParseDuration); undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0;
  const match = goDuration.exec(text);
  if (match === null) return undefined;
  let total = 0;
  for (const [, value, unit] of (match[2] ?? '').matchAll(goPart)) {
    total += Number(value) * (unitMs[unit ?? ''] ?? Number.NaN);
  }
  return match[1] === '-' ? -total : total;
}

/**
 * The age of an RFC 3339 time, as kubectl shows it: hours up to two days, then days. A time ahead of `now` (the
 * cluster's clock is not ours) is 0 seconds old. `now` is in milliseconds since the epoch.
 */
export function ageOf(time: string, now: number): Age {
  return toAge(Math.max(0, now - Date.parse(time)));
}

/** Milliseconds, not negative, in the largest unit that says enough; rounded down. */
export function toAge(ms: number): Age {
  if (ms < minute) return { value: Math.floor(ms / second), unit: 'second' };
  if (ms < hour) return { value: Math.floor(ms / minute), unit: 'minute' };
  if (ms < 2 * day) return { value: Math.floor(ms / hour), unit: 'hour' };
  return { value: Math.floor(ms / day), unit: 'day' };
}
