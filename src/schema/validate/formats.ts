import { bytes } from './names.ts';
import { isCidr, isIp, isMac } from './network.ts';

/** What a `format` demands of a text. */
export interface FormatRule {
  /** In words, behind "must be". */
  readonly wanted: string;
  /** Undefined where it cannot be told here. */
  readonly test: (text: string) => boolean | undefined;
}

/** Longer texts are only judged as base64: patterns may take a time that grows faster than the text. */
const longest = 2_000;

const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const clock = /^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})$/;
const hostLetter = String.raw`[a-zA-Z0-9\p{S}\p{L}]`;
const hostname = new RegExp(
  `^(?:${hostLetter}(?:-?${hostLetter}{0,62})|(?:${hostLetter}(?:[-a-zA-Z0-9\\p{S}\\p{L}]{0,61}${hostLetter})?\\.)+[a-zA-Z\\p{L}]{2,63})$`,
  'u',
);
const name = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const shortName = new RegExp(`^${name}$`);
const longName = new RegExp(`^${name}(\\.${name})*$`);

/**
 * The formats that the API server checks in custom resources, dashes left out: the registry of kube-openapi
 * (pkg/validation/strfmt) as far as apiextensions-apiserver lets it through (pkg/apiserver/validation/formats.go).
 */
const custom: ReadonlyMap<string, FormatRule> = new Map(
  Object.entries({
    byte: { wanted: 'base64', test: isBase64 },
    cidr: { wanted: 'a network in CIDR notation, e.g. 10.0.0.0/8', test: isCidr },
    creditcard: { wanted: 'a credit card number', test: isCreditCard },
    date: { wanted: 'a date, e.g. 2026-01-31', test: isDate },
    datetime: { wanted: 'a date and time, e.g. 2026-01-31T12:00:00Z', test: isDateTime },
    duration: { wanted: 'a duration, e.g. 1h30m', test: isDuration },
    email: { wanted: 'an e-mail address', test: isEmail },
    hexcolor: { wanted: 'a colour, e.g. #ffaa00', test: by(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/) },
    hostname: { wanted: 'a host name', test: isHostname },
    ipv4: { wanted: 'an IPv4 address', test: (text: string) => text.includes('.') && isIp(text) },
    ipv6: { wanted: 'an IPv6 address', test: (text: string) => text.includes(':') && isIp(text) },
    isbn: { wanted: 'an ISBN', test: (text: string) => isIsbn10(text) || isIsbn13(text) },
    isbn10: { wanted: 'an ISBN of 10 digits', test: isIsbn10 },
    isbn13: { wanted: 'an ISBN of 13 digits', test: isIsbn13 },
    bsonobjectid: { wanted: '24 hexadecimal digits', test: by(/^[0-9a-fA-F]{24}$/) },
    k8slongname: { wanted: 'a DNS name', test: (text: string) => bytes(text) <= 253 && longName.test(text) },
    k8sshortname: { wanted: 'a DNS label', test: (text: string) => bytes(text) <= 63 && shortName.test(text) },
    mac: { wanted: 'a MAC address', test: isMac },
    rgbcolor: { wanted: 'a colour, e.g. rgb(255,170,0)', test: isRgb },
    ssn: { wanted: 'a social security number', test: by(/^\d{3}[- ]\d{2}[- ]\d{4}$/) },
    uri: { wanted: 'a URI with a scheme, or an absolute path', test: isRequestUri },
    uuid: { wanted: 'a UUID', test: by(uuid) },
    uuid3: { wanted: 'a UUID of version 3', test: byUuid('3') },
    uuid4: { wanted: 'a UUID of version 4', test: byUuid('4', /^[89ab]/i) },
    uuid5: { wanted: 'a UUID of version 5', test: byUuid('5', /^[89ab]/i) },
  }),
);

/** What Kubernetes' own types decode from text: RFC 3339 times and bytes in base64, whose line ends are ignored. */
const builtin: ReadonlyMap<string, FormatRule> = new Map(
  Object.entries({
    'date-time': { wanted: 'a date and time, e.g. 2026-01-31T12:00:00Z', test: isRfc3339 },
    byte: { wanted: 'base64', test: isGoBase64 },
  }),
);

/** The rule of a text's format: for custom resources or for Kubernetes' own kinds. Undefined where nothing is checked. */
export function formatRule(format: string, isCustom: boolean): FormatRule | undefined {
  return isCustom ? custom.get(format.replaceAll('-', '')) : builtin.get(format);
}

