import { documentLabel } from './documentLabel.ts';
import type { ManifestDocument, ManifestFile } from '../manifests/manifestFile.ts';
import type { ManifestObject } from '../manifests/manifestObject.ts';
import { asMap, asSequence, entryOf, keyName, nodeAt, type Span, type YamlEntry } from '../manifests/yaml/node.ts';

/** A line of the outline. Spans count from the start of the file; `nameSpan` lies within `span`. */
export interface FileSymbol {
  /** `Kustomization/apps` for an object, the key for a field. */
  readonly name: string;
  /** A namespace, a scalar's text, a number of items. */
  readonly detail: string;
  readonly kind: 'document' | 'object' | 'field' | 'list' | 'value';
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly FileSymbol[];
}

/** Longest text of a value that is shown beside its field. */
const detailLength = 60;
/** Fields are listed this deep below an object: `spec.sourceRef.name`. */
const deepest = 3;

/**
 * The outline of a file: its objects, one for each document or item of a List, with their fields. A document that
 * declares none is listed by its first fields; a file of one such document shows the fields at once.
 */
export function symbols(file: ManifestFile): FileSymbol[] {
  const found = file.documents.map(symbolsOf);
  const [only, second] = found;
  return only !== undefined && second === undefined ? only.flatMap(withoutDocument) : found.flat();
}

function withoutDocument(symbol: FileSymbol): readonly FileSymbol[] {
  return symbol.kind === 'document' ? symbol.children : [symbol];
}

function symbolsOf({ content, start }: ManifestDocument): FileSymbol[] {
  const { objects, root } = content;
  if (root === undefined) return [];
  if (objects.length > 0) return objects.map((object) => objectSymbol(object, start));
  const children = fieldsOf(root, start, 1);
  const span = moved(root.span, start);
  const [first] = children;
  return [
    { name: documentLabel(content), detail: '', kind: 'document', span, nameSpan: first?.nameSpan ?? span, children },
  ];
}

function objectSymbol({ node, kind, name, namespace, apiVersion }: ManifestObject, start: number): FileSymbol {
  const named = nodeAt(node, ['metadata', 'name']) ?? entryOf(node, 'kind')?.value ?? node;
  return {
    name: name === undefined || name === '' ? kind : `${kind}/${name}`,
    detail: namespace ?? apiVersion,
    kind: 'object',
    span: moved(node.span, start),
    nameSpan: moved(named.span, start),
    children: fieldsOf(node, start, 1),
  };
}

function fieldsOf(node: YamlEntry['value'], start: number, depth: number): FileSymbol[] {
  const entries = node?.type === 'alias' ? undefined : asMap(node)?.entries;
  return (entries ?? []).map((entry) => fieldSymbol(entry, start, depth));
}

function fieldSymbol({ key, value, span }: YamlEntry, start: number, depth: number): FileSymbol {
  const items = value?.type === 'sequence' ? asSequence(value)?.items : undefined;
  const isMap = value?.type === 'map';
  return {
    name: keyName(key) === '' ? '""' : keyName(key),
    detail: items === undefined ? textOf(value) : `${items.length} ${items.length === 1 ? 'item' : 'items'}`,
    kind: items !== undefined ? 'list' : isMap ? 'field' : 'value',
    span: moved(span, start),
    nameSpan: moved(key.span, start),
    children: isMap && depth < deepest ? fieldsOf(value, start, depth + 1) : [],
  };
}

function textOf(value: YamlEntry['value']): string {
  if (value?.type === 'alias') return `*${value.name}`;
  if (value?.type !== 'scalar' || value.style === 'literal' || value.style === 'folded') return '';
  return value.text.length > detailLength ? `${value.text.slice(0, detailLength)}…` : value.text;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
