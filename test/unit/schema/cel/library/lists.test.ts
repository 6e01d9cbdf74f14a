import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('lists', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ['[1,3].isSorted()', 'true'],
    ['[1,1].isSorted()', 'true'],
    ['[3,1].isSorted()', 'false'],
    ['[].isSorted()', 'true'],
    ["['b','a'].isSorted()", 'false'],
    ['[1,3].sum()', '4'],
    ['[1.0, 3.0].sum()', 'double 4'],
    ['[].sum()', '0'],
    ["[duration('1m'), duration('1s')].sum() == duration('61s')", 'true'],
    ['[1,3].min()', '1'],
    ['[1,3].max()', '3'],
    ["['b','a'].max()", '"b"'],
    ['[1,2,3,2].indexOf(2)', '1'],
    ['[1,2,3,2].lastIndexOf(2)', '3'],
    ['[1,2].indexOf(5)', '-1'],
    ['[1,2,2,3].distinct()', '[1, 2, 3]'],
    ["['b','b','c','a','c'].distinct()", '["b", "c", "a"]'],
    ['lists.range(3)', '[0, 1, 2]'],
    ['[1,2,3,4].slice(1,3)', '[2, 3]'],
    ['[1,2,3,4].slice(3,1)', 'error'],
    ['[1,2,3,4].slice(1,5)', 'error'],
    ['[[1,[2]],[3]].flatten(-1)', 'error'],
    ['[3,1,2].sort()', '[1, 2, 3]'],
    ["['c','a','b'].sort()", '["a", "b", "c"]'],
    ["['aa','b'].sortBy(x, x.size())", '["b", "aa"]'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
