import { describe, expect, it } from 'vitest';
import { evaluated } from './shown.ts';

describe('macros over two variables', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ['[1, 2, 3].all(i, j, i < j)', 'true'],
    ["{'hello': 'world', 'taco': 'taco'}.all(k, v, k != v)", 'false'],
    ["{'greeting': 'hello', 'farewell': 'goodbye'}.exists(k, v, k.startsWith('good') || v.endsWith('bye'))", 'true'],
    ['[1, 1, 2, 2, 3, 3].existsOne(i, v, i == 2 && v == 2)', 'true'],
    ['[1, 2, 1].exists_one(i, v, i == 1 || v == 1)', 'false'],
    ['[1, 2, 3].transformList(i, v, (i * v) + v)', '[1, 4, 9]'],
    ['[1, 2, 3].transformList(i, v, i % 2 == 0, (i * v) + v)', '[1, 9]'],
    ["{'greeting': 'hello'}.transformMap(k, v, v + '!')['greeting']", '"hello!"'],
    ['[1, 2, 3].transformMap(i, v, v)[1]', '2'],
    ["{'greeting': 'hello'}.transformMapEntry(k, v, {v: k})['hello']", '"greeting"'],
    ['[1, 1].transformMapEntry(i, v, {v: i}).size()', 'error'],
    ["{'a': 'b'}.transformList(k, v, k + v)", '["ab"]'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
