import { expect, test } from 'vitest';
import { artifactCopy } from '../../../src/flux/artifactCopy.ts';

test.each([
  ['@git/apps/web/**', '@artifact/', 'apps/web', '', false],
  ['@git/apps/web/**', '@artifact/x/', 'apps/web', 'x', false],
  ['@git/**', '@artifact/', '', '', false],
  ['@git/apps/web', '@artifact/', 'apps/web', 'web', false],
  ['@git/apps/web/', '@artifact/x', 'apps/web', 'x/web', false],
  ['@git/apps/*', '@artifact/x', 'apps', 'x/apps', false],
  ['@git/apps/*.yaml', '@artifact/', 'apps', 'apps', true],
  ['@git/apps/*/base', '@artifact/', 'apps', 'apps', true],
])('%s to %s', (written, to, from, at, partial) => {
  expect(artifactCopy(written, to)).toMatchObject({ alias: 'git', from, to: at, partial });
});

test.each([
  ['apps', '@artifact/'],
  ['@git', '@artifact/'],
  ['@git/x', '@other/'],
])('%s to %s is no copy', (from, to) => expect(artifactCopy(from, to)).toBeUndefined());

test.each([
  ['@artifact/', 'base.yaml'],
  ['@artifact/lib/', 'lib/base.yaml'],
  ['@artifact/lib/all.yaml', 'lib/all.yaml'],
])('a file copied to %s lies at %s', (to, file) => {
  expect(artifactCopy('@git/apps/base.yaml', to)).toMatchObject({ file });
});
