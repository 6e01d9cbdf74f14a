import type { Span, YamlScalar } from '../yaml/node.ts';
import { scalarSource } from '../yaml/scalarSource.ts';
import { lineBreakAt, lineStartAt } from './lines.ts';
import { mayBePlain, mayBeSingleQuoted, quotedText } from './scalarText.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * Replaces a stretch of a scalar's text where it is written, in the scalar's own style, so that the rest of a long text
 * stays as it is folded, escaped and indented. `inner` counts in `scalar.text`, `document` is what the scalar's span counts
 * in. Undefined where the style cannot say it, or its writing cannot be followed.
 */
export function stretchEdit(
  document: string,
  scalar: YamlScalar,
  inner: Span,
  newText: string,
  inFlow = false,
): TextEdit | undefined {
  const source = scalarSource(document, scalar);
  if (!source.exact) return undefined;
  const span = source.spanOf(inner);
  const { text } = scalar;
  switch (scalar.style) {
    case 'single':
      return mayBeSingleQuoted(newText) ? { span, newText: quotedText(newText, "'") } : undefined;
    case 'double':
      return { span, newText: quotedText(newText, '"') };
    case 'plain': {
      const whole = text.slice(0, inner.start) + newText + text.slice(inner.end);
      return mayBePlain(whole.replaceAll('\n', ' '), inFlow) && !newText.includes('\n') ? { span, newText } : undefined;
    }
    case 'folded':
      return mayBeFolded(text, inner, newText) ? { span, newText } : undefined;
    case 'literal':
      return literalEdit(document, scalar, inner, span, newText);
  }
}

/** Folding undoes line breaks between words alone: white space beside them would count otherwise. */
function mayBeFolded(text: string, { start, end }: Span, newText: string): boolean {
  const isInside = start > 0 && end < text.length && !/\s/.test(text.charAt(start - 1)) && !/\s/.test(text.charAt(end));
  return isPrintable(newText) && !newText.includes('\n') && (isInside || !/^\s|^$|\s$/.test(newText));
}

function literalEdit(
  document: string,
  { text, span: outer }: YamlScalar,
  inner: Span,
  span: Span,
  newText: string,
): TextEdit | undefined {
  if (!isPrintable(newText)) return undefined;
  const indent = literalIndent(document, text, outer);
  const lineBreak = lineBreakAt(document, outer.start);
  const isLineStart = (at: number): boolean => at === 0 || text.charAt(at - 1) === '\n';
  const areLines = isLineStart(inner.start) && isLineStart(inner.end) && (newText === '' || newText.endsWith('\n'));
  if (!areLines) {
    if (isLineStart(inner.end) && inner.end > inner.start) return undefined;
    return { span, newText: newText.split('\n').join(lineBreak + indent) };
  }
  const start = inner.start === text.length ? span.start : lineStartAt(document, span.start);
  const lines = newText.split('\n').map((line) => (line === '' ? '' : indent + line));
  return { span: { start, end: Math.max(span.end, start) }, newText: lines.join(lineBreak) };
}

/** By what the lines of a block scalar are indented. */
export function literalIndent(document: string, text: string, { start, end }: Span): string {
  const body = document.slice(document.indexOf('\n', start) + 1, end);
  const own = leadingSpaces(text);
  return ' '.repeat(Math.max(0, leadingSpaces(body) - own));
}

function leadingSpaces(text: string): number {
  return /^(?:[ \t]*\r?\n)*( *)/.exec(text)?.[1]?.length ?? 0;
}

function isPrintable(text: string): boolean {
  return !/[^\P{C}\n]|[\u2028\u2029]/u.test(text);
}
