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
  /** The lines of a file; undefined if it cannot be read. */
  linesOf(path: string): LineIndex | undefined;
  /** The client's own URI for an open document, else the file's. */
  uriAt(path: string): string;
  location(path: string, span: Span): Location | undefined;
  /** Files on disk may have changed: what was read is read again. */
  forget(): void;
}

/** Makes a finder that keeps the lines of the files that it read. The files are small, few and read on a request only. */
export function createPlaces(documents: Documents): Places {
  const onDisk = new Map<string, LineIndex | undefined>();
  const read = (path: string): LineIndex | undefined => {
    if (!onDisk.has(path)) onDisk.set(path, readLines(path));
    return onDisk.get(path);
  };
  const linesOf = (path: string): LineIndex | undefined => {
    const document = documents.at(path);
    return document === undefined ? read(path) : documents.read(document).lines;
  };
  const uriAt = (path: string): string => documents.at(path)?.uri ?? uriOf(path);
  return {
    linesOf,
    uriAt,
    location(path, span) {
      const lines = linesOf(path);
      return lines && { uri: uriAt(path), range: rangeOf(lines, span) };
    },
    forget: () => onDisk.clear(),
  };
}

function readLines(path: string): LineIndex | undefined {
  try {
    return lineIndex(withoutMark(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
