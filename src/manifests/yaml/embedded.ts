import { readDocument, type DocumentContent } from '../manifestFile.ts';
import type { Span, YamlScalar } from './node.ts';
import { scalarSource } from './scalarSource.ts';
import { documentSpans } from './split.ts';

/** A YAML document that is written within a scalar of another. */
export interface EmbeddedDocument {
  /** Its own text and nodes; spans in it count from its first character. */
  readonly content: DocumentContent;
  /** The place in the outer document of a stretch of the inner one. */
  outer(inner: Span): Span;
}

/**
 * The YAML documents within a scalar: inline patches, `values: |` in a ConfigMap, templates. `document` is the text that
 * the scalar's span counts in. Where the scalar's writing cannot be followed, everything is placed on the whole scalar.
 */
export function embeddedDocuments(document: string, scalar: YamlScalar): EmbeddedDocument[] {
  const source = scalarSource(document, scalar);
  return documentSpans(scalar.text).map(({ start, end }) => ({
    content: readDocument(scalar.text.slice(start, end)),
    outer: (inner) => source.spanOf({ start: inner.start + start, end: inner.end + start }),
  }));
}
