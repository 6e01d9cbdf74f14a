import type { Json } from '../../flux/object.ts';
import { isList, unknownValue } from './value.ts';

/** Larger values are not compared; aliases can make one without end. */
const mostNodes = 1_000;

/**
 * What two values have in common exactly if they are the same JSON: a scalar itself, a text for all else. Undefined for a
 * value that holds an unknown one, or is too large.
 */
export function identityOf(value: Json): string | number | boolean | null | undefined {
  if (value === unknownValue) return undefined;
  if (typeof value === 'string') return `"${value}`;
  if (typeof value !== 'object' || value === null) return value;
  let left = mostNodes;
  const write = (part: Json): string => {
    if (part === unknownValue) left = 0;
    if (--left < 0) return '';
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    if (isList(part)) return `[${part.map(write).join()}]`;
    const fields = Object.keys(part).sort();
    return `{${fields.map((name) => `${JSON.stringify(name)}:${write(part[name] ?? null)}`).join()}}`;
  };
  const text = write(value);
  return left < 0 ? undefined : text;
}
