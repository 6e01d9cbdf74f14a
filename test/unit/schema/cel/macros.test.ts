import { describe, expect, it } from 'vitest';
import { evaluated } from './shown.ts';

describe('macros over one variable', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ['[1,2,3].all(x, x > 0)', 'true'],
    ['[1,2,3].exists(x, x > 2)', 'true'],
    ['[1,2,3].exists_one(x, x > 2)', 'true'],
    ['[1,1].exists_one(x, x == 1)', 'false'],
    ['[1,2,3].map(x, x * 2)', '[2, 4, 6]'],
    ['[1,2,3].map(x, x > 1, x * 2)', '[4, 6]'],
    ['[1,2,3].filter(x, x > 1)', '[2, 3]'],
    ["{'a': 1}.all(k, k == 'a')", 'true'],
    ["{'a': 1}.map(k, k)", '["a"]'],
    ["{'a': 1, 'b': 2}.filter(k, k == 'b')", '["b"]'],
    ['[0, 1].all(x, 1 / x == 1)', 'error'],
    ['[0, 1].exists(x, 1 / x == 1)', 'true'],
    ['[0, 2].all(x, 1 / x == 1)', 'false'],
    ['[0, 1].exists_one(x, 1 / x == 1)', 'error'],
    ['[].all(x, false)', 'true'],
    ['[].exists(x, true)', 'false'],
    ['[[1,2],[3]].all(l, l.all(x, x > 0))', 'true'],
    ['[1,2].all(x, [x].exists(x, x > 0))', 'true'],
    ["has({'a': 1}.a)", 'true'],
    ["has({'a': 1}.b)", 'false'],
    ["has({'a': {'b': 1}}.a.b)", 'true'],
    ["has({'a': {'b': 1}}.c.b)", 'error'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
