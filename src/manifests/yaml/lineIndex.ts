/** A place in a text as LSP counts: line and UTF-16 unit in it, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. */
export interface LineIndex {
  readonly lineCount: number;
  /** The position of an offset; offsets outside the text are moved to its border. */
  positionAt(offset: number): Position;
  /** The offset of a position; positions outside the text are moved to its border. */
  offsetAt(position: Position): number;
  /** The offset of a line's first character. */
  lineStart(line: number): number;
}

/** Reads the line ends (LF, CRLF, CR) of a text once. */
export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const startOf = (line: number): number => starts[line] ?? text.length;
  return {
    lineCount: starts.length,
    lineStart: startOf,
    positionAt(offset) {
      const place = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle) <= place) low = middle;
        else high = middle - 1;
      }
      return { line: low, character: place - startOf(low) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      const start = startOf(line);
      const next = startOf(line + 1);
      const end = line + 1 < starts.length ? next - (text.startsWith('\r\n', next - 2) ? 2 : 1) : next;
      return Math.min(start + Math.max(character, 0), end);
    },
  };
}

/** The offset of each line's first character, at four bytes a line: texts of millions of lines are read too. */
function lineStarts(text: string): Int32Array {
  let starts = new Int32Array(1 + (text.length >> 4));
  let count = 1;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 10 && (unit !== 13 || text.charCodeAt(at + 1) === 10)) continue;
    if (count === starts.length) {
      const longer = new Int32Array(count * 2);
      longer.set(starts);
      starts = longer;
    }
    starts[count++] = at + 1;
  }
  return starts.slice(0, count);
}
