import type { Span, YamlScalar } from './node.ts';

/** Leads from a scalar's text, in which escapes, folding and indentation are undone, back to where it is written. */
export interface ScalarSource {
  /** Whether every character was found; if not, all of it stands for the whole scalar. */
  readonly exact: boolean;
  /** The place in the document of a stretch of the scalar's text. */
  spanOf(inner: Span): Span;
}

/** Finds the characters of a scalar's text in the text of its document, in time linear in both. */
export function scalarSource(document: string, scalar: YamlScalar): ScalarSource {
  const offsets = align(document, scalar);
  if (offsets === undefined) return { exact: false, spanOf: () => scalar.span };
  const at = (offset: number): number => offsets[Math.min(Math.max(offset, 0), offsets.length - 1)] ?? scalar.span.end;
  return {
    exact: true,
    spanOf: ({ start, end }) => {
      const from = at(start);
      // Behind the last character, not before the next one: between them indentation may lie.
      // The line break that ends a block may be missing at the end of the document.
      return { start: from, end: end > start ? Math.min(Math.max(from, at(end - 1) + 1), document.length) : from };
    },
  };
}

/** For each unit of the scalar's text, and for its end, the offset in the document; undefined where they do not agree. */
function align(document: string, scalar: YamlScalar): Uint32Array | undefined {
  const { text, span } = scalar;
  const isBlock = scalar.style === 'literal' || scalar.style === 'folded';
  const indent = isBlock ? blockIndent(document, scalar) : 0;
  const offsets = new Uint32Array(text.length + 1);
  let at = isBlock ? lineAfter(document, span.start, span.end) : span.start + (scalar.style === 'plain' ? 0 : 1);
  let isLineStart = isBlock;
  let index = 0;
  while (index < text.length && at < span.end) {
    if (isLineStart) for (let left = indent; left > 0 && document.charAt(at) === ' '; left--) at++;
    const unit = document.charAt(at);
    const written = escapeAt(document, at, scalar.style) ?? { length: 1, text: unit };
    const isBreak = unit === '\n';
    if (written.text !== '' && text.startsWith(written.text, index)) {
      offsets.fill(at, index, index + written.text.length);
      index += written.text.length;
    } else if (isBreak && text.charAt(index) === ' ') {
      offsets[index++] = at;
    } else if (written.text !== '' && !/^[ \t\r\n]$/.test(unit)) {
      return undefined;
    }
    at += written.length;
    isLineStart = isBlock && isBreak;
  }
  // The last line break of a block may be missing in the document.
  if (text.slice(index).trim() !== '') return undefined;
  offsets.fill(Math.min(at, span.end), index);
  return offsets;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** What is written with more than its own character: `''`, `\n`, `\u00e4`; an escaped line break means nothing. */
function escapeAt(
  document: string,
  at: number,
  style: YamlScalar['style'],
): { length: number; text: string } | undefined {
  if (style === 'single' && document.startsWith("''", at)) return { length: 2, text: "'" };
  if (style !== 'double' || document.charAt(at) !== '\\') return undefined;
  const next = document.charAt(at + 1);
  if (next === '\n') return { length: 2, text: '' };
  if (next === '\r') return { length: document.charAt(at + 2) === '\n' ? 3 : 2, text: '' };
  const digits = { x: 2, u: 4, U: 8 }[next];
  if (digits === undefined) return { length: 2, text: simpleEscapes[next] ?? next };
  const code = Number.parseInt(document.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, text: code <= 0x10ffff ? String.fromCodePoint(code) : '' };
}

/** By how many spaces a block scalar is indented: what its first line that is not blank has more than the same in its text. */
function blockIndent(document: string, { span, text }: YamlScalar): number {
  const body = document.slice(lineAfter(document, span.start, span.end), span.end);
  return leadingSpaces(body) - leadingSpaces(text);
}

function leadingSpaces(text: string): number {
  return /^(?:[ \t]*\r?\n)*( *)/.exec(text)?.[1]?.length ?? 0;
}

function lineAfter(document: string, start: number, end: number): number {
  const newline = document.indexOf('\n', start);
  return newline < 0 || newline >= end ? end : newline + 1;
}
