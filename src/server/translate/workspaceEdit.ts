import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { FileEdit } from '../../language/finding.ts';
import type { FeatureParts } from '../features/asking.ts';
import { rangeOf } from './ranges.ts';

/**
 * Edits of files as the protocol has them; those of files that cannot be read are left out. `versioned`: the client takes
 * edits of certain versions of documents. Files that are not open have no version.
 */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  { places, documents }: Pick<FeatureParts, 'places' | 'documents'>,
  versioned: boolean,
): WorkspaceEdit {
  const byPath = new Map<string, TextEdit[]>();
  for (const { path, span, text } of edits) {
    const lines = places.read(path)?.lines;
    if (lines === undefined) continue;
    byPath.set(path, [...(byPath.get(path) ?? []), { range: rangeOf(lines, span), newText: text }]);
  }
  const changes = Array.from(byPath, ([path, own]) => [path, own] as const);
  if (!versioned) return { changes: Object.fromEntries(changes.map(([path, own]) => [places.uriAt(path), own])) };
  return {
    documentChanges: changes.map(([path, own]) => ({
      textDocument: { uri: places.uriAt(path), version: documents.at(path)?.version ?? null },
      edits: own,
    })),
  };
}
