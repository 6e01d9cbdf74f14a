import { type Budget, spend } from '../budget.ts';
import { utf8Bytes, utf8Text } from '../bytes.ts';
import { NoVerdict, RuleError } from '../failure.ts';
import { formatDouble } from '../numbers.ts';
import { formatDuration, formatTimestamp } from '../time.ts';
import { asKind, asText, isKind, noOverload, type Value } from '../value.ts';
import type { Library } from './library.ts';

/** `'%s has %d'.format([name, count])` (google/cel-go, ext/formatting.go). */
export const formatting: Library = {
  '.format/1': ([text, args], budget) => format(asText(text), asKind(args, 'list').items, budget),
};

function format(text: string, args: readonly Value[], budget: Budget): string {
  let next = 0;
  return text.replace(/%(%|(?:\.(\d{1,2}))?([a-zA-Z])|)/g, (_, clause: string, precision = '6', verb?: string) => {
    if (clause === '%') return '%';
    const arg = args[next++];
    if (arg === undefined) throw new RuleError(`index ${next - 1} out of range`);
    const written = write(verb, arg, Number(precision));
    spend(budget, 1 + written.length / 8);
    return written;
  });
}

function write(verb: string | undefined, value: Value, precision: number): string {
  switch (verb) {
    case 's':
      return display(value, false);
    case 'd':
      return isDouble(value) ? display(value, false) : integer(value).toString();
    case 'f':
      return isDouble(value) && Number.isFinite(value) ? fixed(value, precision) : display(value, false);
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : integer(value).toString(2);
    case 'o':
      return integer(value).toString(8);
    case 'x':
      return hex(value);
    case 'X':
      return hex(value).toUpperCase();
    default:
      throw new NoVerdict(`a format clause that is not supported: %${verb ?? ''}`);
  }
}

function display(value: Value, isNested: boolean): string {
  if (typeof value === 'string') return isNested ? JSON.stringify(value) : value;
  if (typeof value === 'number') return displayDouble(value, isNested);
  if (typeof value !== 'object' || value === null) return String(value);
  switch (value.kind) {
    case 'uint':
      return value.value.toString();
    case 'bytes':
      return utf8Text(value.bytes) ?? '';
    case 'duration':
      return formatDuration(value);
    case 'timestamp':
      return formatTimestamp(value);
    case 'type':
      return value.name;
    case 'list':
      return `[${value.items.map((item) => display(item, true)).join(', ')}]`;
    case 'map': {
      const entries = value.keys().map((key) => `${display(key, true)}:${display(value.find(key) ?? null, true)}`);
      return `{${entries.sort().join(', ')}}`;
    }
    default:
      throw noOverload(value);
  }
}

function displayDouble(value: number, isNested: boolean): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  return isNested ? value.toFixed(6) : formatDouble(value);
}

function fixed(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function hex(value: Value): string {
  const bytes = typeof value === 'string' ? utf8Bytes(value) : isKind(value, 'bytes') ? value.bytes : undefined;
  if (bytes === undefined) return integer(value).toString(16);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isDouble(value: Value): value is number {
  return typeof value === 'number';
}

function integer(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  return asKind(value, 'uint').value;
}
