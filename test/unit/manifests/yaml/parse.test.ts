import { expect, it } from 'vitest';
import { asMap, asScalar, asSequence, entryOf, nodeAt, type YamlNode } from '../../../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../../../src/manifests/yaml/parse.ts';
import { toJson } from '../../../../src/manifests/yaml/toJson.ts';

const read = (text: string): YamlNode | undefined => parseYaml(text).root;
const json = (text: string): unknown => toJson(read(text));

it('gives every node its place in the text', () => {
  const text = '---\n# c\nkind: &k "X"\nlist:\n  - a: |\n      one\n      two\n  - {b: [1, yes]}\n';
  const root = read(text);
  const slice = (node: YamlNode | undefined): string => text.slice(node?.span.start, node?.span.end);
  expect(slice(nodeAt(root, ['kind']))).toBe('"X"');
  expect(slice(nodeAt(root, ['list', 0, 'a']))).toBe('|\n      one\n      two\n');
  expect(slice(nodeAt(root, ['list', 1]))).toBe('{b: [1, yes]}');
  expect(slice(nodeAt(root, ['list', 1, 'b', 1]))).toBe('yes');
  expect(slice(entryOf(asMap(root), 'kind')?.key)).toBe('kind');
});

it('keeps text and meaning of a scalar apart', () => {
  const scalar = (text: string): unknown => {
    const { value, text: written, style } = asScalar(read(text)) ?? {};
    return [value, written, style];
  };
  expect(scalar('on')).toEqual([true, 'on', 'plain']);
  expect(scalar('"on"')).toEqual(['on', 'on', 'double']);
  expect(scalar("'it''s'")).toEqual(["it's", "it's", 'single']);
  expect(scalar('>\n a\n b\n')).toEqual(['a b\n', 'a b\n', 'folded']);
  expect(scalar('!!str 12')).toEqual(['12', '12', 'plain']);
  expect(scalar('!!int "12"')).toEqual([12, '12', 'double']);
});

it('keeps tags that it does not know', () => {
  expect(asScalar(nodeAt(read('a: !reference x'), ['a']))?.tag).toBe('!reference');
  expect(parseYaml('a: !Ref x').problems).toEqual([]);
});

it('tells what is not written from what is', () => {
  const root = asMap(read('a:\nb: ""\nc: null\n'));
  expect(root?.entries.map(({ value }) => value?.type)).toEqual([undefined, 'scalar', 'scalar']);
  expect(asSequence(read('- a\n-\n- b'))?.items.map((item) => asScalar(item)?.value)).toEqual(['a', null, 'b']);
});

it('reads what it can of a broken text', () => {
  const { root, problems } = parseYaml('kind: X\nspec:\n  a: [1, 2\n  b: 3\n');
  expect(nodeAt(root, ['kind'])).toBeDefined();
  expect(problems.length).toBeGreaterThan(0);
});

it('has no root where only comments are written', () => {
  expect(['', '# a\n', '---\n', '---\n# a\n'].map((text) => read(text))).toEqual(Array(4).fill(undefined));
});

it('undoes aliases and merges as the API server does', () => {
  expect(json('a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, q: 3}\nd: {q: 4, <<: [{q: 5, r: 6}, {r: 7}]}')).toEqual({
    a: { p: 1, q: 2 },
    b: { p: 1, q: 2 },
    c: { p: 1, q: 3 },
    d: { q: 4, r: 6 },
  });
  expect(json('a: *nowhere')).toEqual({ a: null });
});

it('names keys as JSON does', () => {
  expect(json('yes: 1\n0x10: 2\n"on": 3\n1.50: 4\n')).toEqual({ true: 1, 16: 2, on: 3, 1.5: 4 });
});

it('lets no key reach the prototype', () => {
  const value = json('__proto__: {polluted: true}') as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect('polluted' in value).toBe(false);
});

it('survives texts without measure', () => {
  expect(parseYaml('['.repeat(100_000)).problems.length).toBeGreaterThan(0);
  expect(parseYaml(`${'- '.repeat(5_000)}x`).problems.length).toBeGreaterThan(0);
  const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    laughs.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  expect(json(laughs.join('\n'))).toBeUndefined();
});

it('cannot be made to loop by an anchor within itself', () => {
  expect(json('a: &a [*a]')).toEqual({ a: [null] });
});

it.each([
  ["a:\n  b: 'x\n  y: z'\n  c: d\n", { a: { b: 'x y: z', c: 'd' } }],
  ['a:\n  b: "x\ny"\n', { a: { b: 'x y' } }],
  ['a:\n  b: [x,\n  z]\n  c: {\nd: e}\nf: 1\n', { a: { b: ['x', 'z'], c: { d: 'e' } }, f: 1 }],
  ['a: &n x\nb:\n  *n: 1\nc: {*n: 2}\n', { a: 'x', b: { x: 1 }, c: { x: 2 } }],
])('reads what libyaml reads: %j', (text, value) => {
  expect(parseYaml(text).problems).toEqual([]);
  expect(json(text)).toEqual(value);
});

it('keeps what follows an open quote or bracket apart', () => {
  for (const text of ['a: "x\nb: 1\nc: "d"\n', 'a: [x\nb: 1\n']) expect(nodeAt(read(text), ['b'])).toBeDefined();
});
