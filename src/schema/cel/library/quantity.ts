import { compareScaled } from '../equality.ts';
import { RuleError } from '../failure.ts';
import { asInt, asKind, asText, isKind, type Quantity, type Value } from '../value.ts';
import type { Library } from './library.ts';

/** Quantities as `10Gi` (apiserver/pkg/cel/library/quantity.go; the reading: apimachinery/pkg/api/resource/quantity.go). */
export const quantities: Library = {
  'quantity/1': ([text]) => {
    const quantity = parseQuantity(asText(text));
    if (quantity === undefined) throw new RuleError('not a quantity');
    return quantity;
  },
  'isQuantity/1': ([text]) => parseQuantity(asText(text)) !== undefined,
  'sign/1': ([value]) => sign(value),
  '.sign/0': ([value]) => sign(value),
  '.isInteger/0': ([value]) => asInteger(asKind(value, 'quantity')) !== undefined,
  '.asInteger/0': ([value]) => {
    const integer = asInteger(asKind(value, 'quantity'));
    if (integer === undefined) throw new RuleError('cannot convert value to integer');
    return integer;
  },
  '.asApproximateFloat/0': ([value]) => {
    const { amount, scale } = asKind(value, 'quantity');
    return scale === 0 ? Number(amount) : Number(amount) * Math.pow(10, scale);
  },
  '.add/1': ([a, b]) => add(asKind(a, 'quantity'), operand(b)),
  '.sub/1': ([a, b]) => add(asKind(a, 'quantity'), negated(operand(b))),
};

const binary: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const largest = 2n ** 63n - 1n;

/** Reads a quantity; what is finer than nano is rounded up. Undefined where the text is none. */
function parseQuantity(text: string): Quantity | undefined {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([-+]?\d{1,9}))$/.exec(text);
  if (match === null || text === '' || text.length > 1_000) return undefined;
  const [, minus, whole = '', fraction = '', binarySuffix, decimalSuffix, exponent] = match;
  const digits = (whole.replace(/^0+/, '') || '0') + fraction;
  const negative = minus === '-';
  if (binarySuffix !== undefined) {
    const shift = binary[binarySuffix] ?? 0n;
    const precision = 15 - (digits.length - fraction.length) - Math.trunc((Number(shift) * 3) / 10) - 1;
    const compact = fraction === '' && precision >= 0;
    return settle(BigInt(digits) << shift, -fraction.length, compact, negative, true);
  }
  const power = exponent === undefined ? decimal[decimalSuffix ?? ''] : Number(exponent);
  const scale = (power ?? 0) - fraction.length;
  return settle(BigInt(digits), scale, digits.length <= 18 && scale >= -9, negative, false);
}

function settle(amount: bigint, scale: number, compact: boolean, negative: boolean, capped: boolean): Quantity {
  const rounded = compact ? { amount, scale } : roundedUp(amount, scale);
  const most: Quantity = { kind: 'quantity', amount: largest, scale: 0, compact: false };
  const { amount: size, scale: power } = capped && compareScaled(rounded, most) > 0 ? most : rounded;
  return { kind: 'quantity', amount: negative ? -size : size, scale: power, compact };
}

function roundedUp(amount: bigint, scale: number): { readonly amount: bigint; readonly scale: number } {
  if (scale >= -9) return { amount, scale };
  if (scale < -2_000) return { amount: amount === 0n ? 0n : 1n, scale: -9 };
  const divisor = 10n ** BigInt(-9 - scale);
  return { amount: (amount + divisor - 1n) / divisor, scale: -9 };
}

function asInteger({ amount, scale, compact }: Quantity): bigint | undefined {
  if (!compact || scale < 0 || scale > 18) return undefined;
  const integer = amount * 10n ** BigInt(scale);
  return BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

function add(a: Quantity, b: Quantity): Quantity {
  if (a.amount === 0n) return b;
  if (b.amount === 0n) return a;
  const scale = Math.min(a.scale, b.scale);
  if (Math.max(a.scale, b.scale) - scale > 1_000) throw new RuleError('a quantity too large');
  const amount = a.amount * 10n ** BigInt(a.scale - scale) + b.amount * 10n ** BigInt(b.scale - scale);
  const compact = a.compact && b.compact && BigInt.asIntN(64, amount) === amount;
  return { kind: 'quantity', amount, scale, compact };
}

function negated(quantity: Quantity): Quantity {
  return { ...quantity, amount: -quantity.amount };
}

function operand(value: Value | undefined): Quantity {
  if (isKind(value, 'quantity')) return value;
  return { kind: 'quantity', amount: asInt(value), scale: 0, compact: true };
}

function sign(value: Value | undefined): bigint {
  const { amount } = asKind(value, 'quantity');
  return amount > 0n ? 1n : amount < 0n ? -1n : 0n;
}
