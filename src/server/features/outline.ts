import {
  FoldingRangeKind,
  SymbolKind,
  type Connection,
  type DocumentSymbol,
  type SymbolInformation,
} from 'vscode-languageserver/node';
import { foldingRanges } from '../../language/navigate/folding.ts';
import { symbols, type FileSymbol } from '../../language/navigate/symbols.ts';
import type { LineIndex } from '../../manifests/yaml/lineIndex.ts';
import { rangeOf } from '../translate/ranges.ts';
import { askedAbout, type FeatureParts } from './asking.ts';

const kinds: Readonly<Record<FileSymbol['kind'], SymbolKind>> = {
  document: SymbolKind.File,
  object: SymbolKind.Class,
  field: SymbolKind.Module,
  list: SymbolKind.Array,
  value: SymbolKind.String,
};

/** Answers requests for symbols and folding. `nested`: the client takes symbols within symbols. */
export function answerOutline(connection: Connection, parts: FeatureParts, nested: boolean): void {
  connection.onDocumentSymbol(({ textDocument: { uri } }) => {
    const asked = askedAbout(parts, uri);
    if (asked === undefined) return null;
    const found = symbols(asked.file);
    const { lines } = asked.file;
    return nested
      ? found.map((symbol) => toNested(symbol, lines))
      : found.flatMap((symbol) => toFlat(symbol, lines, uri));
  });
  connection.onFoldingRanges(({ textDocument: { uri } }) => {
    const asked = askedAbout(parts, uri);
    if (asked === undefined) return null;
    return foldingRanges(asked.file).map(({ startLine, endLine, kind }) => ({
      startLine,
      endLine,
      kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
    }));
  });
}

function toNested({ name, detail, kind, span, nameSpan, children }: FileSymbol, lines: LineIndex): DocumentSymbol {
  return {
    name,
    detail,
    kind: kinds[kind],
    range: rangeOf(lines, span),
    selectionRange: rangeOf(lines, nameSpan),
    children: children.map((child) => toNested(child, lines)),
  };
}

function toFlat(
  { name, kind, span, children }: FileSymbol,
  lines: LineIndex,
  uri: string,
  container?: string,
): SymbolInformation[] {
  return [
    {
      name,
      kind: kinds[kind],
      location: { uri, range: rangeOf(lines, span) },
      ...(container !== undefined && { containerName: container }),
    },
    ...children.flatMap((child) => toFlat(child, lines, uri, name)),
  ];
}
