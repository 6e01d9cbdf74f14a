import type { Json } from '../../../flux/object.ts';

/** An amount without loss: `digits` times ten to the power of `exponent`. */
export interface Quantity {
  readonly digits: bigint;
  readonly exponent: number;
}

const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** A Quantity of k8s.io/apimachinery (pkg/api/resource); undefined for what is none. */
export function quantityOf(value: Json | undefined): Quantity | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
  const match = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d{1,2})?$/.exec(text);
  const [, sign = '', whole = '', part = '', suffix = ''] = match ?? [];
  if (match === null || whole + part === '') return undefined;
  const magnitude = BigInt(`${sign === '-' ? '-' : ''}${whole}${part}`);
  const multiple = suffix.endsWith('i') ? 1024n ** BigInt(binary.indexOf(suffix)) : 1n;
  const power = decimal.includes(suffix) ? 3 * (decimal.indexOf(suffix) - 3) : 0;
  const exponent = /^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : power;
  return { digits: magnitude * multiple, exponent: exponent - part.length };
}

/** Less than, equal to or more than 0, as the first is less than, equal to or more than the second. */
export function compareQuantities(one: Quantity, other: Quantity): number {
  const least = Math.min(one.exponent, other.exponent);
  const atScale = ({ digits, exponent }: Quantity): bigint => digits * 10n ** BigInt(exponent - least);
  const difference = atScale(one) - atScale(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
