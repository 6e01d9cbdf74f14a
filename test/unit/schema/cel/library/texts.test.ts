import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('texts', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ["'abc'.contains('b')", 'true'],
    ["'abc'.startsWith('ab')", 'true'],
    ["'abc'.endsWith('bc')", 'true'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
