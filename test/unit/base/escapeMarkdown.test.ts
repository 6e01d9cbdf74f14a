import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/base/escapeMarkdown.ts';

const nasty = [
  'https://evil.example/x',
  'www.evil.example',
  'root@evil.example',
  '[click](command:workbench.action.quit)',
  '![x](https://evil.example/x.png)',
  '<a href="command:x">y</a>',
  '<img src=x onerror=alert(1)>',
  '| a | b |',
  '`code` **bold** ~~gone~~',
  '# title',
  '1. one',
  '- item',
  '    indented code',
  '&lt;b&gt;',
  '$(alert)',
  '[ref]: https://evil.example',
  'a\\',
  'vscode://file/etc/passwd',
];
const alphabet = [
  ...Array.from('ab1 .:/@[]()<>!|*_`~#&;\\$-+=\'"{}%?'),
  'https://',
  'www.',
  'command:',
  '\u202e',
  'é',
  '漢',
  '😀',
  '  ',
];

/** A small generator, so that a failure can be repeated from its seed. */
function texts(seed: number, count: number): string[] {
  let state = seed;
  const next = (bound: number): number => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state % bound;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(40) }, () => alphabet[next(alphabet.length)] ?? '').join(''),
  );
}

function render(markdown: string): string {
  return marked.parse(markdown, { async: false, gfm: true });
}

/** The text of HTML without elements: what a person reads. */
function textOf(html: string): string {
  return html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

describe('escapeMarkdown', () => {
  const rendersToItself = (text: string): void => {
    const html = render(`x${escapeMarkdown(text)}x`);
    expect(html).toMatch(/^<p>x[^<]*x<\/p>\n$/s);
    expect(textOf(html.slice(3, -5))).toBe(`x${text}x`);
  };
  it.each(nasty)('renders %j to itself and nothing else', rendersToItself);
  it('renders 3000 random texts to themselves', () => texts(7, 3000).forEach(rendersToItself));

  const staysInside = (text: string): void => {
    const html = render(`| a |\n|:--|\n| [${escapeMarkdown(text)}](command:sluice.reveal?x) |`);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['command:sluice.reveal?x']);
    expect(html.match(/<td/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(?!\/?(table|thead|tbody|tr|th|td|a)\b)/);
  };
  it.each(nasty)('keeps %j inside a table cell and a link of ours', staysInside);
  it('keeps 1000 random texts inside', () => texts(11, 1000).forEach(staysInside));
});
