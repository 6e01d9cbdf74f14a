import { isItemLine, linesOf, type Line } from './lines.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlSequence } from './node.ts';
import { inlineValue, keyAt, literalEnd, literalScalar, restIsBlank } from './plainLines.ts';

/** A document or a part of one that could be read by its lines. */
export interface PlainBlocks {
  readonly root: YamlNode;
  /** Behind the line of the last value. */
  readonly nodeEnd: number;
}

/** Blocks that lie deeper are left to the parser, which knows what to say of them. */
const deepest = 100;

/**
 * Reads YAML as nearly all manifests are written: block maps and sequences with values on one line, or in literal blocks.
 * It takes an eighth of the parser's time, and gives the same nodes. Undefined for a text with anything that
 * would need a second thought, such as anchors, tags, escapes, scalars of several lines, odd indentation, a mistake.
 */
export function readPlainBlocks(text: string): PlainBlocks | undefined {
  if (isOdd.test(text)) return undefined;
  const lines = linesOf(text);
  if (lines === undefined) return undefined;
  const reader = createReader(text, lines);
  const root = reader.first();
  return root === undefined || !reader.isAtEnd() ? undefined : { root, nodeEnd: root.span.end };
}

/** Characters that YAML or its parsers treat in ways of their own. */
// eslint-disable-next-line no-control-regex -- control characters are among what is looked for
const isOdd = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/;

interface Reader {
  /** The root; undefined where it is not certain. */
  first(): YamlMap | YamlSequence | undefined;
  isAtEnd(): boolean;
}

function createReader(text: string, lines: readonly Line[]): Reader {
  /** The line that is read next: one with content, or behind the last. */
  let next = 0;
  /** The deepest comment between the last line that was read and the next. */
  let comment = -1;

  const endOf = (line: number): number => {
    const start = lines[line + 1]?.start;
    if (start !== undefined) return start - 1;
    return text.endsWith('\n') ? text.length - 1 : text.length;
  };

  /** Goes to the first line with content from `line` on. False where comments lie deeper: they may belong to what is above. */
  const goTo = (line: number): boolean => {
    comment = -1;
    for (next = line; ; next++) {
      const { kind, column } = lines[next] ?? { kind: 'content', column: 0 };
      if (kind === 'content') return comment <= column;
      if (kind === 'comment') comment = Math.max(comment, column);
    }
  };

  const columnOfNext = (): number => lines[next]?.column ?? -1;

  /** What begins at a place in the line `next`, in a block whose entries stand in `column`; goes on behind it. */
  const scalarAt = (at: number, column: number): { node: YamlNode; nodeEnd: number } | undefined => {
    const end = endOf(next);
    if (text.charCodeAt(at) === 124) {
      const last = literalEnd(lines, next, column);
      const node = last === undefined ? undefined : literalScalar(text, lines, at, next, last);
      if (last === undefined || node === undefined || !goTo(last + 1) || columnOfNext() > column) return undefined;
      return { node, nodeEnd: node.span.end };
    }
    const node = inlineValue(text, at, end);
    // What stands deeper below goes on with the value.
    if (node === undefined || !goTo(next + 1) || columnOfNext() > column) return undefined;
    return { node, nodeEnd: Math.min(end + 1, text.length) };
  };

  /** A map whose first key stands at `first` in the line `next`, in `column`. */
  const readMap = (first: number, column: number, depth: number): YamlMap | undefined => {
    const entries: YamlEntry[] = [];
    let at = first;
    let end: number;
    do {
      const key = keyAt(text, at);
      if (key === undefined) return undefined;
      let behind = key.span.end + 1;
      const lineEnd = endOf(next);
      while (behind < lineEnd && text.charCodeAt(behind) === 32) behind++;
      let value: YamlNode | undefined;
      if (restIsBlank(text, behind, lineEnd)) {
        const keyLine = next;
        if (!goTo(next + 1)) return undefined;
        const below = columnOfNext();
        const isBelow = below === column && isItemLine(text, lines[next]);
        if (below > column || isBelow) {
          if (isBelow && next !== keyLine + 1) return undefined;
          value = readBlock(depth + 1);
          if (value === undefined) return undefined;
          end = value.span.end;
        } else {
          // A comment behind a value that is not written counts as a part of it.
          if (behind < lineEnd || comment >= 0) return undefined;
          end = behind;
        }
      } else {
        const read = scalarAt(behind, column);
        if (read === undefined) return undefined;
        value = read.node;
        end = read.nodeEnd;
      }
      const entryEnd = Math.max(key.span.end, value?.span.end ?? 0);
      entries.push({ span: { start: key.span.start, end: entryEnd }, key, value });
      at = (lines[next]?.start ?? 0) + column;
    } while (columnOfNext() === column && !isItemLine(text, lines[next]));
    return columnOfNext() > column ? undefined : { type: 'map', span: { start: first, end }, entries, flow: false };
  };

  const readSequence = (column: number, depth: number): YamlSequence | undefined => {
    const items: YamlNode[] = [];
    const first = (lines[next]?.start ?? 0) + column;
    let end: number;
    do {
      const dash = (lines[next]?.start ?? 0) + column;
      const lineEnd = endOf(next);
      let at = dash + 1;
      while (at < lineEnd && text.charCodeAt(at) === 32) at++;
      if (restIsBlank(text, at, lineEnd)) return undefined;
      if (keyAt(text, at) !== undefined) {
        const item = depth > deepest ? undefined : readMap(at, column + at - dash, depth + 1);
        if (item === undefined) return undefined;
        items.push(item);
        end = item.span.end;
      } else {
        const read = scalarAt(at, column);
        if (read === undefined) return undefined;
        items.push(read.node);
        end = read.nodeEnd;
      }
    } while (columnOfNext() === column && isItemLine(text, lines[next]));
    return columnOfNext() > column ? undefined : { type: 'sequence', span: { start: first, end }, items, flow: false };
  };

  /** The block that begins with the line `next`. */
  function readBlock(depth: number): YamlMap | YamlSequence | undefined {
    const line = lines[next];
    if (line === undefined || depth > deepest) return undefined;
    return isItemLine(text, line)
      ? readSequence(line.column, depth)
      : readMap(line.start + line.column, line.column, depth);
  }

  return {
    first: () => (goTo(0) && columnOfNext() === 0 ? readBlock(0) : undefined),
    isAtEnd: () => next >= lines.length,
  };
}
