import type { Span } from '../yaml/node.ts';

/** A stretch of a text with its whole lines, if nothing else but a comment stands on them; else as it is. */
export function wholeLines(text: string, span: Span): Span {
  const start = lineStartAt(text, span.start);
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  const isAlone = text.slice(start, span.start).trim() === '' && restIsComment(text, span.end);
  return isAlone ? { start, end } : span;
}

/** The offset of the first character of an offset's line. */
export function lineStartAt(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the last character of an offset's line, before its line break. */
export function lineEndAt(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return end > offset && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

/** Whether nothing but a comment stands from an offset to the end of its line. */
export function restIsComment(text: string, offset: number): boolean {
  return /^\s*(?:#|$)/.test(text.slice(offset, lineEndAt(text, offset)));
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
