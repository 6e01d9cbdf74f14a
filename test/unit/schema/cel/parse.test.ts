import { describe, expect, it } from 'vitest';
import { syntaxProblem } from '../../../../src/schema/cel/parse.ts';

describe('syntaxProblem', () => {
  it.each([
    "status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')",
    "has(status.x) && status.?y.orValue('') != '' // as long as it lasts",
    "data['a'] in [1, 2] ? r'\\d' == '' : !b",
    // What cel-go takes although cel-js does not.
    'Foo{a: 1} == x',
    '[?a, b]',
    "{?'a': b}",
    'a.`b-c`',
    'a && .b.c',
  ])('has nothing against %s', (expression) => expect(syntaxProblem(expression)).toBeUndefined());

  it.each([
    ['a ==', 'ends too early'],
    ['a = b', 'unexpected character'],
    ['a && b)', 'unexpected character'],
    ["a == 'b", 'unterminated string'],
    ["a == 'x' and b", 'unexpected'],
    ["'a\\d'.matches(a)", 'escape'],
    [' ', 'ends too early'],
  ])('refuses %s', (expression, words) => expect(syntaxProblem(expression)).toContain(words));
});
