import type { Schema } from '../../../src/schema/schema.ts';
import type { Random } from './random.ts';

/** A value that a schema may take: of its type, with the fields that it requires. Patterns are not looked at. */
export function sampleOf(
  schema: Schema,
  random: Random,
  resolve: (schema: Schema) => Schema | undefined,
  depth = 4,
): unknown {
  const own = resolve(schema);
  if (own === undefined) return {};
  if (own.enum !== undefined) return random.pick(own.enum);
  if (own['x-kubernetes-int-or-string'] === true) return random.pick([1, '10%', 'http']);
  switch (own.type) {
    case 'boolean':
      return random.below(2) === 0;
    case 'integer':
      return random.pick([own.minimum ?? 1, 5]);
    case 'number':
      return own.minimum ?? 0.5;
    case 'array':
      return own.items === undefined || depth === 0 ? [] : [sampleOf(own.items, random, resolve, depth - 1)];
    case 'object': {
      const fields = Object.entries(own.properties ?? {}).filter(([name]) => own.required?.includes(name));
      return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field, random, resolve, depth - 1)]));
    }
    default:
      return textOf(own, random);
  }
}

function textOf({ format, pattern }: Schema, random: Random): unknown {
  if (format === 'date-time') return '2026-01-31T12:00:00Z';
  if (format === 'byte') return 'aGVsbG8=';
  if (pattern?.includes('ms|s|m|h') === true) return '5m';
  return random.pick(['sample', 'web']);
}
