import { expect, test } from 'vitest';
import type { Schema } from '../../../../src/schema/schema.ts';
import { share } from '../../../../scripts/catalogue/share.ts';
import { mapSchemas, structureOf } from '../../../../scripts/catalogue/structure.ts';

const long =
  'a pattern that is long enough to be worth a name of its own, for it stands in several places of the schema';
const inner: Schema = {
  type: 'object',
  properties: { name: { type: 'string', pattern: long }, other: { enum: [long] } },
};
const outer: Schema = { type: 'array', items: inner, minItems: 1, maxItems: 5 };

test('what stands in several places is written once, and reads as before', () => {
  const kinds = {
    'a/v1/A': { properties: { first: outer, second: { properties: { deep: outer } }, third: inner } },
    'a/v1/B': { properties: { fourth: { additionalProperties: outer }, only: { enum: [long, `${long} here`] } } },
  };
  const shared = share(kinds);
  expect(Object.keys(shared.definitions).sort()).toEqual(['A.first', 'A.first.items']);
  expect(shared.kinds['a/v1/A']?.properties?.['third']).toEqual({ $ref: 'A.first.items' });
  const expand = (schema: Schema): Schema =>
    schema.$ref === undefined ? mapSchemas(schema, expand) : expand(shared.definitions[schema.$ref] ?? {});
  expect({ A: expand(shared.kinds['a/v1/A'] ?? {}), B: expand(shared.kinds['a/v1/B'] ?? {}) }).toEqual({
    A: kinds['a/v1/A'],
    B: kinds['a/v1/B'],
  });
});

test('what repeats only within what is shared has no name of its own', () => {
  const { definitions } = share({ 'a/v1/A': { properties: { first: outer, second: outer } } });
  expect(definitions).toEqual({ 'A.first': outer });
});

test('the structure of a schema has no texts, and keeps fields that are called as texts are', () => {
  const schema: Schema = { description: 'a', properties: { description: { description: 'b', type: 'string' } } };
  expect(structureOf({ ...schema, oneOf: [{ description: 'c', not: { description: 'd' } }] })).toEqual({
    properties: { description: { type: 'string' } },
    oneOf: [{ not: {} }],
  });
});
