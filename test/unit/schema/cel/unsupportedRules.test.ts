import { expect, it } from 'vitest';
import type { Schema } from '../../../../src/schema/schema.ts';
import { unsupportedRules } from '../../../../src/schema/cel/unsupportedRules.ts';
import { customKind } from '../validate/judged.ts';

const ruled = (...rules: readonly string[]): Schema => ({
  type: 'object',
  'x-kubernetes-validations': rules.map((rule) => ({ rule })),
});

it('finds the rules with functions that are not supported, at every level, each once', () => {
  const unsupported = { rule: 'self.conjure(1)', reason: expect.stringContaining('conjure') as string };
  const inner = ruled('self.conjure(1)', 'self == self');
  const schema: Schema = { ...ruled('self.conjure(1)'), properties: { a: { type: 'array', items: inner }, b: inner } };
  expect(unsupportedRules(customKind(schema))).toEqual([unsupported]);
  expect(unsupportedRules(customKind(ruled('true')))).toEqual([]);
});
