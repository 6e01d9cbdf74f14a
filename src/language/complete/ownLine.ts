import type { Span } from '../../manifests/yaml/node.ts';
import { ancestorsOf, isUnwritten, parentOf, pathOf, type Container, type Parent } from './ancestors.ts';
import { indentOf, readLine, type Region } from './lines.ts';
import { mapsOf, tokenOf } from './placeParts.ts';
import type { Place } from './placeType.ts';

/** On a line of its own, blank or with a word: what begins there by its column, or by the column that it should have. */
export function onOwnLine(region: Region, line: number, column: number, token: Span, prefix: string): Place[] {
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
