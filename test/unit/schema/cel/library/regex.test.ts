import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('regular expressions', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ["'abc'.matches('^a')", 'true'],
    ["'abc'.matches('b')", 'true'],
    ["matches('abc', '(?i)B')", 'true'],
    ["'aaa'.find('a')", '"a"'],
    ["'abc 123'.find('[0-9]+')", '"123"'],
    ["'abc'.find('x')", '""'],
    ["'123 abc 456'.findAll('[0-9]*')", '["123", "", "", "", "", "456"]'],
    ["'123 abc 456'.findAll('[0-9]+')", '["123", "456"]'],
    ["'123 abc 456'.findAll('[0-9]+', 1)", '["123"]'],
    ["'123 abc 456'.findAll('[0-9]+', 0)", '[]'],
    ["'123 abc 456'.findAll('xyz')", '[]'],
    ["'abc'.findAll('')", '["", "", "", ""]'],
    ["'ba'.findAll('a*')", '["", "a"]'],
    ["'aXbXc'.findAll('b?')", '["", "", "b", "", ""]'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
