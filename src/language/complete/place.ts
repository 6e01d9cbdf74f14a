import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { documentAt } from '../../manifests/manifestFile.ts';
import type { Path, Span } from '../../manifests/yaml/node.ts';
import {
  ancestorsOf,
  entriesAround,
  isBlockHeader,
  isUnwritten,
  parentOf,
  pathOf,
  type Ancestor,
  type Container,
  type Parent,
} from './ancestors.ts';
import { flowPlaceAt, type Entries } from './flow.ts';
import { indentOf, readLine, type Line, type LineStart, type Region } from './lines.ts';

/** A map around a place; its entries are read when they are asked for. */
export interface MapAround {
  readonly path: Path;
  readonly entries: () => Entries;
}

interface Common {
  /** The way from the region's root: to the map of a key, to a value, to the sequence of an item. */
  readonly path: Path;
  /** The maps around the place, outermost first. A key's own map is the last, without the entry at the cursor. */
  readonly maps: readonly MapAround[];
  /** What is replaced; counts from the file's start and never spans lines. */
  readonly span: Span;
  /** What is typed of it before the cursor, without a quote. */
  readonly prefix: string;
  /** Text to put before what is inserted: a space behind `:` or `-`, or indentation. */
  readonly lead: string;
  /** Where what is inserted begins; nested lines are indented further than this. */
  readonly column: number;
  /** In braces or brackets: all must stay on this line. */
  readonly flow: boolean;
  /** The quote that the span lies in; empty for none. */
  readonly quote: '' | "'" | '"';
}

/**
 * What can be written at an offset. A `value` on the line of its key (`inline`) must begin a new line to become a map; a
 * `key` of a map that does not exist yet begins it. Between one and three places come together where the text leaves open
 * what follows.
 */
export type Place =
  | (Common & {
      readonly at: 'key';
      /** Whether a colon follows the span already. */
      readonly colon: boolean;
      /** Whether the map has other entries, or is the root. */
      readonly exists: boolean;
    })
  | (Common & { readonly at: 'value'; readonly inline: boolean })
  | (Common & { readonly at: 'item'; readonly exists: boolean })
  /** In a block scalar: its text is a region of its own. */
  | { readonly at: 'block'; readonly path: Path; readonly maps: readonly MapAround[]; readonly region: Region };

/** The places at an offset of a file, in the document there. */
export function placesAt(file: ManifestFile, offset: number): Place[] {
  const document = documentAt(file, offset);
  if (document === undefined) return [];
  const { text, lines } = file;
  const first = lines.positionAt(document.start).line;
  const end = lines.positionAt(document.end);
  const last = end.character === 0 && end.line > first && document.end < text.length ? end.line - 1 : end.line;
  return placesIn({ text, lines, first, last }, offset);
}

/** The places at an offset in a region. */
export function placesIn(region: Region, offset: number): Place[] {
  const { line, character } = region.lines.positionAt(offset);
  const read = readLine(region, line);
  const first = read.starts.at(0);
  const probe: Container = {
    type: first?.type === 'item' ? 'sequence' : 'map',
    column: first?.column ?? (read.comment === undefined ? character : Math.min(read.indent, character)),
    line,
  };
  const around = ancestorsOf(region, probe);
  const enclosing = blockAround(region, around) ?? flowAround(region, around, offset);
  if (enclosing !== undefined) return enclosing;
  if (read.comment !== undefined && offset > read.comment) return [];
  if (first === undefined) return onOwnLine(region, line, character, { start: offset, end: offset }, '');
  const start = read.starts.findLast((candidate) => candidate.start <= offset);
  return start === undefined ? [] : atStart(region, line, read, start, offset);
}

