import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('optional values', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ['optional.of(1).hasValue()', 'true'],
    ['optional.none().hasValue()', 'false'],
    ["optional.ofNonZeroValue('').hasValue()", 'false'],
    ['optional.ofNonZeroValue(0).hasValue()', 'false'],
    ['optional.ofNonZeroValue([1]).hasValue()', 'true'],
    ['optional.of(1).value()', '1'],
    ['optional.none().value()', 'error'],
    ['optional.none().orValue(2)', '2'],
    ['optional.of(1).orValue(2)', '1'],
    ['optional.none().or(optional.of(3)).value()', '3'],
    ['optional.of(1).optMap(x, x + 1).value()', '2'],
    ['optional.none().optMap(x, x + 1).hasValue()', 'false'],
    ["optional.of({'a': 1}).optFlatMap(x, x.?a).value()", '1'],
    ["{'a': 1}.?a.orValue(0)", '1'],
    ["{'a': 1}.?b.orValue(0)", '0'],
    ["{'a': {'b': 2}}.?a.?b.orValue(0)", '2'],
    ["{'a': {'b': 2}}.?a.b.orValue(0)", '2'],
    ["{'a': {'b': 2}}.?x.b.orValue(0)", '0'],
    ['[1,2][?1].orValue(0)', '2'],
    ['[1,2][?5].orValue(0)', '0'],
    ["{'a': 1}[?'a'].orValue(0)", '1'],
    ['optional.of(1) == optional.of(1)', 'true'],
    ['optional.none() == optional.of(1)', 'false'],
    ['optional.unwrap([optional.of(1), optional.none()])', '[1]'],
    ['[optional.of(1), optional.none()].unwrapOpt()', '[1]'],
    ['[1,2,3].first().value()', '1'],
    ['[].first().hasValue()', 'false'],
    ['[1,2,3].last().value()', '3'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
