import type { Span, YamlNode } from '../yaml/node.ts';
import { contentEnd, dashBefore } from './insert.ts';
import { lineEndAt, lineStartAt, restIsComment } from './lines.ts';
import type { PlacedNode } from './nodesAround.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * Takes an entry with its value, or an item, out of its map or list, with the lines that it alone stands on and the comments
 * on them. The last one leaves `{}` or `[]`. Undefined where its place cannot be told.
 */
export function removeNode(text: string, place: PlacedNode): TextEdit | undefined {
  const { parent } = place;
  if (parent === undefined) return undefined;
  const siblings = spansIn(parent.node);
  const own = place.entry?.span ?? place.node.span;
  const index = siblings.findIndex(({ start }) => start === own.start);
  if (index < 0) return undefined;
  if (siblings.length === 1) return emptied(text, parent);
  const isFlow = parent.inFlow || (parent.node.type !== 'scalar' && parent.node.type !== 'alias' && parent.node.flow);
  if (isFlow) return fromFlow(text, siblings, index);
  return fromBlock(text, place, siblings, index);
}

function spansIn(node: YamlNode): readonly Span[] {
  if (node.type === 'map') return node.entries.map(({ span }) => span);
  return node.type === 'sequence' ? node.items.map(({ span }) => span) : [];
}

/** What a map or list becomes without its only child. */
function emptied(text: string, { node, entry }: PlacedNode): TextEdit | undefined {
  const newText = node.type === 'map' ? '{}' : '[]';
  if (node.type === 'sequence' || node.type === 'map') if (node.flow) return { span: node.span, newText };
  const end = contentEnd(text, node);
  if (entry === undefined || end === undefined) return undefined;
  const colon = text.indexOf(':', entry.key.span.end);
  // Only white space may stand between the key and what goes: comments would be lost.
  if (colon < 0 || text.slice(colon + 1, node.span.start).replace(/^\s*-?\s*/, '') !== '') return undefined;
  if (!restIsComment(text, end)) return undefined;
  return { span: { start: colon + 1, end: Math.max(lineEndAt(text, end), end) }, newText: ` ${newText}` };
}

function fromFlow(text: string, siblings: readonly Span[], index: number): TextEdit | undefined {
  const [before, own, after] = [siblings[index - 1], siblings[index], siblings[index + 1]];
  if (own === undefined) return undefined;
  const span = after === undefined ? { start: before?.end ?? own.start, end: own.end } : { ...own, end: after.start };
  return text.slice(span.start, span.end).includes('#') ? undefined : { span, newText: '' };
}

function fromBlock(text: string, place: PlacedNode, siblings: readonly Span[], index: number): TextEdit | undefined {
  const own = siblings[index];
  if (own === undefined) return undefined;
  const { entry, node } = place;
  const start = entry === undefined ? dashBefore(text, own.start) : own.start;
  const end = entry !== undefined && entry.value === undefined ? own.end : contentEnd(text, node);
  if (start === undefined || end === undefined) return undefined;
  const lineStart = lineStartAt(text, start);
  const isFirstOnLine = text.slice(lineStart, start).trim() === '';
  if (!isFirstOnLine) {
    // `- name: a`: what comes next takes its place behind the dash.
    const next = siblings[index + 1];
    const nextStart = next && (entry === undefined ? dashBefore(text, next.start) : next.start);
    if (nextStart === undefined || text.slice(end, nextStart).includes('#')) return undefined;
    return { span: { start, end: nextStart }, newText: '' };
  }
  if (end > 0 && text.charAt(end - 1) === '\n') return { span: { start: lineStart, end }, newText: '' };
  if (!restIsComment(text, end)) return undefined;
  const newline = text.indexOf('\n', end);
  if (newline >= 0) return { span: { start: lineStart, end: newline + 1 }, newText: '' };
  // The last line of a text without a final line break takes the one before it along.
  const from = text.charAt(lineStart - 2) === '\r' ? lineStart - 2 : lineStart - 1;
  return { span: { start: Math.max(0, from), end: text.length }, newText: '' };
}
