import { embeddedDocuments } from '../../manifests/yaml/embedded.ts';
import type { DocumentContent, ManifestDocument, ManifestFile } from '../../manifests/manifestFile.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import { placed, type Placed, type PlacedScalar, type PlacedSource } from './placed.ts';

/** An object of a file with its place, before anything is patched. */
export interface SourceObject {
  readonly object: ManifestObject;
  readonly source: PlacedSource;
  readonly value: Placed;
  /** Of the whole object, in the file. */
  readonly span: Span;
}

const ofDocuments = new WeakMap<ManifestDocument, { source: PlacedSource; objects?: readonly SourceObject[] }>();

/** A document of a file as a source of values: the same value for the same document. */
export function sourceOf(file: ManifestFile, document: ManifestDocument): PlacedSource {
  const known = ofDocuments.get(document);
  if (known !== undefined) return known.source;
  const { content, start } = document;
  const source: PlacedSource = {
    path: file.path.slice(1),
    content,
    spanOf: (span) => ({ start: span.start + start, end: span.end + start }),
    embedded: false,
  };
  ofDocuments.set(document, { source });
  return source;
}

/** The objects of a document. The same document gives the same values, so that equal stages are found equal at once. */
export function objectsOf(file: ManifestFile, document: ManifestDocument): readonly SourceObject[] {
  const source = sourceOf(file, document);
  const known = ofDocuments.get(document)?.objects;
  if (known !== undefined) return known;
  const { start, end, content } = document;
  const objects = content.objects.map((object): SourceObject => {
    const value = placed(source, object.node, object.path);
    const span = object.path.length === 0 ? { start, end } : source.spanOf(object.node.span);
    return { object, source, value, span };
  });
  ofDocuments.set(document, { source, objects });
  return objects;
}

const embedded = new WeakMap<PlacedScalar, readonly PlacedSource[]>();

/** The documents that are written within a scalar. */
export function sourcesWithin(scalar: PlacedScalar): readonly PlacedSource[] {
  const known = embedded.get(scalar);
  if (known !== undefined) return known;
  const { source, node } = scalar.at;
  const target = node.type === 'alias' ? node.target : node;
  const documents = target?.type === 'scalar' ? embeddedDocuments(source.content.text, target) : [];
  const made = documents.map(({ content, outer }): PlacedSource => ({
    path: source.path,
    content,
    spanOf: (span) => source.spanOf(outer(span)),
    embedded: true,
  }));
  embedded.set(scalar, made);
  return made;
}

const roots = new WeakMap<DocumentContent, Map<PlacedSource, Placed>>();

/** The value of a whole document; undefined where there is none. */
export function rootOf(source: PlacedSource): Placed | undefined {
  const { root } = source.content;
  if (root === undefined) return undefined;
  const known = roots.get(source.content) ?? new Map<PlacedSource, Placed>();
  roots.set(source.content, known);
  const made = known.get(source) ?? placed(source, root);
  known.set(source, made);
  return made;
}
