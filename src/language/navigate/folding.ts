import type { ManifestDocument, ManifestFile } from '../../manifests/manifestFile.ts';
import type { YamlNode } from '../../manifests/yaml/node.ts';

/** Lines that can be folded away below the first of them. Lines count from 0, both belong to the range. */
export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'region' | 'comment';
}

/**
 * What can be folded: documents, maps, lists, texts of several lines, comments of several lines. In the order of their first
 * lines, of those that begin on the same line the longest only.
 */
export function foldingRanges(file: ManifestFile): FoldingRange[] {
  const ranges = new Map<number, FoldingRange>();
  const add = (start: number, end: number, kind: FoldingRange['kind'] = 'region'): void => {
    const startLine = file.lines.positionAt(start).line;
    const endLine = lastLine(file, end);
    const known = ranges.get(startLine);
    if (endLine > startLine && (known === undefined || known.endLine < endLine)) {
      ranges.set(startLine, { startLine, endLine, kind });
    }
  };
  for (const document of file.documents) {
    if (file.documents.length > 1) add(contentStart(document), document.end);
    addNodes(document, add);
  }
  addComments(file, add);
  return [...ranges.values()].sort((a, b) => a.startLine - b.startLine);
}

type Add = (start: number, end: number, kind?: FoldingRange['kind']) => void;

/** An entry or item is folded into the line of its key or dash. */
function addNodes({ content, start }: ManifestDocument, add: Add): void {
  const walk = (node: YamlNode | undefined): void => {
    if (node?.type === 'map') {
      for (const { key, value, span } of node.entries) {
        if (value !== undefined && value.type !== 'alias') add(start + key.span.start, start + span.end);
        walk(value);
      }
    } else if (node?.type === 'sequence') {
      for (const item of node.items) {
        add(start + item.span.start, start + item.span.end);
        walk(item);
      }
    }
  };
  walk(content.root);
}

/** Behind comments and blank lines before a document's `---`, which belong to it. */
function contentStart({ content, start }: ManifestDocument): number {
  const marker = /^---/m.exec(content.text);
  return marker === null ? start : start + marker.index;
}

/** The last line before an offset that holds more than blanks. */
function lastLine({ text, lines }: ManifestFile, end: number): number {
  let at = end;
  while (at > 0 && ' \t\r\n'.includes(text.charAt(at - 1))) at--;
  return lines.positionAt(at).line;
}

/** Lines of comments that follow each other. */
function addComments({ text, lines }: ManifestFile, add: Add): void {
  let first: number | undefined;
  let next = 0;
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1)) {
    if (!isFirstInLine(text, at)) continue;
    const { line } = lines.positionAt(at);
    if (first !== undefined && line !== next) {
      add(first, lines.lineStart(next), 'comment');
      first = undefined;
    }
    first ??= at;
    next = line + 1;
  }
  if (first !== undefined) add(first, lines.lineStart(next), 'comment');
}

function isFirstInLine(text: string, offset: number): boolean {
  let at = offset;
  while (at > 0 && ' \t'.includes(text.charAt(at - 1))) at--;
  return at === 0 || '\r\n'.includes(text.charAt(at - 1));
}
