import { counted } from '../../base/counted.ts';
import { documentLabel } from '../documentLabel.ts';
import type { DocumentContent, ManifestDocument, ManifestFile } from '../../manifests/manifestFile.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { mayQuote } from '../../manifests/secrets.ts';
import { asMap, asSequence, entryOf, keyName, nodeAt, type Span, type YamlEntry } from '../../manifests/yaml/node.ts';

/** A line of the outline. Spans count from the start of the file; `nameSpan` lies within `span`. */
export interface FileSymbol {
  /** `Kustomization/apps` for an object, the key for a field. */
  readonly name: string;
  /** A namespace, a scalar's text if it is no value of a Secret, a number of items. */
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
  if (objects.length > 0) return objects.map((object) => objectSymbol(object, content, start));
  const children = fieldsOf(root, content, start, 1);
  const span = moved(root.span, start);
  const [first] = children;
  return [
    { name: documentLabel(content), detail: '', kind: 'document', span, nameSpan: first?.nameSpan ?? span, children },
  ];
}

function objectSymbol(
  { node, kind, name, namespace, apiVersion }: ManifestObject,
  content: DocumentContent,
  start: number,
): FileSymbol {
  const named = nodeAt(node, ['metadata', 'name']) ?? entryOf(node, 'kind')?.value ?? node;
  return {
    name: name === undefined || name === '' ? kind : `${kind}/${name}`,
    detail: namespace ?? apiVersion,
    kind: 'object',
    span: moved(node.span, start),
    nameSpan: moved(named.span, start),
    children: fieldsOf(node, content, start, 1),
  };
}

function fieldsOf(node: YamlEntry['value'], content: DocumentContent, start: number, depth: number): FileSymbol[] {
  const entries = node?.type === 'alias' ? undefined : asMap(node)?.entries;
  return (entries ?? []).map((entry) => fieldSymbol(entry, content, start, depth));
}

function fieldSymbol(
  { key, value, span }: YamlEntry,
  content: DocumentContent,
  start: number,
  depth: number,
): FileSymbol {
  const items = value?.type === 'sequence' ? asSequence(value)?.items : undefined;
  const isOpen = value === undefined || mayQuote(content, value.span);
  const isMap = value?.type === 'map';
  return {
    name: nameOf(key, content),
    detail: items === undefined ? (isOpen ? textOf(value) : '') : counted(items.length, 'item'),
    kind: items !== undefined ? 'list' : isMap ? 'field' : 'value',
    span: moved(span, start),
    nameSpan: moved(key.span, start),
    children: isMap && depth < deepest ? fieldsOf(value, content, start, depth + 1) : [],
  };
}

/** Clients refuse empty names. */
function nameOf(key: YamlEntry['key'], content: DocumentContent): string {
  if (!mayQuote(content, key.span)) return '…';
  return keyName(key) === '' ? '""' : keyName(key);
}

function textOf(value: YamlEntry['value']): string {
  if (value?.type === 'alias') return `*${value.name}`;
  if (value?.type !== 'scalar' || value.style === 'literal' || value.style === 'folded') return '';
  return value.text.length > detailLength ? `${value.text.slice(0, detailLength)}…` : value.text;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
