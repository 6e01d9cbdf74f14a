import type { Span } from '../yaml/node.ts';
import { edited, type TextEdit } from './textEdit.ts';

/** A text on its way: what it was, the edits so far, which count in that, and what it is with them. */
export interface Draft {
  readonly original: string;
  /** In order; they do not overlap. */
  readonly edits: readonly TextEdit[];
  readonly text: string;
}

/** A text before any edit. */
export function draftOf(text: string): Draft {
  return { original: text, edits: [], text };
}

/** The draft with one more edit, which counts in its text as it is now. */
export function withEdit(draft: Draft, { span, newText }: TextEdit): Draft {
  const text = edited(draft.text, [{ span, newText }]);
  const before: TextEdit[] = [];
  const after: TextEdit[] = [];
  // What the edit touches of earlier ones becomes one with it, from `start` to `end` of the text as it is now.
  let [start, end] = [span.start, span.end];
  let [movedBefore, movedWithin] = [0, 0];
  for (const edit of draft.edits) {
    const growth = growthOf(edit);
    const from = edit.span.start + movedBefore + movedWithin;
    const to = from + edit.newText.length;
    if (to < span.start) {
      before.push(edit);
      movedBefore += growth;
    } else if (from > span.end) {
      after.push(edit);
    } else {
      start = Math.min(start, from);
      end = Math.max(end, to);
      movedWithin += growth;
    }
  }
  const original = { start: start - movedBefore, end: end - movedBefore - movedWithin };
  const length = end - start + newText.length - (span.end - span.start);
  const joined = { span: original, newText: text.slice(start, start + length) };
  return { original: draft.original, edits: [...before, joined, ...after], text };
}

/** Where a stretch of the original stands in the draft's text; undefined where an edit changed a part of it alone. */
export function spanIn({ edits }: Draft, { start, end }: Span): Span | undefined {
  let [movedStart, movedEnd] = [0, 0];
  for (const { span, newText } of edits) {
    const growth = growthOf({ span, newText });
    if (span.end <= start) movedStart += growth;
    else if (span.start < start) return undefined;
    if (span.end <= end && span.start < end) movedEnd += growth;
    else if (span.start < end) return undefined;
    else if (span.end <= start) movedEnd += growth;
  }
  return { start: start + movedStart, end: Math.max(start + movedStart, end + movedEnd) };
}

function growthOf({ span, newText }: TextEdit): number {
  return newText.length - (span.end - span.start);
}
