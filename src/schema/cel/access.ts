import { NoVerdict, RuleError } from './failure.ts';
import { isKind, type List, noOverload, none, typeName, type Value } from './value.ts';

/**
 * A field of an object or a value of a map: `range.name`. A field of an optional is optional, too.
 *
 * @throws {RuleError} where it is not there
 */
export function access(range: Value, name: string): Value {
  if (isKind(range, 'optional')) return range.value === undefined ? none : optionalAccess(range.value, name);
  const value = find(range, name);
  if (value === undefined) throw new RuleError(`no such key: ${name}`);
  return value;
}

/**
 * An item of a list or a value of a map: `range[key]`.
 *
 * @throws {RuleError} where it is not there
 */
export function index(range: Value, key: Value): Value {
  if (isKind(range, 'optional')) return range.value === undefined ? none : optionalAccess(range.value, key);
  const value = find(range, key);
  if (value !== undefined) return value;
  const what = isKind(range, 'list') ? 'index out of bounds' : 'no such key';
  throw new RuleError(typeof key === 'string' || typeof key === 'bigint' ? `${what}: ${key}` : what);
}

/** The value of a key if it is there: `range.?key`, `range[?key]`. */
export function optionalAccess(range: Value, key: Value): Value {
  const from = isKind(range, 'optional') ? range.value : range;
  const value = from === undefined ? undefined : find(from, key);
  return value === undefined ? none : { kind: 'optional', value };
}

/** Whether a field is there: `has(range.name)`. */
export function isPresent(range: Value, name: string): boolean {
  const from = isKind(range, 'optional') ? range.value : range;
  return from !== undefined && find(from, name) !== undefined;
}

/** The value of a key in a map, of an index in a list. Undefined where there is none. */
function find(range: Value, key: Value): Value | undefined {
  if (isKind(range, 'list')) return itemAt(range, key);
  if (!isKind(range, 'map')) throw noOverload(range);
  if (range.declares !== undefined && !(typeof key === 'string' && range.declares(key))) {
    throw new NoVerdict(`a field that the schema does not know: ${typeof key === 'string' ? key : typeName(key)}`);
  }
  return range.find(key);
}

function itemAt({ items }: List, key: Value): Value | undefined {
  const position = isKind(key, 'uint') ? Number(key.value) : Number(typeof key === 'object' ? NaN : key);
  if (typeof key === 'string' || typeof key === 'boolean' || Number.isNaN(position)) throw noOverload(key);
  return Number.isInteger(position) ? items[position] : undefined;
}
