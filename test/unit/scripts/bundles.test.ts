import { expect, test } from 'vitest';
import { objections, packagesOf } from '../../../scripts/bundles.ts';

const bundle = { name: 'first', entry: 'src/first.ts', external: [], packages: ['small'], limit: 1000 };

test('a bundle within its limit, of allowed packages, meets no objection', () => {
  expect(objections(bundle, { bytes: 1000, packages: ['small'] })).toEqual([]);
});

test('a bundle that is too large or holds another package is objected to', () => {
  expect(objections(bundle, { bytes: 1001, packages: [] })).toEqual([expect.stringContaining('2 KB, more than')]);
  expect(objections(bundle, { bytes: 10, packages: ['small', 'yaml'] })).toEqual([
    expect.stringContaining('holds yaml,'),
  ]);
});

test('a bundle without bounds may hold anything', () => {
  const free = { name: 'later', entry: 'src/later.ts', external: [] };
  expect(objections(free, { bytes: 9_000_000, packages: ['undici'] })).toEqual([]);
});

test('packages are found in the paths of inputs, nested ones and ones with a scope too', () => {
  const inputs = [
    'src/a.ts',
    'node_modules/yaml/dist/index.js',
    'node_modules/yaml/dist/parse.js',
    'node_modules/@kubernetes/client-node/dist/config.js',
    'node_modules/a/node_modules/@b/c/index.js',
  ];
  expect(packagesOf(inputs)).toEqual(['@b/c', '@kubernetes/client-node', 'yaml']);
});
