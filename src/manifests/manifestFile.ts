import { objectsIn, type ManifestObject } from './manifestObject.ts';
import type { YamlNode } from './yaml/node.ts';
import { lineIndex, type LineIndex } from './yaml/lineIndex.ts';
import { parseYaml } from './yaml/parse.ts';
import type { YamlProblem } from './yaml/problem.ts';
import { parseInParts, type Parts } from './yaml/parts.ts';
import { documentSpans } from './yaml/split.ts';

/**
 * One YAML document as a value of its own: all spans in it count from its first character, so the same text is the same
 * value wherever it stands in a file, and what was found out about it can be kept.
 */
export interface DocumentContent {
  readonly text: string;
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
  readonly objects: readonly ManifestObject[];
  /** What a long document was read from, so that a change of it is read by what changed. */
  readonly parts?: Parts;
}

/** A document at its place in a file. */
export interface ManifestDocument {
  readonly content: DocumentContent;
  /** Offset in the file's text of the document's first character. */
  readonly start: number;
  /** Offset in the file's text behind its last character. */
  readonly end: number;
}

/** A file of YAML documents. */
export interface ManifestFile {
  /** Absolute, with slashes, e.g. `/home/me/fleet/apps/web.yaml` or `C:/fleet/web.yaml`. */
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** Never empty: a file without text holds one empty document. */
  readonly documents: readonly ManifestDocument[];
}

/**
 * A longer document is not read: etcd takes no object of more than 1.5 MB, and all else would wait for it. Of a longer
 * file nothing is read, so that it holds up nobody who opens it by mistake.
 */
const longest = { document: 1_500_000, file: 5_000_000 };

/** From so many characters on a document is read in parts. */
const long = 20_000;

/**
 * Reads a file. Documents whose text stands in `previous` too are taken from there, and so are parts of long ones. Never throws; what is too long has no
 * root and the problem `TOO_LARGE`.
 */
export function readManifest(path: string, text: string, previous?: ManifestFile): ManifestFile {
  if (text.length > longest.file) {
    const document = { content: tooLarge(text, 'file', longest.file), start: 0, end: text.length };
    return { path, text, lines: lineIndex(text), documents: [document] };
  }
  const known = new Map(previous?.documents.map(({ content }) => [content.text, content]));
  const kept: Parts = new Map(previous?.documents.flatMap(({ content }) => [...(content.parts ?? [])]));
  const documents = documentSpans(text).map(({ start, end }): ManifestDocument => {
    const part = text.slice(start, end);
    const content = known.get(part) ?? readDocument(part, kept);
    known.set(part, content);
    return { content, start, end };
  });
  return { path, text, lines: lineIndex(text), documents };
}

/** Reads the text of one document. Parts of a long one are taken from `kept`. */
export function readDocument(text: string, kept: Parts = new Map()): DocumentContent {
  if (text.length > longest.document) return tooLarge(text, 'document', longest.document);
  const isLong = text.length >= long;
  const inParts = isLong ? parseInParts(text, kept) : undefined;
  const { root, problems } = inParts ?? parseYaml(text);
  // What is broken while it is typed is soon as it was.
  return { text, root, problems, objects: objectsIn(root), ...(isLong && { parts: inParts?.parts ?? kept }) };
}

function tooLarge(text: string, what: 'document' | 'file', most: number): DocumentContent {
  const message = `The ${what} has more than ${most} characters; it is not judged.`;
  const problem = { code: 'TOO_LARGE', message, span: { start: 0, end: 0 }, warning: true };
  return { text, root: undefined, problems: [problem], objects: [] };
}

/** Whether a document is too long to be read. */
export function isTooLarge({ problems }: DocumentContent): boolean {
  return problems.some(({ code }) => code === 'TOO_LARGE');
}

/** The document that an offset of the file lies in: at a border the later one, at the end of the text the last. */
export function documentAt(file: ManifestFile, offset: number): ManifestDocument | undefined {
  return file.documents.findLast(({ start }) => offset >= start);
}
