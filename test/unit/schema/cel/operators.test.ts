import { describe, expect, it } from 'vitest';
import { evaluated } from './shown.ts';

describe('CEL operators', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ['1 + 2 * 3', '7'],
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['-7 % 3', '-1'],
    ['7 % -3', '1'],
    ['1 / 0', 'error'],
    ['1 % 0', 'error'],
    ['1.0 / 0.0', 'double +Inf'],
    ['9223372036854775807 + 1', 'error'],
    ['-9223372036854775808 - 1', 'error'],
    ['-(-9223372036854775808)', 'error'],
    ['9223372036854775807 * 2', 'error'],
    ['1u - 2u', 'error'],
    ['18446744073709551615u + 1u', 'error'],
    ['1 < 1.5', 'true'],
    ['2u > 1', 'true'],
    ["'a' + 'b'", '"ab"'],
    ["'a' < 'b'", 'true'],
    ["'\\U0001F600' < '\\uffee'", 'false'],
    ["b'a' < b'b'", 'true'],
    ["b'ab' + b'c' == b'abc'", 'true'],
    ['[1,2] + [3]', '[1, 2, 3]'],
    ["{1: 'a'}[1]", '"a"'],
    ["{'a': 1}['b']", 'error'],
    ["{'a': 1}.b", 'error'],
    ['[1,2][2]', 'error'],
    ['[1,2][-1]', 'error'],
    ['[1,2][0]', '1'],
    ['[1,2][dyn(1.0)]', '2'],
    ["'a' in {'a': 1}", 'true'],
    ["'b' in ['a']", 'false'],
    ['true && (1/0 == 1)', 'error'],
    ['false && (1/0 == 1)', 'false'],
    ['(1/0 == 1) && false', 'false'],
    ['(1/0 == 1) || true', 'true'],
    ['(1/0 == 1) || false', 'error'],
    ['!true', 'false'],
    ['true ? 1 : 2', '1'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
