import { base64Bytes } from '../bytes.ts';
import { parseDate, parseTimestamp } from '../time.ts';
import { asKind, asText, listOf, none, type Value } from '../value.ts';
import type { Library } from './library.ts';
import { isRequestUri } from './url.ts';

/** A text's faults as a format sees them. */
type Format = (text: string) => readonly string[];

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const subdomain = new RegExp(`^${label}(\\.${label})*$`);

const dns1123Label = named('DNS-1123 label', new RegExp(`^${label}$`), 63);
const dns1123Subdomain = named('DNS-1123 subdomain', subdomain, 253);
const dns1035Label = named('DNS-1035 label', /^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63);

const formats: Readonly<Record<string, Format>> = {
  dns1123Label,
  dns1123Subdomain,
  dns1035Label,
  dns1123LabelPrefix: (text) => dns1123Label(completed(text)),
  dns1123SubdomainPrefix: (text) => dns1123Subdomain(completed(text)),
  dns1035LabelPrefix: (text) => dns1035Label(completed(text)),
  qualifiedName,
  labelValue: (text) => (text === '' ? [] : named('label value', qualified, 63)(text)),
  uri: (text) => faults(isRequestUri(text), 'not an absolute URI'),
  uuid: (text) =>
    faults(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text), 'not a UUID'),
  byte: (text) => faults(text !== '' && base64Bytes(text) !== undefined, 'not base64'),
  date: (text) => faults(parseDate(text) !== undefined, 'not a date'),
  datetime: (text) => faults(parseTimestamp(text.toUpperCase()) !== undefined, 'not a date with a time'),
};

/** Named formats (apiserver/pkg/cel/library/format.go); their faults are worded here. */
export const namedFormats: Library = {
  'format.named/1': ([name]) => {
    return Object.hasOwn(formats, asText(name)) ? { kind: 'optional', value: formatOf(asText(name)) } : none;
  },
  '.validate/1': ([format, text]) => {
    const found = formats[asKind(format, 'format').name]?.(asText(text)) ?? [];
    return found.length === 0 ? none : { kind: 'optional', value: listOf(found) };
  },
  ...Object.fromEntries(Object.keys(formats).map((name) => [`format.${name}/0`, () => formatOf(name)])),
};

function formatOf(name: string): Value {
  return { kind: 'format', name };
}

function named(what: string, pattern: RegExp, most: number): Format {
  return (text) => [
    ...faults(new TextEncoder().encode(text).length <= most, `must have at most ${most} bytes`),
    ...faults(text.length > 10_000 || pattern.test(text), `not a ${what}`),
  ];
}

function qualifiedName(text: string): readonly string[] {
  const parts = text.split('/');
  const [name = ''] = parts.slice(-1);
  if (parts.length > 2) return ['not a qualified name'];
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  return [
    ...(prefix === undefined ? [] : dns1123Subdomain(prefix)),
    ...faults(name.length <= 63 && qualified.test(name), 'not a qualified name'),
  ];
}

/** A prefix made a name: a dash at its end counts as a letter. */
function completed(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

function faults(isGood: boolean, fault: string): readonly string[] {
  return isGood ? [] : [fault];
}
