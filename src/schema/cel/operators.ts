import { type Budget, spend } from './budget.ts';
import { compare, equal, sameKeys } from './equality.ts';
import { RuleError } from './failure.ts';
import { asKind, type Composite, isKind, type List, noOverload, type Value } from './value.ts';

export type Operator = (a: Value, b: Value, budget: Budget) => Value;

/** CEL's operators of two operands that are both evaluated. */
export const operators: Readonly<Record<string, Operator>> = {
  '==': equal,
  '!=': (a, b, budget) => !equal(a, b, budget),
  '<': (a, b) => compare(a, b) < 0,
  '<=': (a, b) => compare(a, b) <= 0,
  '>': (a, b) => compare(a, b) > 0,
  '>=': (a, b) => compare(a, b) >= 0,
  in: isIn,
  '+': add,
  '-': subtract,
  '*': (a, b) =>
    arithmetic(
      a,
      b,
      (x, y) => x * y,
      (x, y) => x * y,
    ),
  '/': (a, b) =>
    arithmetic(
      a,
      b,
      (x, y) => x / notZero(y, 'division by zero'),
      (x, y) => x / y,
    ),
  '%': (a, b) => arithmetic(a, b, (x, y) => x % notZero(y, 'modulus by zero'), undefined),
};

/** The value with the other sign; there is no verdict on values without one. */
export function negate(value: Value): Value {
  if (typeof value === 'bigint') return int64(-value);
  if (typeof value === 'number') return -value;
  throw noOverload(value);
}

/**
 * An integer that is one in CEL: of 64 bits.
 *
 * @throws {RuleError} for others
 */
export function int64(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new RuleError('integer overflow');
  return value;
}

/**
 * An unsigned integer of 64 bits.
 *
 * @throws {RuleError} where the value is none
 */
export function uint64(value: bigint): Extract<Composite, { kind: 'uint' }> {
  if (BigInt.asUintN(64, value) !== value) throw new RuleError('unsigned integer overflow');
  return { kind: 'uint', value };
}

function isIn(item: Value, range: Value, budget: Budget): boolean {
  if (isKind(range, 'list')) return range.items.some((other) => equal(other, item, budget));
  return asKind(range, 'map').find(item) !== undefined;
}

function add(a: Value, b: Value, budget: Budget): Value {
  if (typeof a === 'string' && typeof b === 'string') {
    spend(budget, (a.length + b.length) / 32);
    return a + b;
  }
  if (isKind(a, 'list')) return addLists(a, asKind(b, 'list'), budget);
  if (isKind(a, 'bytes') && isKind(b, 'bytes')) {
    spend(budget, (a.bytes.length + b.bytes.length) / 32);
    return { kind: 'bytes', bytes: Uint8Array.from([...a.bytes, ...b.bytes]) };
  }
  if (isKind(a, 'duration') && isKind(b, 'timestamp')) return add(b, a, budget);
  if ((isKind(a, 'duration') || isKind(a, 'timestamp')) && isKind(b, 'duration')) {
    return { kind: a.kind, nanos: inRange(a.kind, a.nanos + b.nanos) };
  }
  return arithmetic(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

function subtract(a: Value, b: Value): Value {
  if (isKind(a, 'timestamp') && isKind(b, 'timestamp')) {
    return { kind: 'duration', nanos: inRange('duration', a.nanos - b.nanos) };
  }
  if ((isKind(a, 'duration') || isKind(a, 'timestamp')) && isKind(b, 'duration')) {
    return { kind: a.kind, nanos: inRange(a.kind, a.nanos - b.nanos) };
  }
  return arithmetic(
    a,
    b,
    (x, y) => x - y,
    (x, y) => x - y,
  );
}

/** Lists one after the other; of sets their union, of lists with keys the second's objects in place of the first's. */
function addLists(a: List, b: List, budget: Budget): List {
  spend(budget, a.items.length + b.items.length);
  const { merge } = a;
  if (merge === undefined) return { kind: 'list', items: [...a.items, ...b.items] };
  const items = [...a.items];
  for (const item of b.items) {
    const same = (own: Value): boolean =>
      merge === 'set' ? equal(own, item, budget) : sameKeys(own, item, merge, budget);
    const at = items.findIndex(same);
    if (at < 0) items.push(item);
    else items[at] = item;
  }
  return { kind: 'list', items, merge };
}

function arithmetic(
  a: Value,
  b: Value,
  ofIntegers: (a: bigint, b: bigint) => bigint,
  ofDoubles: ((a: number, b: number) => number) | undefined,
): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int64(ofIntegers(a, b));
  if (typeof a === 'number' && typeof b === 'number' && ofDoubles !== undefined) return ofDoubles(a, b);
  if (isKind(a, 'uint') && isKind(b, 'uint')) return uint64(ofIntegers(a.value, b.value));
  throw noOverload(a);
}

function notZero(value: bigint, message: string): bigint {
  if (value === 0n) throw new RuleError(message);
  return value;
}

/** Nanoseconds between the years 1 and 9999. */
const earliest = -62_135_596_800n * 1_000_000_000n;
const latest = 253_402_300_800n * 1_000_000_000n;

function inRange(kind: 'duration' | 'timestamp', nanos: bigint): bigint {
  if (kind === 'duration') return int64(nanos);
  if (nanos < earliest || nanos >= latest) throw new RuleError('timestamp overflow');
  return nanos;
}
