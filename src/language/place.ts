import type { Span } from '../manifests/yaml/node.ts';
import type { Finding } from './finding.ts';

/** A finding with its spans moved by `offset`: from its document's start to the file's. */
export function placed(finding: Finding, offset: number): Finding {
  return offset === 0 ? finding : mapped(finding, ({ start, end }) => ({ start: start + offset, end: end + offset }));
}

/** A finding with its spans, and those of its fixes, led elsewhere: from an inner document to the outer one. */
export function mapped(finding: Finding, place: (span: Span) => Span): Finding {
  const fixes = finding.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, span: place(edit.span) })),
  }));
  return { ...finding, span: place(finding.span), ...(fixes !== undefined && { fixes }) };
}
