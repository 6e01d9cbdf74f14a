import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { contentEnd, dashBefore } from './insert.ts';
import { columnOf } from './layout.ts';
import { lineEndAt, lineStartAt, restIsComment } from './lines.ts';

/**
 * The lines of an entry, or of an item of a block list, as they are written, comments too, without their indentation: to put
 * them elsewhere. Undefined where they mean something else there (aliases, anchors), or are not lines of their own.
 */
export function nodeLines(text: string, node: YamlNode, entry: YamlEntry | undefined): readonly string[] | undefined {
  const start = entry === undefined ? dashBefore(text, node.span.start) : entry.key.span.start;
  const end = contentEnd(text, node);
  if (start === undefined || end === undefined || !restIsComment(text, end)) return undefined;
  const column = columnOf(text, { span: { start, end } });
  if (text.slice(lineStartAt(text, start), start).trim() !== '') return undefined;
  const isBehindBreak = text.charAt(end - 1) === '\n';
  const written = text.slice(start, isBehindBreak ? end - 1 : lineEndAt(text, end));
  if (/[&*][\w.-]|^ *\t/m.test(written)) return undefined;
  const [first = '', ...others] = written.split(/\r?\n/);
  if (others.some((line) => line.trim() !== '' && leading(line) < column)) return undefined;
  return [first, ...others.map((line) => line.slice(column))];
}

function leading(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
