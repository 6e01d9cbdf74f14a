import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/flux/object.ts';
import { choiceMessage } from '../../../../src/schema/cel/choiceMessage.ts';

const said = (rule: string, value: Json, fieldPath?: string): string | undefined =>
  choiceMessage({ rule, ...(fieldPath !== undefined && { fieldPath }) }, value);

describe('the message of a choice', () => {
  const oneOf = '(has(self.a) && !has(self.b)) || (!has(self.a) && has(self.b))';
  const both = 'has both "a" and "b"; only one of them is allowed.';
  const neither = 'needs "a" or "b"; it has neither.';

  it.each<[string, Json, string]>([
    [oneOf, { a: 1, b: 2 }, both],
    [oneOf, {}, neither],
    [oneOf, { a: null }, neither],
    ['has(self.a) != has(self.b)', {}, neither],
    ['!has(self.a) || !has(self.b)', { a: 1, b: 1 }, both],
    ['has(self.a) || has(self.b)', { c: 1 }, neither],
    ['has(self.a) || has(self.b) || has(self.c)', {}, 'needs "a", "b" or "c"; it has none of them.'],
  ])('tells what is there: %s of %j', (rule, value, words) => {
    expect(said(rule, value)).toBe(words);
  });

  it.each<[string, Json]>([
    ['(has(self.a) && !has(self.b)) || (!has(self.c) && has(self.d))', {}],
    ["!has(self.a) || self.kind == 'X'", { a: 1 }],
    ['has(self.a.b) || has(self.c)', {}],
    [oneOf, { a: 1 }],
    [oneOf, 'text'],
  ])('is left to other rules: %s of %j', (rule, value) => {
    expect(said(rule, value)).toBeUndefined();
  });

  it('is left to rules about another field', () => {
    expect(said(oneOf, {}, '.a')).toBeUndefined();
  });
});
