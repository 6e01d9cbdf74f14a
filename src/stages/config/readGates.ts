import { parseDuration } from '../../flux/duration.ts';
import { asMap } from '../../manifests/yaml/node.ts';
import type { FreezeWindow, GateEffect, Gates, Weekday } from '../terms/config.ts';
import { badFormat, choiceOf, fieldsOf, isAbsent, itemsOf, textOf, type Field, type Report } from './reading.ts';

const effects: readonly GateEffect[] = ['warn', 'block'];
const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Reads `gates` of a stage. A gate that is not named is not checked; one without an effect blocks. */
export function readGates(field: Field | undefined, report: Report): Gates {
  if (field === undefined || isAbsent(field)) return { freeze: [] };
  const fields = fieldsOf(field, ['soak', 'health', 'checks', 'freeze'], report);
  const soak = readSoak(fields.get('soak'), report);
  const health = choiceOf(fields.get('health'), effects, report);
  const checks = choiceOf(fields.get('checks'), effects, report);
  const freeze = itemsOf(fields.get('freeze'), report).flatMap((item) => readWindow(item, report) ?? []);
  return {
    ...(soak !== undefined && { soak }),
    ...(health !== undefined && { health }),
    ...(checks !== undefined && { checks }),
    freeze,
  };
}

/** `24h`, or a map with `for` and `effect`. */
function readSoak(field: Field | undefined, report: Report): Gates['soak'] {
  if (field === undefined || isAbsent(field)) return undefined;
  const isMap = asMap(field.node) !== undefined;
  const fields = isMap ? fieldsOf(field, ['for', 'effect'], report) : new Map<string, Field>();
  const time = isMap ? fields.get('for') : field;
  const text = textOf(time, report);
  const effect = choiceOf(fields.get('effect'), effects, report) ?? 'block';
  if (time === undefined || text === undefined) {
    if (isMap && isAbsent(time)) {
      report({ code: 'missing-field', message: `${field.where} needs "for": a time such as 24h.`, span: field.span });
    }
    return undefined;
  }
  const milliseconds = durationOf(text);
  if (milliseconds === undefined) {
    report(badFormat(time, 'a time such as 30m, 24h or 3d'));
    return undefined;
  }
  return { milliseconds, effect };
}

const day = 24 * 60 * 60 * 1000;

/** A Go duration, with days before it: people count soak time in days. */
function durationOf(text: string): number | undefined {
  const match = /^(?:(\d{1,4})d)?(.*)$/.exec(text);
  const [, days, rest = ''] = match ?? [];
  const more = rest === '' && days !== undefined ? 0 : parseDuration(rest);
  if (more === undefined || more < 0) return undefined;
  return Number(days ?? 0) * day + more;
}

const windowFields = ['from', 'to', 'days', 'timeZone', 'reason', 'effect'] as const;

function readWindow(item: Field, report: Report): FreezeWindow | undefined {
  const fields = fieldsOf(item, windowFields, report);
  const reason = textOf(fields.get('reason'), report);
  const effect = choiceOf(fields.get('effect'), effects, report) ?? 'block';
  for (const name of ['from', 'to']) {
    if (!isAbsent(fields.get(name))) continue;
    report({
      code: 'missing-field',
      message: `${item.where} needs "${name}": when the freeze ${name === 'from' ? 'begins' : 'ends'}.`,
      span: item.span,
    });
    return undefined;
  }
  const isWeekly = !isAbsent(fields.get('days'));
  const read = isWeekly ? readMinutes : readMoment;
  const [from, to] = [read(fields.get('from'), report), read(fields.get('to'), report)];
  if (isWeekly) {
    const days = itemsOf(fields.get('days'), report).flatMap((day) => choiceOf(day, weekdays, report) ?? []);
    const timeZone = readTimeZone(fields.get('timeZone'), report);
    if (from === undefined || to === undefined) return undefined;
    return { kind: 'weekly', days, from, to, timeZone, reason, effect };
  }
  const zone = fields.get('timeZone');
  if (zone !== undefined) {
    const message = `${zone.where} belongs to a weekly freeze, with "days". A moment has its own, e.g. 2026-12-20T18:00:00+01:00.`;
    report({ code: 'not-allowed', message, span: zone.span });
  }
  if (from === undefined || to === undefined) return undefined;
  if (to <= from) {
    report(badFormat(fields.get('to') ?? item, 'later than "from"'));
    return undefined;
  }
  return { kind: 'once', from, to, reason, effect };
}

/** `2026-12-20`, which begins in UTC, or a moment with its offset. */
function readMoment(field: Field | undefined, report: Report): number | undefined {
  const text = textOf(field, report);
  if (field === undefined || text === undefined) return undefined;
  const isMoment = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/.test(
    text,
  );
  const time = isMoment ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  report(
    badFormat(
      field,
      'a day (2026-12-20) or a moment with its offset (2026-12-20T18:00:00+01:00); with "days" a time of day (18:00)',
    ),
  );
  return undefined;
}

/** `18:00`, quoted or not: unquoted YAML 1.1 reads it as a number in base 60. */
function readMinutes(field: Field | undefined, report: Report): number | undefined {
  const text = textOf(field, report);
  if (field === undefined || text === undefined) return undefined;
  const match = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text);
  const minutes = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  if (minutes <= 24 * 60) return minutes;
  report(badFormat(field, 'a time of day such as "18:00"'));
  return undefined;
}

function readTimeZone(field: Field | undefined, report: Report): string {
  const text = textOf(field, report);
  if (field === undefined || text === undefined) return 'UTC';
  if (isTimeZone(text)) return text;
  report(badFormat(field, 'the name of a time zone such as Europe/Vienna or UTC'));
  return 'UTC';
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