/** Whether a text is of a format; undefined where it cannot be told, as with texts that nobody writes. */
export function isOfFormat({ test }: FormatRule, text: string): boolean | undefined {
  return text.length > longest && test !== isBase64 && test !== isGoBase64 ? undefined : test(text);
}

function by(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

function byUuid(version: string, variant = /^/): (text: string) => boolean {
  return (text) => {
    const bare = text.replaceAll('-', '');
    return uuid.test(text) && bare[12] === version && variant.test(bare.slice(16));
  };
}

function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** Go's base64.StdEncoding: line ends are skipped, padding is demanded; nothing is valid too. */
function isGoBase64(text: string): boolean {
  const bare = text.replace(/[\r\n]/g, '');
  return bare === '' || isBase64(bare);
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function isDateTime(text: string): boolean {
  const [date, time] = text.toLowerCase().split('t');
  return date !== undefined && time !== undefined && isDate(date) && clock.test(time);
}

/** Go's time.RFC3339: capital T and Z, seconds' fractions allowed. */
function isRfc3339(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(Z|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (match === null || !isDate(match[1] ?? '')) return false;
  const offset = match[6] === 'Z' || (Number(match[7]) <= 24 && Number(match[8]) < 60);
  return Number(match[2]) < 24 && Number(match[3]) < 60 && Number(match[4]) < 60 && offset;
}

const units = ['nano', 'micro', 'milli', 'sec', 'min', 'hour', 'day', 'week'];
const shortUnits = new Set(['ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'hr', 'd', 'w', 'wk']);

/** Go's time.ParseDuration, else any text that holds a number with a unit as Scala writes it. */
function isDuration(text: string): boolean {
  if (/^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text)) return true;
  for (const match of text.matchAll(/\d+\s*([A-Za-zµ]+)/g)) {
    const unit = (match[1] ?? '').toLowerCase();
    if (shortUnits.has(unit) || units.some((long) => unit.startsWith(long))) return true;
  }
  return false;
}

/** Go's mail.ParseAddress takes much; only what it surely refuses is refused. */
function isEmail(text: string): boolean | undefined {
  if (/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(text)) {
    return !/^\.|\.\.|\.@/.test(text);
  }
  return text.includes('@') && !/^@|@$/.test(text.trim()) ? undefined : false;
}

function isHostname(text: string): boolean {
  return bytes(text) <= 255 && hostname.test(text) && text.split('.').every((part) => bytes(part) <= 63);
}

/** Go's url.ParseRequestURI as far as it can be told without a whole parser. */
function isRequestUri(text: string): boolean | undefined {
  // eslint-disable-next-line no-control-regex -- The control characters are what is looked for.
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) return false;
  if (text === '*') return true;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
  if (scheme === undefined) return text.startsWith('/') && !badEscape(text);
  const rest = text.slice(scheme.length + 1);
  if (!rest.startsWith('//')) return rest === '' ? undefined : !rest.startsWith('/') || !badEscape(rest);
  const authority = /^\/\/([^/?]*)/.exec(rest)?.[1] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (/[ "<>\\^`{|}]/.test(host)) return false;
  const port = host.startsWith('[') ? host.slice(host.indexOf(']') + 1) : host.slice(host.search(/:[^:]*$|$/));
  if (!/^(:[0-9]*)?$/.test(port)) return false;
  return badEscape(rest.slice(2 + authority.length).split('?')[0] ?? '') ? false : true;
}

function badEscape(path: string): boolean {
  return /%(?![0-9A-Fa-f]{2})/.test(path);
}

function isRgb(text: string): boolean {
  const match = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text);
  return match?.slice(1).every((part) => String(Number(part)) === part && Number(part) <= 255) ?? false;
}

function isIsbn10(text: string): boolean {
  const bare = text.replace(/[\s-]+/g, '');
  if (!/^[0-9]{9}[0-9X]$/.test(bare)) return false;
  const sum = Array.from(bare).reduce((total, digit, at) => total + (at + 1) * (digit === 'X' ? 10 : Number(digit)), 0);
  return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const bare = text.replace(/[\s-]+/g, '');
  if (!/^[0-9]{13}$/.test(bare)) return false;
  return Array.from(bare).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

function isCreditCard(text: string): boolean {
  const bare = text.replace(/[^0-9]+/g, '');
  const known =
    /^(4[0-9]{12}([0-9]{3})?|5[1-5][0-9]{14}|6(011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(0[0-5]|[68][0-9])[0-9]{11}|(2131|1800|35[0-9]{3})[0-9]{11})$/;
  if (!known.test(bare)) return false;
  const sum = Array.from(bare).reduceRight((total, digit, at) => {
    const doubled = (bare.length - at) % 2 === 0 ? 2 * Number(digit) : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
