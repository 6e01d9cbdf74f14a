import { describe, expect, it } from 'vitest';
import { evaluated } from './shown.ts';

describe('mixed types', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ['dyn(1) == 1', 'true'],
    ["dyn('a') == 1", 'false'],
    ["dyn([1]) == dyn('a')", 'false'],
    ["'a' == dyn(1)", 'false'],
    ['null == null', 'true'],
    ['dyn(null) == dyn(1)', 'false'],
    ['[null] == [null]', 'true'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
