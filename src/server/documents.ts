import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { createEmitter, type Event } from '../base/event.ts';
import { readManifest, type ManifestFile } from '../manifests/manifestFile.ts';
import { lineIndex } from '../manifests/yaml/lineIndex.ts';
import { pathOf } from './uris.ts';

/** A document that is open in the editor, in one version. */
export interface OpenDocument {
  readonly uri: string;
  readonly path: string;
  readonly version: number;
  readonly text: string;
}

/** The open documents, and what they hold: read once for each version, and only when it is asked for. */
export interface Documents {
  readonly onDidChange: Event<OpenDocument>;
  readonly onDidClose: Event<OpenDocument>;
  open(uri: string, version: number, text: string): void;
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void;
  close(uri: string): void;
  get(uri: string): OpenDocument | undefined;
  /** The open document at a path. */
  at(path: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
  /** A document's text as YAML documents; the same value until it changes. */
  read(document: OpenDocument): ManifestFile;
}

/** Makes an empty set of open documents. */
export function createDocuments(): Documents {
  const byUri = new Map<string, OpenDocument>();
  const byPath = new Map<string, OpenDocument>();
  const files = new Map<string, ManifestFile>();
  const changed = createEmitter<OpenDocument>();
  const closed = createEmitter<OpenDocument>();

  const set = (document: OpenDocument): void => {
    byUri.set(document.uri, document);
    byPath.set(document.path, document);
    changed.fire(document);
  };

  return {
    onDidChange: changed.event,
    onDidClose: closed.event,
    open: (uri, version, text) => set({ uri, path: pathOf(uri), version, text }),
    change(uri, version, changes) {
      const before = byUri.get(uri);
      if (before !== undefined) set({ ...before, version, text: changes.reduce(applied, before.text) });
    },
    close(uri) {
      const document = byUri.get(uri);
      if (document === undefined) return;
      byUri.delete(uri);
      byPath.delete(document.path);
      files.delete(uri);
      closed.fire(document);
    },
    get: (uri) => byUri.get(uri),
    at: (path) => byPath.get(path),
    all: () => [...byUri.values()],
    read({ uri, path, text }) {
      const known = files.get(uri);
      if (known?.text === text) return known;
      const file = readManifest(path, text, known);
      if (byUri.has(uri)) files.set(uri, file);
      return file;
    },
  };
}

/** A text after one change; without a range the change is the whole new text. */
function applied(text: string, change: TextDocumentContentChangeEvent): string {
  if (!('range' in change)) return change.text;
  const lines = lineIndex(text);
  const start = lines.offsetAt(change.range.start);
  const end = Math.max(start, lines.offsetAt(change.range.end));
  return text.slice(0, start) + change.text + text.slice(end);
}
