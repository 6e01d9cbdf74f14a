import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../src/schema/pattern.ts';

describe('matchesPattern', () => {
  // Each verdict is what Go's regexp.MatchString says.
  it.each([
    ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', '1h30m', true],
    ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', '1 h', false],
    ['^[0-9]+(m|s)', '10minutes', true],
    ['b', 'abc', true],
    ['^a|b$', 'xb', true],
    ['', 'x', true],
    // Characters, not UTF-16 units.
    ['^.$', '😀', true],
    ['^.$', '\u2028', true],
    ['.', '\n', false],
    // Classes are ASCII.
    ['^\\s$', '\u00a0', false],
    ['\\d', '٣', false],
    ['^\\w+$', 'é', false],
    // The end is the end of the text.
    ['a$', 'a\n', false],
    ['a\\z', 'a', true],
    // What JavaScript cannot read.
    ['(?i)^abc$', 'ABC', true],
    ['(?i)k', '\u212a', true],
    ['(?P<name>a)', 'a', true],
    ['^[[:alpha:]]+$', 'abc', true],
    ['[]a]', ']', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\x{1F600}', '😀', true],
    ['\\pN', '5', true],
    ['^[\\w-z]$', '-', true],
  ])('matches %j with %j as Go does', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  it.each(['(?=a)', '(?!a)', '(?<=a)b', '(a)\\1', '\\u0041', 'a++', 'a{1001}', '((a{30}){30}){30}', '[', '(', '\\'])(
    'has no verdict for %j, which Go cannot read',
    (pattern) => expect(matchesPattern(pattern, 'a')).toBeUndefined(),
  );

  it('has no verdict for a pattern that is nested or long beyond reason', () => {
    expect(matchesPattern('('.repeat(5_000) + ')'.repeat(5_000), 'a')).toBeUndefined();
    expect(matchesPattern('a'.repeat(10_001), 'a')).toBeUndefined();
  });

  it('takes patterns at once that would make a backtracking engine search for years', () => {
    expect(matchesPattern('^(a+)+$', 'a'.repeat(50_000) + '!')).toBe(false);
    expect(matchesPattern('^(a|a?)+$', 'a'.repeat(50_000) + '!')).toBe(false);
  });

  it('does not try a pattern that is too much work for a text', () => {
    expect(matchesPattern('[ab]*a[ab]{900}[c-e]', 'ab'.repeat(50_000))).toBeUndefined();
    expect(matchesPattern('^[a-z]+$', 'ab'.repeat(50_000))).toBe(true);
  });

  it('gives the same verdicts after many other patterns', () => {
    for (let index = 0; index < 1_500; index++) expect(matchesPattern(`^${index}$`, `${index}`)).toBe(true);
    expect(matchesPattern('^0$', '0')).toBe(true);
    expect(matchesPattern('^0$', '1')).toBe(false);
  });
});
