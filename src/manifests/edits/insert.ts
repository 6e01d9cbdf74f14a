import type { Json } from '../../flux/object.ts';
import type { DocumentContent } from '../manifestFile.ts';
import type { YamlEntry, YamlNode, YamlSequence } from '../yaml/node.ts';
import { blockLines, columnOf, flowKey, flowText, layoutOf } from './layout.ts';
import { lineBreakAt, lineEndAt, lineStartAt, restIsComment } from './lines.ts';
import { childrenOf, type PlacedNode } from './nodesAround.ts';
import type { TextEdit } from './textEdit.ts';

/** What is put into a map or a list. `key` is absent for an item. */
export interface Addition {
  readonly key?: string;
  readonly value: Json;
  /** Its lines as they are written elsewhere, without their indentation; else they are made of the value. */
  readonly lines?: readonly string[];
}

/**
 * Adds an entry behind the last of a map, or an item behind the last of a list, as its neighbours are written. Undefined
 * where its place cannot be told: an alias, or an odd way of writing.
 */
export function insertInto(content: DocumentContent, place: PlacedNode, addition: Addition): TextEdit | undefined {
  const { node } = place;
  if (node.type === 'map' ? addition.key === undefined : node.type !== 'sequence' || addition.key !== undefined) {
    return undefined;
  }
  if (childCount(node) === 0) return intoEmpty(content, place, addition);
  const isFlow = place.inFlow || (node.type !== 'scalar' && node.type !== 'alias' && node.flow);
  return isFlow ? intoFlow(content.text, node, addition) : intoBlock(content, node, addition);
}

/** Adds the first entry or item below a key that has no value yet, or `null`, `{}` or `[]`. */
export function insertBelow(content: DocumentContent, entry: YamlEntry, addition: Addition): TextEdit | undefined {
  const { text } = content;
  const colon = colonBehind(text, entry);
  if (colon === undefined || !isEmptyValue(entry.value)) return undefined;
  const end = entry.value?.span.end ?? colon;
  if (!restIsComment(text, end)) return undefined;
  const layout = layoutOf(text, content.root);
  const column = columnOf(text, entry.key);
  const isList = addition.key === undefined;
  const indent = ' '.repeat(column + (isList ? (layout.indentsLists ? layout.step : 0) : layout.step));
  const lines = linesOf(content, addition).map((line) => (line === '' ? '' : indent + line));
  const lineBreak = lineBreakAt(text, colon);
  const lineEnd = lineEndAt(text, end);
  const comment = text.slice(end, lineEnd).trimEnd();
  return {
    span: { start: colon, end: lineEnd },
    newText: [comment, ...lines].join(lineBreak),
  };
}

function isEmptyValue(node: YamlNode | undefined): boolean {
  if (node === undefined) return true;
  return node.type === 'scalar' ? node.value === null : node.type !== 'alias' && childCount(node) === 0;
}

function childCount(node: YamlNode): number {
  if (node.type === 'map') return node.entries.length;
  return node.type === 'sequence' ? node.items.length : 0;
}

function intoEmpty(content: DocumentContent, { node, entry, inFlow }: PlacedNode, addition: Addition) {
  const below = entry === undefined || inFlow ? undefined : insertBelow(content, entry, addition);
  if (below !== undefined) return below;
  const isJson = content.text.trimStart().startsWith('{');
  const inner = inlineText(addition, isJson);
  return { span: node.span, newText: node.type === 'map' ? `{${inner}}` : `[${inner}]` };
}

function inlineText({ key, value }: Addition, isJson: boolean): string {
  const written = flowText(value, isJson);
  return key === undefined ? written : `${flowKey(key, isJson)}: ${written}`;
}

function intoFlow(text: string, node: YamlNode, addition: Addition): TextEdit | undefined {
  const first = node.type === 'map' ? node.entries[0] : node.type === 'sequence' ? node.items[0] : undefined;
  const last = node.type === 'map' ? node.entries.at(-1) : node.type === 'sequence' ? node.items.at(-1) : undefined;
  if (first === undefined || last === undefined) return undefined;
  const at = last.span.end;
  // Behind the last one nothing but white space, a comma and the bracket may stand: comments could hold either.
  const rest = /^\s*(,?)\s*[\]}]/.exec(text.slice(at, node.span.end));
  if (rest === null) return undefined;
  const inner = inlineText(addition, isJsonLike(text, node));
  const lineStart = lineStartAt(text, last.span.start);
  const isOnOwnLine = text.slice(lineStart, last.span.start).trim() === '';
  const gap = isOnOwnLine ? lineBreakAt(text, lineStart) + text.slice(lineStart, last.span.start) : ' ';
  const comma = rest[1] ?? '';
  const start = comma === '' ? at : text.indexOf(',', at) + 1;
  return { span: { start, end: start }, newText: comma === '' ? `,${gap}${inner}` : `${gap}${inner},` };
}

