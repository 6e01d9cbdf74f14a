import { plainText } from '../../base/plainText.ts';
import type { FreezeWindow, Weekday } from '../terms/config.ts';

/** In the order of the week. */
const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const names: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/**
 * Whether a time (milliseconds since 1970) lies outside a freeze window. Weekly windows go by the clock of their time zone,
 * summer time included; a zone that nobody knows leaves it open whether it is frozen.
 */
export function frozenBy(
  window: FreezeWindow,
  now: number,
): { readonly isMet: boolean | undefined; readonly sentence: string } {
  const why = window.reason === undefined ? '' : ` (${plainText(window.reason, 200)})`;
  if (window.kind === 'once') {
    const [from, to] = [window.from, window.to].map((time) => new Date(time).toISOString().replace('.000Z', 'Z'));
    const isFrozen = now >= window.from && now < window.to;
    return isFrozen
      ? { isMet: false, sentence: `Frozen until ${to ?? ''}${why}.` }
      : { isMet: true, sentence: `Not frozen: that is from ${from ?? ''} to ${to ?? ''}${why}.` };
  }
  const { days, from, to, timeZone } = window;
  const local = localTime(now, timeZone);
  if (local === undefined) {
    return {
      isMet: undefined,
      sentence: `Whether it is frozen is not known: there is no time zone ${plainText(timeZone, 60)}${why}.`,
    };
  }
  const yesterday = week[(week.indexOf(local.day) + 6) % 7] ?? 'mon';
  const isOvernight = to <= from;
  const isToday = days.includes(local.day) && local.minutes >= from && (isOvernight || local.minutes < to);
  const isSinceYesterday = isOvernight && days.includes(yesterday) && local.minutes < to;
  const times = `${clock(from)} to ${clock(to)} ${timeZone}`;
  if (!isToday && !isSinceYesterday) {
    return {
      isMet: true,
      sentence: `Not frozen: that is on ${days.map((day) => names[day]).join(', ')} from ${times}${why}.`,
    };
  }
  const end = isToday && isOvernight ? ` of ${names[week[(week.indexOf(local.day) + 1) % 7] ?? 'mon']}` : '';
  return { isMet: false, sentence: `Frozen until ${clock(to)}${end} ${timeZone}${why}.` };
}

/** What clocks show in a time zone; undefined for a zone that is none. */
function localTime(now: number, timeZone: string): { readonly day: Weekday; readonly minutes: number } | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
    const day = week.find((one) => one === parts.get('weekday')?.toLowerCase());
    const minutes = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
    return day === undefined || Number.isNaN(minutes) ? undefined : { day, minutes };
  } catch {
    return undefined;
  }
}

function clock(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${hours ?? ''}:${rest ?? ''}`;
}
