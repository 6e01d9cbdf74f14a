interface Bounds {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const parts: readonly Bounds[] = [
  { what: 'minute', least: 0, most: 59 },
  { what: 'hour', least: 0, most: 23 },
  { what: 'day of the month', least: 1, most: 31 },
  {
    what: 'month',
    least: 1,
    most: 12,
    names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { what: 'day of the week', least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const descriptors = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/** What is wrong with a schedule, as github.com/robfig/cron v3 reads it (ParseStandard); undefined for a good one. */
export function scheduleFault(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'a time zone belongs in timeZone';
  if (schedule.startsWith('@')) {
    if (descriptors.has(schedule) || /^@every (\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+$/.test(schedule)) return undefined;
    return `unknown descriptor; known are ${[...descriptors].join(', ')} and @every DURATION`;
  }
  const written = schedule.trim().split(/\s+/);
  if (schedule.trim() === '' || written.length !== parts.length) {
    return `a schedule has 5 parts: minute, hour, day of the month, month and day of the week`;
  }
  for (const [at, bounds] of parts.entries()) {
    const wrong = (written[at] ?? '').split(',').find((range) => range !== '' && !isRange(range, bounds));
    if (wrong !== undefined) return `${wrong} is no ${bounds.what} (${bounds.least} to ${bounds.most})`;
  }
  return undefined;
}

/** `*`, `?`, a number or a name, `a-b`, each with `/step`. */
function isRange(text: string, bounds: Bounds): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !(/^\+?[0-9]{1,9}$/.test(step) && Number(step) > 0))) return false;
  const [low = '', high, ...rest] = range.split('-');
  if (low === '*' || low === '?') return true;
  const start = numberOf(low, bounds);
  const end = high === undefined ? (step === undefined ? start : bounds.most) : numberOf(high, bounds);
  if (start === undefined || end === undefined || rest.length > 0) return false;
  return start >= bounds.least && end <= bounds.most && start <= end;
}

function numberOf(text: string, { names }: Bounds): number | undefined {
  const named = text === '' ? -1 : (names?.indexOf(text.toLowerCase()) ?? -1);
  if (named >= 0) return named;
  return /^\+?[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Whether a time zone is one of the IANA's, as far as this machine knows them. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(name) || name.toLowerCase() === 'local') return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
