import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('sets', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ['sets.contains([], [])', 'true'],
    ['sets.contains([], [1])', 'false'],
    ['sets.contains([1,2,3,4], [2,3])', 'true'],
    ['sets.equivalent([], [])', 'true'],
    ['sets.equivalent([1], [1, 1])', 'true'],
    ['sets.intersects([1], [])', 'false'],
    ['sets.intersects([1], [1, 2])', 'true'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
