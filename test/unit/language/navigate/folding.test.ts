import { expect, it } from 'vitest';
import { foldingRanges } from '../../../../src/language/navigate/folding.ts';
import { readManifest } from '../../../../src/manifests/manifestFile.ts';

/** The ranges as `first-last`, lines counted from 1; comments with a `#`. */
function folds(text: string): string[] {
  return foldingRanges(readManifest('/repo/file.yaml', text)).map(
    ({ startLine, endLine, kind }) => `${kind === 'comment' ? '#' : ''}${startLine + 1}-${endLine + 1}`,
  );
}

it('folds maps, lists and texts below their keys', () => {
  const text = `spec:
  a: 1
  list:
    - x: 1
      y: 2
    - z: 3
  text: |
    one

    two

  flow: {
    a: 1
  }
last: 1
`;
  expect(folds(text)).toEqual(['1-14', '3-6', '4-5', '7-10', '12-14']);
});

it('folds documents from their --- on', () => {
  expect(folds('a: 1\nb: 2\n---\nc: 3\nd: 4\n')).toEqual(['1-2', '3-5']);
  expect(folds('a: 1\nb: 2\n')).toEqual([]);
});

it('folds comments', () => {
  expect(folds('# one\n# two\na:\n  # three\n  # four\n  b: 1\n# five\n')).toEqual(['#1-2', '3-6', '#4-5']);
});

it('folds with CRLF, and what SOPS adds', () => {
  expect(folds('data:\r\n  a: ENC[x]\r\nsops:\r\n  mac: x\r\n  version: 3\r\n')).toEqual(['1-2', '3-5']);
});

it('goes through what is broken', () => {
  expect(folds('a:\n  b: [1,\n  c: {\n')).toEqual(expect.any(Array));
});
