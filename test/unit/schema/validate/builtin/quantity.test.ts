import { describe, expect, it } from 'vitest';
import { compareQuantities, quantityOf } from '../../../../../src/schema/validate/builtin/quantity.ts';

describe('quantities', () => {
  it.each([
    ['1', '1000m', 0],
    ['1Gi', '1024Mi', 0],
    ['1G', '1Gi', -1],
    ['0.5', '500m', 0],
    ['1e3', '1k', 0],
    ['-1', '0', -1],
    ['.5Ki', '512', 0],
    [2, '1999m', 1],
    ['9Ei', '9E', 1],
    ['1u', '1n', 1],
  ])('%s to %s is %i', (one, other, expected) => {
    const [first, second] = [quantityOf(one), quantityOf(other)];
    expect(first && second && compareQuantities(first, second)).toBe(expected);
  });

  it.each(['', 'a', '1GiB', '1 Gi', '.', 'Ki', true, null])('%s is none', (value) => {
    expect(quantityOf(value)).toBeUndefined();
  });
});
