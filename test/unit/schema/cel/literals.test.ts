import { describe, expect, it } from 'vitest';
import { evaluated } from './shown.ts';

describe('literals', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ["r'\\d' == '\\\\d'", 'true'],
    ["'\\x41\\101\\u0041'", '"AAA"'],
    ['"""a"b"""', '"a\\"b"'],
    ["b'\\xff'.size()", '1'],
    ['0x1F', '31'],
    ['1e3', 'double 1000'],
    ['1.5e-3', 'double 0.0015'],
    ["double('nan') == double('nan')", 'false'],
    ["double('nan') < 1.0", 'error'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
