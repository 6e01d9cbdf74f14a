import type { DocumentContent } from '../manifestFile.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';
import type { Span, YamlScalar } from '../yaml/node.ts';
import { scalarSource } from '../yaml/scalarSource.ts';
import { documentSpans } from '../yaml/split.ts';
import { stretchEdit } from './stretch.ts';
import { edited, movedEdit, type TextEdit } from './textEdit.ts';

/** A document within a scalar, and the way of its edits out of it. */
export interface InnerDocument {
  readonly content: DocumentContent;
  /** The stretch of the inner document that is written at a stretch of the outer one; undefined where none is. */
  inner(outer: Span): Span | undefined;
  /** An edit of the inner document, as one of the outer; undefined where the scalar's style cannot say it. */
  outer(edit: TextEdit): TextEdit | undefined;
  /** The scalar's whole text after an edit of the inner document. */
  textAfter(edit: TextEdit): string;
}

/** The documents within a scalar of a document, for who edits them. `inFlow`: the scalar stands in braces or brackets. */
export function innerDocuments(document: string, scalar: YamlScalar, inFlow: boolean): readonly InnerDocument[] {
  const source = scalarSource(document, scalar);
  if (!source.exact) return [];
  const spans = documentSpans(scalar.text);
  return embeddedDocuments(document, scalar).flatMap(({ content }, index) => {
    const span = spans[index];
    if (span === undefined) return [];
    const inner = (outer: Span): Span | undefined => {
      const found = innerStretch(scalar.text.length, (at) => source.spanOf({ start: at, end: at }).start, outer);
      if (found === undefined || found.start < span.start || found.end > span.end) return undefined;
      return { start: found.start - span.start, end: found.end - span.start };
    };
    const outer = (edit: TextEdit): TextEdit | undefined => {
      const moved = movedEdit(edit, span.start);
      return stretchEdit(document, scalar, moved.span, moved.newText, inFlow);
    };
    const textAfter = (edit: TextEdit): string => edited(scalar.text, [movedEdit(edit, span.start)]);
    return [{ content, inner, outer, textAfter }];
  });
}

/** The stretch of a scalar's text that is written at a stretch of its document; undefined where the borders are none of its. */
export function innerSpan(document: string, scalar: YamlScalar, outer: Span): Span | undefined {
  const source = scalarSource(document, scalar);
  if (!source.exact) return undefined;
  return innerStretch(scalar.text.length, (at) => source.spanOf({ start: at, end: at }).start, outer);
}

/** Offsets grow with the text, so each border is found by halving. */
function innerStretch(length: number, outerAt: (at: number) => number, outer: Span): Span | undefined {
  const firstFrom = (offset: number): number => {
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (outerAt(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const start = firstFrom(outer.start);
  if (outerAt(start) !== outer.start) return undefined;
  return { start, end: Math.max(start, firstFrom(outer.end)) };
}
