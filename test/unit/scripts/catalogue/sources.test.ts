import { expect, test } from 'vitest';
import { crdProducts, kubernetes } from '../../../../scripts/catalogue/sources.ts';

test('hovers have the texts of the newest version of each product', () => {
  const newest = [...new Map([...crdProducts].reverse().map((source) => [source.product, source])).values()];
  const told = [...crdProducts, ...kubernetes].filter(({ texts }) => texts);
  expect(new Set(told)).toEqual(new Set([...newest, kubernetes[0]]));
});
