import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineIndex } from '../../../../src/manifests/yaml/lineIndex.ts';

it('knows LF, CRLF and CR as line ends', () => {
  const lines = lineIndex('a\nbc\r\nd\re');
  expect(lines.lineCount).toBe(4);
  expect([0, 1, 2, 4, 5, 6, 7, 8].map((offset) => lines.positionAt(offset))).toEqual([
    { line: 0, character: 0 },
    { line: 0, character: 1 },
    { line: 1, character: 0 },
    { line: 1, character: 2 },
    { line: 1, character: 3 },
    { line: 2, character: 0 },
    { line: 2, character: 1 },
    { line: 3, character: 0 },
  ]);
});

it('moves places outside the text to its border', () => {
  const lines = lineIndex('ab\r\ncd');
  expect(lines.offsetAt({ line: 0, character: 99 })).toBe(2);
  expect(lines.offsetAt({ line: 9, character: 0 })).toBe(6);
  expect(lines.offsetAt({ line: -1, character: 3 })).toBe(0);
  expect(lines.positionAt(99)).toEqual({ line: 1, character: 2 });
  expect(lines.positionAt(-1)).toEqual({ line: 0, character: 0 });
});

it('finds every offset again', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'ü', '😀') });
  fc.assert(
    fc.property(text, fc.nat(40), (value, offset) => {
      const at = Math.min(offset, value.length);
      const lines = lineIndex(value);
      const inCrlf = at > 0 && value.startsWith('\r\n', at - 1);
      expect(lines.offsetAt(lines.positionAt(at))).toBe(inCrlf ? at - 1 : at);
    }),
  );
});
