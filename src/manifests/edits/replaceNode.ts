import type { DocumentContent } from '../manifestFile.ts';
import { contentEnd, dashBefore, type Addition } from './insert.ts';
import { blockLines, columnOf, flowText, layoutOf } from './layout.ts';
import { lineBreakAt, restIsComment } from './lines.ts';
import type { PlacedNode } from './nodesAround.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * Writes an entry or an item anew, where its value is or becomes a map or a list; `value` without a key, `lines` as
 * {@link Addition} has them. A comment behind its last line goes with it. Undefined where its place cannot be told.
 */
export function replaceNode(content: DocumentContent, place: PlacedNode, to: Addition): TextEdit | undefined {
  const { text } = content;
  const { node, entry, parent } = place;
  if (parent === undefined) return undefined;
  const isFlow = place.inFlow;
  if (isFlow) return { span: node.span, newText: flowText(to.value, text.trimStart().startsWith('{')) };
  const start = entry === undefined ? dashBefore(text, node.span.start) : entry.key.span.start;
  const end = contentEnd(text, node);
  if (start === undefined || end === undefined || !restIsComment(text, end)) return undefined;
  const key = entry && text.slice(entry.key.span.start, entry.key.span.end);
  const own = to.lines ?? withKey(blockLines(to.value, layoutOf(text, content.root), entry && 'key'), key);
  const indent = ' '.repeat(columnOf(text, { span: { start, end } }));
  const lineBreak = lineBreakAt(text, start);
  const lines = own.map((line, index) => (line === '' || index === 0 ? line : indent + line));
  const isBehindBreak = text.charAt(end - 1) === '\n';
  return { span: { start, end }, newText: lines.join(lineBreak) + (isBehindBreak ? lineBreak : '') };
}

function withKey(lines: readonly string[], key: string | undefined): readonly string[] {
  if (key === undefined) return lines;
  const [first = '', ...others] = lines;
  return [key + first.slice('key'.length), ...others];
}
