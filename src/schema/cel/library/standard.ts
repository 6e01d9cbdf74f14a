import { spend } from '../budget.ts';
import { utf8Bytes, utf8Text } from '../bytes.ts';
import { NoVerdict, RuleError } from '../failure.ts';
import { int64, uint64 } from '../operators.ts';
import { formatDouble, parseDouble } from '../numbers.ts';
import { formatDuration, formatTimestamp, parseGoDuration, parseTimestamp } from '../time.ts';
import { asInt, asText, isKind, noOverload, typeName, type Value } from '../value.ts';
import { charactersOf } from './characters.ts';
import type { Library } from './library.ts';
import { formatCidr, formatIp } from './ip.ts';

/** CEL's own conversions and tests (google/cel-spec, doc/langdef.md). */
export const standard: Library = {
  'size/1': ([value]) => size(value),
  '.size/0': ([value]) => size(value),
  'type/1': ([value = null]) => ({ kind: 'type', name: typeName(value) }),
  'dyn/1': ([value = null]) => value,
  'int/1': ([value]) => toInt(value),
  'uint/1': ([value]) => toUint(value),
  'double/1': ([value]) => toDouble(value),
  'string/1': ([value]) => toText(value),
  'bool/1': ([value]) => toBool(value),
  'bytes/1': ([value]) => (isKind(value, 'bytes') ? value : { kind: 'bytes', bytes: utf8Bytes(asText(value)) }),
  'duration/1': ([value]) => {
    if (isKind(value, 'duration')) return value;
    return parseGoDuration(asText(value)) ?? fail('duration');
  },
  'timestamp/1': ([value]) => {
    if (isKind(value, 'timestamp')) return value;
    if (typeof value === 'bigint') return { kind: 'timestamp', nanos: asInt(value) * 1_000_000_000n };
    return parseTimestamp(asText(value)) ?? unsure(asText(value));
  },
  '.contains/1': ([text, part], budget) => {
    spend(budget, asText(text).length / 32);
    return asText(text).includes(asText(part));
  },
  '.startsWith/1': ([text, part]) => asText(text).startsWith(asText(part)),
  '.endsWith/1': ([text, part]) => asText(text).endsWith(asText(part)),
};

function size(value: Value | undefined): bigint {
  if (typeof value === 'string') return BigInt(charactersOf(value).length);
  if (isKind(value, 'list')) return BigInt(value.items.length);
  if (isKind(value, 'map')) return BigInt(value.keys().length);
  if (isKind(value, 'bytes')) return BigInt(value.bytes.length);
  throw noOverload(value);
}

function toInt(value: Value | undefined): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) throw new RuleError('integer overflow');
    return BigInt(Math.trunc(value));
  }
  if (typeof value === 'string')
    return int64(/^[-+]?\d{1,30}$/.test(value) ? BigInt(value.replace('+', '')) : fail('int'));
  if (isKind(value, 'uint')) return int64(value.value);
  if (isKind(value, 'timestamp')) return value.nanos / 1_000_000_000n;
  if (isKind(value, 'duration')) return value.nanos;
  throw noOverload(value);
}

function toUint(value: Value | undefined): Value {
  if (isKind(value, 'uint')) return value;
  if (typeof value === 'bigint') return uint64(value);
  if (typeof value === 'number') return uint64(Number.isFinite(value) ? BigInt(Math.trunc(value)) : -1n);
  if (typeof value === 'string') return uint64(/^\d{1,30}$/.test(value) ? BigInt(value) : fail('uint'));
  throw noOverload(value);
}

function toDouble(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (isKind(value, 'uint')) return Number(value.value);
  return parseDouble(asText(value)) ?? fail('double');
}

function toText(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return formatDouble(value);
  if (isKind(value, 'uint')) return String(value.value);
  if (isKind(value, 'bytes')) return utf8Text(value.bytes) ?? fail('string');
  if (isKind(value, 'duration')) return formatDuration(value);
  if (isKind(value, 'timestamp')) return formatTimestamp(value);
  if (isKind(value, 'ip')) return formatIp(value);
  if (isKind(value, 'cidr')) return formatCidr(value);
  throw noOverload(value);
}

function toBool(value: Value | undefined): boolean {
  if (typeof value === 'boolean') return value;
  const text = asText(value);
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  return fail('bool');
}

function fail(type: string): never {
  throw new RuleError(`type conversion error to '${type}'`);
}

/** Go reads more than RFC 3339, e.g. hours of one digit: only what is like no moment at all is an error for sure. */
function unsure(text: string): never {
  if (!/^\d{4}-\d\d?-\d\d?T\d/.test(text)) return fail('timestamp');
  throw new NoVerdict(`a moment that may be one: ${text}`);
}
