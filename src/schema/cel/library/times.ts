import { NoVerdict } from '../failure.ts';
import { nanosWithin } from '../time.ts';
import { asKind, asText, isKind, type Timestamp, type Value } from '../value.ts';
import type { CelFunction, Library } from './library.ts';

const day = 86_400_000;

/** Parts of moments, in UTC or in a time zone, and of durations (google/cel-spec, doc/langdef.md). */
export const times: Library = {
  ...part('getFullYear', (date) => date.getUTCFullYear()),
  ...part('getMonth', (date) => date.getUTCMonth()),
  ...part('getDate', (date) => date.getUTCDate()),
  ...part('getDayOfMonth', (date) => date.getUTCDate() - 1),
  ...part('getDayOfWeek', (date) => date.getUTCDay()),
  ...part('getDayOfYear', (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day)),
  ...part('getHours', (date) => date.getUTCHours(), 3_600_000_000_000n),
  ...part('getMinutes', (date) => date.getUTCMinutes(), 60_000_000_000n),
  ...part('getSeconds', (date) => date.getUTCSeconds(), 1_000_000_000n),
  ...part('getMilliseconds', (date) => date.getUTCMilliseconds(), 1_000_000n),
};

/** A method of moments; of durations it gives their whole length in the unit. */
function part(name: string, read: (date: Date) => number, unit?: bigint): Library {
  const ofMoment: CelFunction = ([value, zone]) => {
    if (unit !== undefined && zone === undefined && isKind(value, 'duration')) return value.nanos / unit;
    return BigInt(read(dateIn(asKind(value, 'timestamp'), zone)));
  };
  return { [`.${name}/0`]: ofMoment, [`.${name}/1`]: ofMoment };
}

/** The moment as a date whose UTC parts are those of the zone's clock. */
function dateIn({ nanos }: Timestamp, zone: Value | undefined): Date {
  const millis = Number((nanos - nanosWithin(nanos)) / 1_000_000n + nanosWithin(nanos) / 1_000_000n);
  return new Date(millis + (zone === undefined ? 0 : offset(asText(zone), millis)));
}

function offset(zone: string, millis: number): number {
  const [, sign, hours, minutes] = /^([-+]?)(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  if (zone === '' || zone === 'UTC') return 0;
  return namedOffset(zone, millis);
}

function namedOffset(timeZone: string, millis: number): number {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(millis).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes, seconds = '0'] = /^GMT([-+])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name) ?? [];
    if (hours === undefined) return 0;
    const size = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
    return sign === '-' ? -size : size;
  } catch {
    throw new NoVerdict(`a time zone that is not known: ${timeZone}`);
  }
}
