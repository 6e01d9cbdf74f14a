import type { Span } from '../manifests/yaml/node.ts';
import type { Edit } from './finding.ts';

/** Removes a stretch of a text with its whole lines, if nothing else but a comment stands on them. */
export function lineRemoval(text: string, span: Span): Edit {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  const alone =
    text.slice(lineStart, span.start).trim() === '' && /^\s*(?:#.*)?\s*$/.test(text.slice(span.end, lineEnd));
  return { span: alone ? { start: lineStart, end: lineEnd } : span, text: '' };
}

/** The line break behind the line of an offset; behind the last one, that before it. `\n` in a text of one line. */
export function lineBreakAt(text: string, offset: number): '\n' | '\r\n' {
  const next = text.indexOf('\n', offset);
  const newline = next < 0 ? text.lastIndexOf('\n', offset) : next;
  return text.charAt(newline - 1) === '\r' ? '\r\n' : '\n';
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
