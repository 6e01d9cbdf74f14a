import type { Span } from './node.ts';

/**
 * Where the documents of a YAML stream stand: at every line that begins with `---`, and behind a line `...`. Such a line
 * ends a document wherever it is, in block scalars too (YAML 1.2.2, 9.1.2), so no parser is needed to find it.
 * A document begins with its own `---`; a part that holds only directives or comments belongs to the next one.
 * The spans cover the text without a gap; an empty text is one empty document.
 */
export function documentSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const cut = (at: number): void => {
    if (at > start && !isPrologue(text.slice(start, at))) {
      spans.push({ start, end: at });
      start = at;
    }
  };
  for (const match of text.matchAll(/^(?:---(?=[ \t\r\n]|$)|\.\.\.[ \t]*(?:\r?\n|$))/gm)) {
    cut(match[0].startsWith('.') ? match.index + match[0].length : match.index);
  }
  if (start < text.length || spans.length === 0) spans.push({ start, end: text.length });
  return spans;
}

/** Whether a part before `---` only prepares the next document. */
function isPrologue(part: string): boolean {
  // Each line can be read in one way only: with two, lines that end in CRLF would be tried in every combination.
  return /^\uFEFF?(?:[ \t\r]*\n|[ \t]*#[^\n]*\n|%[^\n]*\n)*$/.test(part);
}
