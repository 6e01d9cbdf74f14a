import { documentAt, type DocumentContent, type ManifestFile } from '../manifestFile.ts';
import type { Path, Span, YamlScalar } from '../yaml/node.ts';
import { innerDocuments, innerSpan } from './embeddedEdit.ts';
import { comesTo, type Intent } from './expected.ts';
import { nodeAround, placedAt, type PlacedNode } from './nodesAround.ts';
import { movedEdit, type TextEdit } from './textEdit.ts';

/** A document, of a file or within a scalar of one, and how its edits become edits of the file. */
export interface EditableDocument {
  readonly content: DocumentContent;
  /**
   * An edit of the document as one of the file. Undefined where what is around cannot say it, or where the document, read
   * again, would not mean what was intended and nothing else.
   */
  toFile(edit: TextEdit, intents: readonly Intent[]): TextEdit | undefined;
}

/** A node in the innermost document that holds it. */
export interface Found {
  readonly document: EditableDocument;
  readonly place: PlacedNode;
  /** The stretch that was looked for, in the document. */
  readonly span: Span;
}

/** Documents within documents are followed this deep. */
const deepest = 3;

/**
 * The node at a stretch of a file, in YAML within YAML too: the one that `path` leads to from its document's root, else the
 * smallest that covers the stretch. Undefined where none does.
 */
export function foundAt(file: ManifestFile, span: Span, path: Path): Found | undefined {
  const document = documentAt(file, span.start);
  if (document === undefined) return undefined;
  const { content, start } = document;
  const toFile: EditableDocument['toFile'] = (edit, intents) =>
    comesTo(content, [edit], intents) ? movedEdit(edit, start) : undefined;
  return foundIn({ content, toFile }, { start: span.start - start, end: span.end - start }, path, 0);
}

function foundIn(document: EditableDocument, span: Span, path: Path, depth: number): Found | undefined {
  const { root, text } = document.content;
  const around = nodeAround(root, span);
  const { node } = around ?? {};
  if (node?.type === 'scalar' && depth < deepest && mayHoldYaml(node, span)) {
    for (const one of innerDocuments(text, node, around?.inFlow === true)) {
      const inner = one.inner(span);
      if (inner === undefined || one.content.root === undefined || one.content.root.type === 'scalar') continue;
      const toFile: EditableDocument['toFile'] = (edit, intents) => {
        const outer = comesTo(one.content, [edit], intents) ? one.outer(edit) : undefined;
        return outer && document.toFile(outer, [{ path: around?.path ?? [], value: one.textAfter(edit) }]);
      };
      const deeper = foundIn({ content: one.content, toFile }, inner, path, depth + 1);
      if (deeper !== undefined) return deeper;
    }
  }
  const direct = placedAt(root, path);
  const isThere = direct !== undefined && touches(direct.entry?.span ?? direct.node.span, span);
  const place = isThere ? direct : around;
  return place && { document, place, span };
}

/** Only a part of a longer scalar can stand in YAML within it. */
function mayHoldYaml({ span, text }: YamlScalar, wanted: Span): boolean {
  const isWhole = wanted.start <= span.start && wanted.end >= span.end;
  return !isWhole && /[\n:[{]/.test(text);
}

function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** The part of a scalar's text that a stretch of its document is; the whole where the stretch covers it. */
export function partOf(document: string, scalar: YamlScalar, span: Span): Span | undefined {
  const { start, end } = scalar.span;
  if (span.start <= start && span.end >= end) return { start: 0, end: scalar.text.length };
  return innerSpan(document, scalar, span);
}
