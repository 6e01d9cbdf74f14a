import { expect, test } from 'vitest';
import { issueKeys } from '../../../../src/stages/words/issueKeys.ts';

test.each([
  ['Raise web (SHOP-12), SHOP-12 and #7', ['SHOP-12', '#7']],
  ['UTF-8, SHA-256, CVE-2024-1 and ISO-8601', []],
  ['see https://forge.example.org/x#12 or color #123abc', []],
  ['shop-12, A-1, SHOP-012, XSHOP-1-2', []],
  ['AB2-5', ['AB2-5']],
])('issue keys in %j', (text, keys) => {
  expect(issueKeys(text)).toEqual(keys);
});
