import { expect, test } from 'vitest';
import { matchesName, pathPattern } from '../../../src/flux/globs.ts';

test.each([
  ['*.yaml', 'web.yaml', true],
  ['*.yaml', '.yaml', true],
  ['*.yaml', 'web.yml', false],
  ['w?b', 'web', true],
  ['w?b', 'wb', false],
  ['[a-c]x', 'bx', true],
  ['[^a-c]x', 'bx', false],
  ['[^a-c]x', 'dx', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['a*b*c', 'aXbYbZc', true],
  ['a*b*c', 'aXcYb', false],
  ['[a', 'a', false],
  ['**', 'web', true],
  ['', '', true],
])('%s fits %s: %s', (pattern, name, fits) => expect(matchesName(pattern, name)).toBe(fits));

test.each([
  ['**/*.md', 'a/b/c.md', true],
  ['**/*.md', 'c.md', true],
  ['**/*.md', 'a/c.yaml', false],
  ['apps/**', 'apps', true],
  ['apps/**', 'apps/a/b', true],
  ['apps/**/b', 'apps/b', true],
  ['apps/*', 'apps/a/b', false],
  ['*.{md,txt}', 'a.txt', true],
  ['*.{md,txt}', 'a.yaml', false],
  ['{a/{b,c},d}/x', 'a/c/x', true],
  ['{a/{b,c},d}/x', 'd/x', true],
  ['{a/{b,c},d}/x', 'a/x', false],
  ['a{', 'a{', true],
])('%s fits the path %s: %s', (pattern, path, fits) => expect(pathPattern(pattern)?.(path)).toBe(fits));

test('too many alternatives are not looked at', () => {
  expect(pathPattern('{a,b}'.repeat(30))).toBeUndefined();
});
