import { expect, it } from 'vitest';
import { documentSpans } from '../../../../src/manifests/yaml/split.ts';

const parts = (text: string): string[] => documentSpans(text).map(({ start, end }) => text.slice(start, end));

it.each<[string, string[]]>([
  ['', ['']],
  ['a: 1', ['a: 1']],
  ['---\na: 1\n---\nb: 2\n', ['---\na: 1\n', '---\nb: 2\n']],
  ['---\r\na: 1\r\n---\r\nb: 2', ['---\r\na: 1\r\n', '---\r\nb: 2']],
  ['# licence\n\n---\na: 1\n', ['# licence\n\n---\na: 1\n']],
  ['%YAML 1.1\n---\na: 1\n', ['%YAML 1.1\n---\na: 1\n']],
  ['a: 1\n...\n%TAG ! x\n---\nb: 2', ['a: 1\n...\n', '%TAG ! x\n---\nb: 2']],
  ['---\n---\n', ['---\n', '---\n']],
  ['---', ['---']],
  ['--- # first\na: 1\n--- {b: 2}\n', ['--- # first\na: 1\n', '--- {b: 2}\n']],
  ['a: |\n  ---\n  x\n----\nb', ['a: |\n  ---\n  x\n----\nb']],
  ['a: |\n  x\n---\nb: 1', ['a: |\n  x\n', '---\nb: 1']],
])('cuts %j', (text, expected) => {
  expect(parts(text)).toEqual(expected);
});

it('passes many comments with CRLF in one go', () => {
  const comments = '# licence\r\n'.repeat(5_000);
  expect(parts(`${comments}a: 1\r\n---\r\nb: 2`)).toEqual([`${comments}a: 1\r\n`, '---\r\nb: 2']);
  expect(parts(`${comments}---\r\nb: 2`)).toEqual([`${comments}---\r\nb: 2`]);
});