function isJsonLike(text: string, node: YamlNode): boolean {
  if (node.type === 'map') return node.entries.every(({ key }) => key.style === 'double');
  return text.trimStart().startsWith('{') || text.trimStart().startsWith('[');
}

function intoBlock(content: DocumentContent, node: YamlNode, addition: Addition): TextEdit | undefined {
  const { text } = content;
  const column = node.type === 'sequence' ? dashColumn(text, node) : keyColumn(text, node);
  const end = contentEnd(text, node);
  if (column === undefined || end === undefined) return undefined;
  const indent = ' '.repeat(column);
  const lines = linesOf(content, addition).map((line) => (line === '' ? '' : indent + line));
  const lineBreak = lineBreakAt(text, end);
  // A block that keeps its line breaks ends behind them.
  if (end > 0 && text.charAt(end - 1) === '\n') {
    return { span: { start: end, end }, newText: lines.map((line) => line + lineBreak).join('') };
  }
  const lineEnd = lineEndAt(text, end);
  if (!restIsComment(text, end)) return undefined;
  return { span: { start: lineEnd, end: lineEnd }, newText: lines.map((line) => lineBreak + line).join('') };
}

function linesOf({ text, root }: DocumentContent, { key, value, lines }: Addition): readonly string[] {
  return lines ?? blockLines(value, layoutOf(text, root), key);
}

function keyColumn(text: string, node: YamlNode): number | undefined {
  const key = node.type === 'map' ? node.entries[0]?.key : undefined;
  return key === undefined ? undefined : columnOf(text, key);
}

/** The column of the dashes of a block sequence: of the last item, which is looked back from. */
function dashColumn(text: string, node: YamlSequence): number | undefined {
  for (const item of node.items.toReversed()) {
    const dash = dashBefore(text, item.span.start);
    if (dash !== undefined) return dash - lineStartAt(text, dash);
  }
  return undefined;
}

/** The offset of the dash that an item stands behind; undefined where an anchor, a tag or a comment lies between. */
export function dashBefore(text: string, start: number): number | undefined {
  let at = start - 1;
  while (at >= 0 && /\s/.test(text.charAt(at))) at--;
  return text.charAt(at) === '-' && (at === 0 || /\s/.test(text.charAt(at - 1))) ? at : undefined;
}

/**
 * Where the last value within a node ends: behind the last character of its text, or, for a block that keeps its line
 * breaks, behind them.
 */
export function contentEnd(text: string, node: YamlNode): number | undefined {
  let at: YamlNode | undefined = node;
  let end: number | undefined;
  while (at !== undefined) {
    const last: YamlEntry | undefined = at.type === 'map' && !at.flow ? at.entries.at(-1) : undefined;
    if (last !== undefined) {
      end = last.value === undefined ? colonBehind(text, last) : undefined;
      at = last.value;
    } else if (at.type === 'sequence' && !at.flow) {
      at = at.items.at(-1);
    } else {
      end = scalarEnd(text, at);
      at = undefined;
    }
  }
  return end;
}

function scalarEnd(text: string, node: YamlNode): number {
  const { start, end } = node.span;
  if (node.type !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return end;
  const written = text.slice(start, end);
  return /^[|>][1-9]?\+/.test(written) ? end : start + written.trimEnd().length;
}

/** The offset behind the colon of an entry; undefined where it does not follow the key on its line. */
export function colonBehind(text: string, { key }: YamlEntry): number | undefined {
  const match = /^[ \t]*:/.exec(text.slice(key.span.end, key.span.end + 80));
  return match === null ? undefined : key.span.end + match[0].length;
}

/** The children of a node, for who looks for an item by what it holds. */
export function itemWith(place: PlacedNode, key: string, value: string): PlacedNode | undefined {
  return childrenOf(place).find(({ node }) => {
    const entry = node.type === 'map' ? node.entries.findLast((one) => one.key.text === key) : undefined;
    return entry?.value?.type === 'scalar' && entry.value.text === value;
  });
}
