import type { Span } from '../yaml/node.ts';

/** One replacement in a text; `span` counts UTF-16 units of the text before all edits. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A text with edits, which are in order and do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let at = 0;
  let result = '';
  for (const { span, newText } of edits) {
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** The edit, for a text of which its own begins at an offset. */
export function movedEdit({ span, newText }: TextEdit, by: number): TextEdit {
  return { span: { start: span.start + by, end: span.end + by }, newText };
}
