import { isItemLine, isKeyLine, opensBlock, type Line } from './lines.ts';

/** Where entries begin that are the block's own; undefined where one is written in a way that is not judged here. */
export function cutsOf(
  text: string,
  lines: readonly Line[],
  from: number,
  to: number,
  type: 'map' | 'sequence',
): number[] | undefined {
  const column = lines[from]?.column ?? 0;
  const cuts: number[] = [];
  let isOdd = false;
  for (let at = from; at < to; at++) {
    const line = lines[at];
    if (line?.kind !== 'content' || line.column > column) continue;
    if (line.column < column) return undefined;
    if (type === 'sequence') {
      if (!isItemLine(text, line)) return undefined;
      cuts.push(at);
    } else if (isKeyLine(text, line)) {
      // The line before may be the beginning of this one's key.
      if (!isOdd) cuts.push(at);
      isOdd = false;
    } else if (at === from) return undefined;
    else isOdd ||= !isItemLine(text, line);
  }
  return cuts;
}

/**
 * The line in which the block begins that is the value of the entry in the lines from `key` to `next`; undefined where its
 * value is no such block, or where comments behind it may belong to a map outside of it.
 */
export function innerLine(text: string, lines: readonly Line[], key: number, next: number): number | undefined {
  const keyLine = lines[key];
  if (keyLine === undefined || !opensBlock(text, keyLine)) return undefined;
  let inner: number | undefined;
  let deepestComment = 0;
  for (let at = key + 1; at < next; at++) {
    const line = lines[at];
    if (line?.kind === 'content') {
      inner ??= at;
      deepestComment = 0;
    } else if (line?.kind === 'comment') deepestComment = Math.max(deepestComment, line.column);
  }
  const first = inner === undefined ? undefined : lines[inner];
  if (first === undefined || deepestComment > (lines[next]?.column ?? 0)) return undefined;
  const isInside = first.column > keyLine.column || (first.column === keyLine.column && isItemLine(text, first));
  return isInside && (isItemLine(text, first) || isKeyLine(text, first)) ? inner : undefined;
}

/** Whether a part ends before the entry at `start`: by its text, so that borders stay where they are when others move. */
export function isBorder(text: string, start: number, length: number, part: number): boolean {
  if (length >= 8 * part) return true;
  let sum = 0;
  for (let at = start; at < start + 80 && text.charCodeAt(at) !== 10 && at < text.length; at++)
    sum += text.charCodeAt(at);
  return sum % 3 === 0;
}
