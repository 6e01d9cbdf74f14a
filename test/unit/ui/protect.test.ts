import { describe, expect, it } from 'vitest';
import { isProtected } from '../../../src/ui/protect.ts';

describe('isProtected', () => {
  it.each([
    ['production', '*prod*', true],
    ['eu-PROD-1', '*prod*', true],
    ['staging', '*prod*', false],
    ['live', 'live', true],
    ['live-2', 'live', false],
    ['a.b', 'a?b', false],
    ['abab', 'ab*ab', true],
    ['ab', 'ab*ab', false],
    ['gke_x_prod_y', 'gke_*_prod_*', true],
    ['anything', '*', true],
    ['anything', '', false],
  ])('%s with pattern %s: %s', (context, pattern, expected) => {
    expect(isProtected(context, [pattern])).toBe(expected);
  });

  it('answers at once for patterns that would make a backtracking matcher hang', () => {
    expect(isProtected('a'.repeat(5000), [`${'a*'.repeat(50)}b`])).toBe(false);
  });
});
