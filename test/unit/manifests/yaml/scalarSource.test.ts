import { describe, expect, it } from 'vitest';
import { asMap, asScalar, type YamlScalar } from '../../../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../../../src/manifests/yaml/parse.ts';
import { scalarSource } from '../../../../src/manifests/yaml/scalarSource.ts';
import { marked } from '../../fixtures/marked.ts';

function firstValue(text: string): YamlScalar {
  const scalar = asScalar(asMap(parseYaml(text).root)?.entries[0]?.value);
  if (scalar === undefined) throw new Error('The first entry has no scalar.');
  return scalar;
}

describe('scalarSource', () => {
  it.each([
    ['plain', 'a: one «two» three\nb: c'],
    ['plain over lines', 'a: one\n  «two»\n\n  three\n'],
    ['single', "a: 'it''s «two» '' '"],
    ['single over lines', "a: 'one\n   «two»\n\n   three'"],
    ['double', 'a: "\\t\\u00e4\\x41 «two» \\"\\U0001F600"'],
    ['double over lines', 'a: "one \\\n   x\n   «two»\n  "'],
    ['literal', 'a: |\n  one\n   «two»\n\n  three\n'],
    ['literal with a header', 'a: |2- # comment\n    one\n  «two»\n\nb: c'],
    ['literal that begins with blank lines', 'a: |\n\n \n   one\n   «two»'],
    ['literal with CRLF', 'a: |\r\n  one\r\n  «two»\r\n'],
    ['folded', 'a: >-\n  one\n  zero\n    more\n\n  and\n\n\n  «two»\n  three\n'],
    ['tagged and anchored', 'a: !!str &x |\n  one\n  «two»\n'],
  ])('finds a word in %s', (_, source) => {
    const { text, ranges } = marked(source);
    const scalar = firstValue(text);
    const start = scalar.text.indexOf('two');
    const { exact, spanOf } = scalarSource(text, scalar);
    expect(exact).toBe(true);
    expect(spanOf({ start, end: start + 3 })).toEqual({ start: ranges[0]?.start, end: ranges[0]?.end });
  });

  it('stays within the document where the last line break of a block is missing', () => {
    const document = 'a: |\n  one';
    const scalar = firstValue(document);
    const { spanOf } = scalarSource(document, scalar);
    expect(spanOf({ start: 0, end: scalar.text.length }).end).toBe(document.length);
    expect(spanOf({ start: scalar.text.length, end: scalar.text.length + 1 }).end).toBe(document.length);
  });

  it('places every character in an alphabet of awkward texts', () => {
    for (const body of ['x', 'a\n\nb', '  a\n b', 'a\n', '\n\na', 'a: b\n  c: d\n', 'é😀 "\'\\']) {
      for (const text of [`k: ${JSON.stringify(body)}`, `k: |2+\n${body.replaceAll(/^(?=.)/gm, '  ')}`]) {
        const scalar = firstValue(text);
        const { exact, spanOf } = scalarSource(text, scalar);
        expect(exact, text).toBe(true);
        for (let at = 0; at < scalar.text.length; at++) {
          const { start } = spanOf({ start: at, end: at + 1 });
          const unit = scalar.text.charAt(at);
          if (/\w/.test(unit)) expect(text.charAt(start), `${text} ${at}`).toBe(unit);
        }
      }
    }
  });
});
