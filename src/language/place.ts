import type { Span } from '../manifests/yaml/node.ts';
import type { Finding, RelatedPlace } from './finding.ts';

/** The path of a related place that lies in the finding's own document; `placed` puts the file's in. */
export const sameDocument = '';

/** A finding with its spans moved by `offset`, from its document's start to the start of the file at `path`. */
export function placed(finding: Finding, offset: number, path: string): Finding {
  const there =
    offset === 0 ? finding : moved(finding, ({ start, end }) => ({ start: start + offset, end: end + offset }));
  if (there.related === undefined) return there;
  const named = ({ path: own, ...place }: RelatedPlace) => ({ ...place, path: own === sameDocument ? path : own });
  return { ...there, related: there.related.map(named) };
}

/**
 * A finding with its spans, and those of its fixes, led elsewhere: from an inner document to the outer one, where its path
 * means nothing.
 */
export function mapped(finding: Finding, place: (span: Span) => Span): Finding {
  const inner: Mutable = { ...moved(finding, place) };
  delete inner.path;
  return inner;
}

type Mutable = { -readonly [Key in keyof Finding]: Finding[Key] };

function moved(finding: Finding, place: (span: Span) => Span): Finding {
  const fixes = finding.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, span: place(edit.span) })),
  }));
  const related = finding.related?.map((one) => (one.path === sameDocument ? { ...one, span: place(one.span) } : one));
  return {
    ...finding,
    span: place(finding.span),
    ...(fixes !== undefined && { fixes }),
    ...(related !== undefined && { related }),
  };
}
