import { noOverload, type CelMap, type Value } from './value.ts';
import { RuleError } from './failure.ts';

/**
 * A map of entries that a rule makes.
 *
 * @throws {RuleError} for a key that stands twice
 */
export function mapOf(entries: readonly (readonly [Value, Value])[]): CelMap {
  const values = new Map<string, readonly [Value, Value]>();
  for (const [key, value] of entries) {
    const id = keyId(key);
    if (id === undefined) throw noOverload(key);
    if (values.has(id)) throw new RuleError('Failed with repeated key');
    values.set(id, [key, value]);
  }
  return {
    kind: 'map',
    keys: () => Array.from(values.values(), ([key]) => key),
    find: (key) => {
      const id = keyId(key);
      return id === undefined ? undefined : values.get(id)?.[1];
    },
  };
}

/** A name for a key, the same for numbers that are equal across their types. */
function keyId(key: Value): string | undefined {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean') return `b${String(key)}`;
  if (typeof key === 'bigint') return `n${key}`;
  if (typeof key === 'number') return Number.isSafeInteger(key) ? `n${key}` : `d${key}`;
  return typeof key === 'object' && key?.kind === 'uint' ? `n${key.value}` : undefined;
}
