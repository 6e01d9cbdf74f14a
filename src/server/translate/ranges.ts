import type { Range } from 'vscode-languageserver/node';
import type { LineIndex } from '../../manifests/yaml/lineIndex.ts';
import type { Span } from '../../manifests/yaml/node.ts';

/** A span of a text as LSP's range. */
export function rangeOf(lines: LineIndex, { start, end }: Span): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** A range as a span of the text. */
export function spanOf(lines: LineIndex, { start, end }: Range): Span {
  return { start: lines.offsetAt(start), end: lines.offsetAt(end) };
}