/** The outermost block scalar that the ancestors go through. */
function blockAround(region: Region, ancestors: readonly Ancestor[]): Place[] | undefined {
  const index = ancestors.findLastIndex(({ parent }) => parent !== undefined && isBlockHeader(region, parent.start));
  const header = ancestors[index]?.parent;
  if (header === undefined) return undefined;
  const outside = ancestors.slice(index + 1);
  const path = [...pathOf(outside), ...stepOf(outside)];
  let last = header.line;
  for (let line = header.line + 1; line <= region.last; line++) {
    const { start, end, indent } = readLine(region, line);
    if (start + indent < end && indent <= header.start.column) break;
    last = line;
  }
  const inner: Region = { ...region, first: header.line + 1, last: Math.max(last, header.line + 1) };
  return [{ at: 'block', path, maps: mapsOf(region, outside, -1), region: inner }];
}

/** The place in the outermost braces or brackets that the ancestors go through, if they are still open. */
function flowAround(region: Region, ancestors: readonly Ancestor[], offset: number): Place[] | undefined {
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const start = ancestors[index]?.parent?.start;
    if (
      start === undefined ||
      !/[{[]/.test(region.text.charAt(start.valueStart)) ||
      start.valueStart >= start.valueEnd
    ) {
      continue;
    }
    const outside = ancestors.slice(index + 1);
    const path = [...pathOf(outside), ...stepOf(outside)];
    const places = inFlow(region, start.valueStart, offset, path, mapsOf(region, outside, -1));
    if (places !== undefined) return places;
  }
  return undefined;
}

function inFlow(
  region: Region,
  open: number,
  offset: number,
  path: Path,
  outside: readonly MapAround[],
): Place[] | undefined {
  const flow = flowPlaceAt(region.text, open, offset);
  if (flow === undefined) return undefined;
  const { text } = region;
  const maps = [...outside, ...flow.maps.map((map) => ({ path: [...path, ...map.path], entries: () => map.entries }))];
  const behind = text.charAt(offset - 1) === ':' && flow.token.start === offset;
  const common = {
    maps,
    ...tokenOf(text, flow.token, offset),
    lead: behind ? ' ' : '',
    column: region.lines.positionAt(offset).character,
    flow: true,
  };
  const here = [...path, ...flow.path];
  if (flow.type === 'sequence') return [{ ...common, at: 'value', path: here, inline: true }];
  if (flow.key !== undefined) return [{ ...common, at: 'value', path: [...here, flow.key], inline: true }];
  return [{ ...common, at: 'key', path: here, colon: flow.colon, exists: true }];
}

/** The places at something that begins on the cursor's line. */
function atStart(region: Region, line: number, read: Line, start: LineStart, offset: number): Place[] {
  const { text } = region;
  const type = start.type === 'item' ? 'sequence' : 'map';
  if (start.type === 'item') {
    if (offset <= start.start || read.starts.at(-1) !== start) return [];
    const lead = offset === start.end ? ' ' : '';
    return afterDash(region, line, start, { start: offset, end: offset }, offset, lead);
  }
  if (start.type === 'text') {
    const before = read.starts.at(-2);
    if (/[{[]/.test(text.charAt(start.start))) {
      const ancestors = ancestorsOf(region, { type, column: start.column, line });
      return inFlow(region, start.start, offset, valuePath(ancestors), mapsOf(region, ancestors.slice(1), -1)) ?? [];
    }
    if (offset > start.end) return [];
    if (before !== undefined) return afterDash(region, line, before, start, offset, '');
    return onOwnLine(region, line, start.column, start, text.slice(start.start, offset));
  }
  const ancestors = ancestorsOf(region, { type, column: start.column, line });
  const maps = mapsOf(region, ancestors, start.start);
  const path = pathOf(ancestors);
  if (offset <= start.end) {
    const token = tokenOf(text, start, offset);
    return [
      { at: 'key', path, maps, ...token, lead: '', column: start.column, flow: false, colon: true, exists: true },
    ];
  }
  const written = start.valueStart < start.valueEnd;
  if (text.charAt(start.end) !== ':' && offset < start.valueStart) return [];
  if (offset < start.valueStart && written) return [];
  const valuePathHere = [...path, start.name];
  if (written && /[{[]/.test(text.charAt(start.valueStart))) {
    return inFlow(region, start.valueStart, offset, valuePathHere, maps) ?? [];
  }
  if (written && (offset > start.valueEnd || /[|>]/.test(text.charAt(start.valueStart)))) return [];
  const token = written ? { start: start.valueStart, end: start.valueEnd } : { start: offset, end: offset };
  const lead = text.charAt(offset - 1) === ':' && !written ? ' ' : '';
  const common = { maps, ...tokenOf(text, token, offset), lead, column: start.column, flow: false };
  return [{ at: 'value', path: valuePathHere, inline: true, ...common }];
}

/** Behind a dash: a scalar, or the first key of a map. */
function afterDash(region: Region, line: number, dash: LineStart, token: Span, offset: number, lead: string): Place[] {
  const ancestors = ancestorsOf(region, { type: 'sequence', column: dash.column, line });
  const path = valuePath(ancestors);
  const column = token.start - region.lines.lineStart(line) + lead.length;
  const outer = mapsOf(region, ancestors, -1);
  const entries = () => entriesAround(region, { type: 'map', column, line }, token.start);
  const common = { path, ...tokenOf(region.text, token, offset), lead, column, flow: false };
  return [
    { at: 'key', ...common, maps: [...outer, { path, entries }], colon: false, exists: entries().size > 0 },
    { at: 'value', ...common, maps: outer, inline: false },
  ];
}

/** On a line of its own, blank or with a word: what begins there by its column, or by the column that it should have. */
function onOwnLine(region: Region, line: number, column: number, token: Span, prefix: string): Place[] {
  const sibling = siblingItem(region, line, column);
  if (sibling !== undefined) {
    const container: Container = { type: 'sequence', column, line: sibling };
    const keys =
      parentOf(region, container).parent?.start.column === column
        ? keysAt(region, line, column, token, prefix, column)
        : [];
    return [...keys, ...itemsAt(region, line, column, token, prefix, column, true)];
  }
  const { parent } = parentOf(region, { type: 'map', column, line });
  if (parent === undefined) {
    const own = rootColumn(region, line) ?? column;
    return keysAt(region, line, own, token, prefix, column);
  }
  const child = childOf(region, parent, line);
  if (child === 'scalar') {
    const { column: own, type } = parent.start;
    return type === 'item'
      ? itemsAt(region, line, own, token, prefix, column, true)
      : keysAt(region, line, own, token, prefix, column);
  }
  if (child?.type === 'map') return keysAt(region, line, child.column, token, prefix, column);
  if (child?.type === 'sequence') {
    const items = itemsAt(region, line, child.column, token, prefix, column, true);
    // The items may belong to a key that is being typed, or typed anew.
    return child.column > column ? [...keysAt(region, line, column, token, prefix, column), ...items] : items;
  }
  const ancestors = ancestorsOf(region, { type: 'map', column, line });
  const path = pathOf(ancestors);
  const maps = mapsOf(region, ancestors.slice(1), -1);
  const common = { path, lead: '', column, flow: false, ...tokenOf(region.text, token, token.start + prefix.length) };
  return [
    { at: 'key', ...common, maps: [...maps, { path, entries: () => new Map() }], colon: false, exists: false },
    { at: 'item', ...common, maps, exists: false },
    { at: 'value', ...common, maps, inline: false },
  ];
}

function keysAt(region: Region, line: number, column: number, token: Span, prefix: string, written: number): Place[] {
  const ancestors = ancestorsOf(region, { type: 'map', column, line });
  const maps = mapsOf(region, ancestors, token.start);
  const common = moved(region, line, column, token, prefix, written);
  return [{ at: 'key', path: pathOf(ancestors), maps, ...common, colon: false, exists: true }];
}

function itemsAt(
  region: Region,
  line: number,
  column: number,
  token: Span,
  prefix: string,
  written: number,
  exists: boolean,
): Place[] {
  const ancestors = ancestorsOf(region, { type: 'sequence', column, line });
  const common = moved(region, line, column, token, prefix, written);
  return [{ at: 'item', path: pathOf(ancestors), maps: mapsOf(region, ancestors, -1), ...common, exists }];
}

/** The token at its place, or together with the indentation before it where that must become another. */
function moved(region: Region, line: number, column: number, token: Span, prefix: string, written: number) {
  const { text, lines } = region;
  const own = tokenOf(text, token, token.start + prefix.length);
  if (column === written) return { ...own, lead: '', column, flow: false };
  const span = { start: lines.lineStart(line), end: own.span.end };
  return { ...own, span, lead: ' '.repeat(column), column, flow: false };
}

/** The line of a sequence's item at this column that the line stands beside. */
function siblingItem(region: Region, line: number, column: number): number | undefined {
  for (const step of [-1, 1]) {
    for (let at = line + step; at >= region.first && at <= region.last; at += step) {
      const indent = indentOf(region, at);
      if (indent === undefined || indent > column) continue;
      const same = readLine(region, at).starts.find((start) => start.column === column);
      if (same?.type === 'item') return at;
      break;
    }
  }
  return undefined;
}

/** The column at which the region's outermost map begins. */
function rootColumn(region: Region, except: number): number | undefined {
  for (let line = region.first; line <= region.last; line++) {
    const indent = line === except ? undefined : indentOf(region, line);
    if (indent !== undefined) return indent;
  }
  return undefined;
}

/** What stands under a key or dash already, besides the line `except`; `scalar` where it can hold nothing more. */
function childOf(
  region: Region,
  { line, start }: Parent,
  except: number,
): { readonly type: Container['type']; readonly column: number } | 'scalar' | undefined {
  const next = readLine(region, line).starts.find(({ column }) => column > start.column);
  if (start.type === 'item' && next !== undefined && next.type !== 'text') {
    return { type: next.type === 'item' ? 'sequence' : 'map', column: next.column };
  }
  if (!isUnwritten(region, start)) return 'scalar';
  let found: { type: Container['type']; column: number } | undefined;
  for (let at = line + 1; at <= region.last; at++) {
    const indent = at === except ? undefined : indentOf(region, at);
    if (indent === undefined || (found !== undefined && indent >= found.column)) continue;
    const first = readLine(region, at).starts.at(0);
    const compact = indent === start.column && start.type === 'key' && first?.type === 'item';
    if (first === undefined || (indent <= start.column && !compact)) break;
    // What stands further right belongs to a line that is being typed.
    found = { type: first.type === 'item' ? 'sequence' : 'map', column: indent };
  }
  return found;
}

function mapsOf(region: Region, ancestors: readonly Ancestor[], except: number): MapAround[] {
  return ancestors
    .map(({ container }, index): MapAround | undefined => {
      if (container.type !== 'map') return undefined;
      return { path: pathOf(ancestors.slice(index)), entries: () => entriesAround(region, container, except) };
    })
    .filter((map) => map !== undefined)
    .reverse();
}

function stepOf(ancestors: readonly Ancestor[]): Path {
  const step = ancestors[0]?.step;
  return step === undefined ? [] : [step];
}

/** The way to what begins in the innermost container: with its index in a sequence. */
function valuePath(ancestors: readonly Ancestor[]): Path {
  return [...pathOf(ancestors), ...(ancestors[0]?.container.type === 'sequence' ? stepOf(ancestors) : [])];
}

/** The replaced stretch of a token and what is typed of it, within its quotes if it has some. */
function tokenOf(text: string, token: Span, offset: number): { span: Span; prefix: string; quote: '' | "'" | '"' } {
  const first = text.charAt(token.start);
  const quote = token.start < token.end && (first === '"' || first === "'") ? first : '';
  if (quote === '')
    return { span: { start: token.start, end: token.end }, prefix: text.slice(token.start, offset), quote };
  const closed = token.end - token.start > 1 && text.charAt(token.end - 1) === quote;
  const span = { start: Math.min(token.start + 1, offset), end: Math.max(closed ? token.end - 1 : token.end, offset) };
  return { span, prefix: text.slice(span.start, offset), quote };
}
