import { describe, expect, it } from 'vitest';
import { parseAnyBlock, parseAnyYaml } from '../../../../src/manifests/yaml/parse.ts';
import { readPlainBlocks } from '../../../../src/manifests/yaml/plainBlocks.ts';
import { documentSpans } from '../../../../src/manifests/yaml/split.ts';
import { mutated } from '../../../fuzz/mutate.ts';
import { randomFrom } from '../../../fuzz/random.ts';
import { seeds } from '../../../fuzz/seeds.ts';

/** What is read by lines, after it was seen to be what the library reads; undefined where it is left to the library. */
function read(text: string): ReturnType<typeof readPlainBlocks> {
  const plain = readPlainBlocks(text);
  if (plain !== undefined) {
    expect({ text, problems: [], ...plain }).toEqual({ text, ...parseAnyBlock(text, 0) });
    expect({ root: plain.root, problems: [] }).toEqual(parseAnyYaml(text));
  }
  return plain;
}

describe('documents that are read by their lines', () => {
  it.each([
    'a: b',
    'a: b\n',
    '---\n# about\na: b  # why\n\nc: "d: #"   # e\n',
    '\'a b\': \'c\'\n"d": ""\n',
    'a:\n  b:\n    c: 1\n\n# about d\nd: true\n',
    'a:\n- b\n- c: d\n  e: 012\nf: ~\n',
    'a:\n  - b: c\n    d:\n      - e\n  - --f=g:h\n',
    '- op: add\n  path: /a\n-   op: test\n    path: /b\n',
    'a: |\n  b\n\n    c  \n  # d\n\ne: |-\n  f\n',
    'a: |\n  b',
    'a: []\nb: {}\nc: [d, "e f", \'\']  # g\n',
    'a: {b: c, "d": \'e\'}\n',
    'a:\nb:   \nc:\n  d:\n',
    'a: b\n  \n   \n',
    'a: ${B:=c}\nd: $e\nf: << inputs.g >>\n',
    'a: é😀\n',
    'a: b\na: c\n',
  ])('reads %j as the library does', (text) => {
    expect(read(text)).toBeDefined();
  });

  it.each([
    '',
    '# a\n',
    'a',
    'a: b\n  c\n',
    'a: b\n c: d\n',
    'a:\n    b: c\n  d: e\n',
    'a: b: c\n',
    'a:: b: c\n',
    'a: &b c\nd: *b\n',
    'a: !b c\n',
    'a: "\\n"\n',
    "a: 'b''c'\n",
    'a: "b\n  c"\n',
    'a: >\n  b\n',
    'a: |+\n  b\n\n',
    'a: |2\n   b\n',
    'a: |\n\n   b\n',
    'a: |\n    b\n  c\n',
    'a: b\n  # of a\nc: d\n',
    'a:\n  b: c\n  # of b\n',
    'a: # empty\n',
    'a:\nc:\n# of c\n',
    'a:\n# b\n- c\n',
    '- - a\n',
    '-\n- a\n',
    '? a\n: b\n',
    'a: {b: {c: d}}\n',
    'a: { b: c }\n',
    'a: {b}\n',
    'a: {b: c, }\n',
    'a: {b:c}\n',
    'a: [b: c]\n',
    'a: [b,\n  c]\n',
    'a: b\t# c\n',
    'a: b\r\n',
    '<<: {a: b}\n',
    'a: b\n---\nc: d\n',
    'a: b\n...\n',
    'a: @b\n',
    `a:\n${Array.from({ length: 150 }, (_, depth) => `${' '.repeat(depth + 1)}b:\n`).join('')}`,
  ])('leaves %j to the library', (text) => {
    expect(readPlainBlocks(text)).toBeUndefined();
  });

  it('reads most manifests', () => {
    const documents = seeds.flatMap(({ text }) => documentSpans(text).map(({ start, end }) => text.slice(start, end)));
    expect(documents.filter((text) => read(text) !== undefined).length).toBeGreaterThan(documents.length * 0.6);
  });

  it('means the same as the library after any accident', () => {
    let count = 0;
    for (let index = 0; index < 3_000; index++) {
      const random = randomFrom(index);
      const text = mutated(random.pick(seeds).text, random, random.pick(seeds).text);
      for (const { start, end } of documentSpans(text)) count += read(text.slice(start, end)) === undefined ? 0 : 1;
    }
    expect(count).toBeGreaterThan(500);
  });
});
