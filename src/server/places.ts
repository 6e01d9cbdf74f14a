import { readFileSync } from 'node:fs';
import type { Location } from 'vscode-languageserver/node';
import { withoutMark } from '../files/readText.ts';
import { lineIndex, type LineIndex } from '../manifests/yaml/lineIndex.ts';
import type { Span } from '../manifests/yaml/node.ts';
import type { Documents } from './documents.ts';
import { rangeOf } from './translate/ranges.ts';
import { uriOf } from './uris.ts';

/** Finds lines and URIs for spans in files that may not be open. */
export interface Places {
  /** A file as it is now, in the editor or on disk; undefined if it cannot be read. */
  read(path: string): PlacedFile | undefined;
  /** The client's own URI for an open document, else the file's. */
  uriAt(path: string): string;
  location(path: string, span: Span): Location | undefined;
  /** Files on disk may have changed: what was read is read again. */
  forget(): void;
}

/** A text with its lines. */
export interface PlacedFile {
  readonly text: string;
  readonly lines: LineIndex;
}

/** Makes a finder that keeps the files that it read. The files are small, few and read on a request only. */
export function createPlaces(documents: Documents): Places {
  const onDisk = new Map<string, PlacedFile | undefined>();
  const read = (path: string): PlacedFile | undefined => {
    const document = documents.at(path);
    if (document !== undefined) return documents.read(document);
    if (!onDisk.has(path)) onDisk.set(path, readFile(path));
    return onDisk.get(path);
  };
  const uriAt = (path: string): string => documents.at(path)?.uri ?? uriOf(path);
  return {
    read,
    uriAt,
    location(path, span) {
      const file = read(path);
      return file && { uri: uriAt(path), range: rangeOf(file.lines, span) };
    },
    forget: () => onDisk.clear(),
  };
}

function readFile(path: string): PlacedFile | undefined {
  try {
    const text = withoutMark(readFileSync(path, 'utf8'));
    return { text, lines: lineIndex(text) };
  } catch {
    return undefined;
  }
}
