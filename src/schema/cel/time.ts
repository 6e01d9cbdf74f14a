import type { Duration, Timestamp } from './value.ts';

const second = 1_000_000_000n;

/** Nanoseconds of Go's units of time. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: second,
  m: 60n * second,
  h: 3_600n * second,
};

/** Nanoseconds of units that the `duration` format of OpenAPI knows besides, by the beginnings of their names. */
const longUnits: readonly (readonly [pattern: RegExp, nanos: bigint])[] = [
  [/^(ns|nano)/i, 1n],
  [/^(us|µs|micro)/i, 1_000n],
  [/^(ms|milli)/i, 1_000_000n],
  [/^(s$|sec)/i, second],
  [/^(m$|min)/i, 60n * second],
  [/^(h$|hr$|hour)/i, 3_600n * second],
  [/^(d$|day)/i, 86_400n * second],
  [/^(w$|wk$|week)/i, 7n * 86_400n * second],
];

const longest = 2n ** 63n - 1n;

/** A duration as Go's time.ParseDuration reads it: `1h30m`, `-1.5s`, `0`. Undefined where it is none or longer than 292 years. */
export function parseGoDuration(text: string): Duration | undefined {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length);
  if (rest === '0') return { kind: 'duration', nanos: 0n };
  if (rest.length > 100 || !/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let nanos = 0n;
  for (const [, amount = '', unit = ''] of rest.matchAll(/([\d.]+)([a-zµμ]+)/g)) {
    const [whole = '', fraction = ''] = amount.split('.');
    const per = units[unit] ?? 0n;
    const digits = fraction.slice(0, 18);
    nanos += BigInt(whole || '0') * per + (BigInt(digits || '0') * per) / 10n ** BigInt(digits.length);
  }
  if (nanos > longest) return undefined;
  return { kind: 'duration', nanos: sign === '-' ? -nanos : nanos };
}

/**
 * A duration as OpenAPI's `duration` format takes it: Go's, or numbers with the names of units (`2 days 3 hours`)
 * (kubernetes/kube-openapi, pkg/validation/strfmt/duration.go). Undefined where it is none.
 */
export function parseLenientDuration(text: string): Duration | undefined {
  const exact = parseGoDuration(text);
  if (exact !== undefined) return exact;
  let nanos: bigint | undefined;
  for (const [, amount = '', name = ''] of text.slice(0, 1_000).matchAll(/(\d+)\s{0,9}([A-Za-zµ]+)/g)) {
    const unit = longUnits.find(([pattern]) => pattern.test(name));
    if (unit !== undefined) nanos = (nanos ?? 0n) + BigInt(amount.slice(0, 20)) * unit[1];
  }
  return nanos === undefined || nanos > longest ? undefined : { kind: 'duration', nanos };
}

/** A moment as RFC 3339 writes it. Undefined where the text is none or no such moment is. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:[.,](\d+))?(?:Z|([+-])([01]\d|2[0-4]):([0-5]\d))$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction = '', sign, offsetHours, offsetMinutes] = match;
  const days = daysSince1970(Number(year), Number(month), Number(day));
  if (days === undefined) return undefined;
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * (sign === '-' ? -1 : 1);
  const unix = days * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) - offset * 60;
  const nanos = BigInt(unix) * second + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return { kind: 'timestamp', nanos, ...(offset !== 0 && { offset }) };
}

/** The beginning of a day (`2026-01-31`). Undefined where the text is none. */
export function parseDate(text: string): Timestamp | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const days = match === null ? undefined : daysSince1970(Number(match[1]), Number(match[2]), Number(match[3]));
  return days === undefined ? undefined : { kind: 'timestamp', nanos: BigInt(days) * 86_400n * second };
}

/** A moment as Go writes it: `2026-01-31T12:00:00.5Z`. */
export function formatTimestamp({ nanos, offset = 0 }: Timestamp): string {
  const fraction = nanosWithin(nanos);
  const seconds = Number((nanos - fraction) / second) + offset * 60;
  const digits = fraction === 0n ? '' : `.${fraction.toString().padStart(9, '0')}`.replace(/0+$/, '');
  const size = Math.abs(offset);
  const clock = [Math.trunc(size / 60), size % 60].map((part) => part.toString().padStart(2, '0')).join(':');
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${clock}`;
  return new Date(seconds * 1_000).toISOString().replace('.000Z', `${digits}${zone}`);
}

/** A duration as CEL writes it: its seconds. */
export function formatDuration({ nanos }: Duration): string {
  const size = nanos < 0n ? -nanos : nanos;
  const digits = (size % second).toString().padStart(9, '0').replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${size / second}${digits === '' ? '' : '.'}${digits}s`;
}

/** The nanoseconds within the second of a moment, never negative. */
export function nanosWithin(nanos: bigint): bigint {
  return ((nanos % second) + second) % second;
}

/** The days of a date since 1970. Undefined where there is no such date. */
function daysSince1970(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : undefined;
}
