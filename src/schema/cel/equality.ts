import type { Json } from '../../flux/object.ts';
import { type Budget, spend } from './budget.ts';
import { NoVerdict, RuleError } from './failure.ts';
import { type CelMap, type Composite, type List, noOverload, type Optional, typeName, type Value } from './value.ts';

/** Whether two values are equal as CEL sees it: numbers across their types, lists by their list type, others by content. */
export function equal(a: Value, b: Value, budget: Budget): boolean {
  spend(budget, 1);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return equalSimple(a, b);
  if (a.kind === 'unknown' || b.kind === 'unknown') return equalUnknown(a, b, budget);
  if (a.kind === 'list' && b.kind === 'list') return equalLists(a, b, budget);
  if (a.kind === 'map' && b.kind === 'map') return equalMaps(a, b, budget);
  if (a.kind === 'optional' && b.kind === 'optional') return equalOptionals(a, b, budget);
  return a.kind === b.kind && sameContent(a, b);
}

/**
 * Which of two values is the greater: negative, zero or positive. There is no verdict on values without an order.
 *
 * @throws {RuleError} for a number that is not a number
 */
export function compare(a: Value, b: Value): number {
  const left = asNumber(a);
  const right = asNumber(b);
  if (left !== undefined && right !== undefined) {
    const order = compareNumbers(left, right);
    if (Number.isNaN(order)) throw new RuleError('NaN values cannot be ordered');
    return order;
  }
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    if (a.kind === 'duration' && b.kind === 'duration') return compareBig(a.nanos, b.nanos);
    if (a.kind === 'timestamp' && b.kind === 'timestamp') return compareBig(a.nanos, b.nanos);
    if (a.kind === 'bytes' && b.kind === 'bytes') return compareBytes(a.bytes, b.bytes);
  }
  throw noOverload(a);
}

/** The order of two integers. */
export function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of two texts by their characters, as Go has it; JavaScript's own order is that of UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return inCharacterOrder(left) - inCharacterOrder(right);
  }
  return a.length - b.length;
}

function inCharacterOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function equalUnknown(a: Composite, b: Composite, budget: Budget): boolean {
  const left = a.kind === 'unknown' ? a.preserved : undefined;
  const right = b.kind === 'unknown' ? b.preserved : undefined;
  if (left === undefined || right === undefined) throw new NoVerdict('a value that is not known');
  return equalJson(left, right, budget);
}

function equalSimple(a: Value, b: Value): boolean {
  if (isUnknown(a) || isUnknown(b)) throw new NoVerdict('a value that is not known');
  const left = asNumber(a);
  const right = asNumber(b);
  return left !== undefined && right !== undefined ? compareNumbers(left, right) === 0 : a === b;
}

function compareNumbers(a: bigint | number, b: bigint | number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : 0;
}

function isUnknown(value: Value): boolean {
  return typeof value === 'object' && value !== null && value.kind === 'unknown';
}

function asNumber(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && value.kind === 'uint' ? value.value : undefined;
}

function equalLists(a: List, b: List, budget: Budget): boolean {
  if (a.items.length !== b.items.length) return false;
  if (a.merge === 'set') return b.items.every((item) => a.items.some((own) => equal(own, item, budget)));
  const { merge } = a;
  if (merge !== undefined) {
    return b.items.every((item) =>
      a.items.some((own) => sameKeys(own, item, merge, budget) && equal(own, item, budget)),
    );
  }
  return a.items.every((item, index) => equal(item, b.items[index] ?? null, budget));
}

/** Whether two objects of a list have the same keys. */
export function sameKeys(a: Value, b: Value, keys: readonly string[], budget: Budget): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a?.kind !== 'map' || b?.kind !== 'map') return false;
  return keys.every((key) => equal(a.find(key) ?? null, b.find(key) ?? null, budget));
}

function equalMaps(a: CelMap, b: CelMap, budget: Budget): boolean {
  const keys = a.keys();
  if (keys.length !== b.keys().length) return false;
  if (!equalJson(a.preserved ?? {}, b.preserved ?? {}, budget)) return false;
  return keys.every((key) => {
    const left = a.find(key);
    const right = b.find(key);
    return left === undefined || right === undefined ? left === right : equal(left, right, budget);
  });
}

function equalOptionals(a: Optional, b: Optional, budget: Budget): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equal(a.value, b.value, budget);
}

/** Whether two values of one kind have the same content. */
function sameContent(a: Value, b: Value): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  if (a.kind === 'bytes' && b.kind === 'bytes') return compareBytes(a.bytes, b.bytes) === 0;
  if (a.kind === 'quantity' && b.kind === 'quantity') return compareScaled(a, b) === 0;
  if (a.kind === 'cidr' && b.kind === 'cidr') return sameContent(a.ip, b.ip) && a.prefix === b.prefix;
  if (a.kind === 'semver' && b.kind === 'semver') throw new NoVerdict(`${typeName(a)} ==`);
  const left = Object.entries(a);
  return left.every(([key, value]) => (b as unknown as Record<string, unknown>)[key] === value);
}

/** The order of two decimal numbers. */
export function compareScaled(
  a: { readonly amount: bigint; readonly scale: number },
  b: { readonly amount: bigint; readonly scale: number },
): number {
  const scale = Math.min(a.scale, b.scale);
  if (Math.max(a.scale, b.scale) - scale > 1_000) throw new NoVerdict('a number too large');
  return compareBig(a.amount * 10n ** BigInt(a.scale - scale), b.amount * 10n ** BigInt(b.scale - scale));
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function equalJson(a: Json, b: Json, budget: Budget): boolean {
  spend(budget, 1);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a as Readonly<Record<string, Json>>);
  if (left.length !== Object.keys(b).length) return false;
  return left.every(
    ([key, value]) =>
      Object.hasOwn(b, key) && equalJson(value, (b as Readonly<Record<string, Json>>)[key] ?? null, budget),
  );
}
