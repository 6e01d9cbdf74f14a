import type { Path, Step } from '../../manifests/yaml/node.ts';
import { indentOf, readLine, unquoted, type LineStart, type Region } from './lines.ts';
import type { Entries } from './flow.ts';

/** A block map or sequence by its column and one of its lines. */
export interface Container {
  readonly type: 'map' | 'sequence';
  readonly column: number;
  readonly line: number;
}

/** What a container stands under: a key or a dash on an earlier line, or to the left on the same line. */
export interface Parent {
  readonly line: number;
  readonly start: LineStart;
}

/** A container on the way to the cursor. */
export interface Ancestor {
  readonly container: Container;
  /** Undefined for the outermost. */
  readonly parent: Parent | undefined;
  /** The step from the container to the next inner one: a key (empty at the cursor) or an index. */
  readonly step: Step | undefined;
}

/**
 * The containers around a place, innermost first, found by indentation alone: nearer lines that begin further left are
 * what a line stands under. Works whether or not the text is YAML.
 */
export function ancestorsOf(region: Region, container: Container): Ancestor[] {
  const found: Ancestor[] = [];
  let current = container;
  let step: Step | undefined;
  for (;;) {
    const { parent, before } = parentOf(region, current);
    found.push({ container: current, parent, step: current.type === 'sequence' ? before : step });
    if (parent === undefined || found.length > 200) return found;
    const { column, type, name } = parent.start;
    step = type === 'key' ? name : undefined;
    current = { type: type === 'item' ? 'sequence' : 'map', column, line: parent.line };
  }
}

/** What a container stands under, and how many items of it stand before its line. */
export function parentOf(region: Region, container: Container): { parent: Parent | undefined; before: number } {
  const { column, type } = container;
  let before = 0;
  const own = leftOf(region, readLine(region, container.line).starts, column);
  if (own !== undefined) return { parent: { line: container.line, start: own }, before };
  for (let line = container.line - 1; line >= region.first; line--) {
    const indent = indentOf(region, line);
    if (indent === undefined || indent > column) continue;
    const { starts } = readLine(region, line);
    const same = starts.find((start) => start.column === column);
    if (type === 'sequence' && same?.type === 'item') before++;
    else if (type === 'sequence' && same?.type === 'key') return { parent: { line, start: same }, before };
    const left = leftOf(region, starts, column);
    if (left !== undefined) return { parent: { line, start: left }, before };
  }
  return { parent: undefined, before };
}

/** What a container at a column stands under on a line: a key, a dash, or a bracket that begins the line. */
function leftOf({ text }: Region, starts: readonly LineStart[], column: number): LineStart | undefined {
  const left = starts.filter((start) => start.column < column);
  const first = left.at(0);
  if (first?.type === 'text' && /[{[]/.test(text.charAt(first.start))) return first;
  return left.findLast(({ type }) => type !== 'text');
}

/** The entries of the block map that a line belongs to, but for those that begin at `except`. */
export function entriesAround(region: Region, map: Container, except: number): Entries {
  const entries = new Map<string, string>();
  const take = (line: number): boolean => {
    const indent = indentOf(region, line);
    if (indent === undefined || indent > map.column) return true;
    const { starts } = readLine(region, line);
    const entry = starts.find(({ column }) => column === map.column);
    if (entry?.type === 'key' && entry.start !== except) entries.set(entry.name, valueText(region, entry));
    // A compact sequence (`- a` below `key:` at the same column) belongs to the entry before it.
    return indent === map.column;
  };
  for (let line = map.line; line >= region.first; line--) if (!take(line)) break;
  for (let line = map.line + 1; line <= region.last; line++) {
    const indent = indentOf(region, line);
    if (indent !== undefined && indent < map.column) break;
    take(line);
  }
  return entries;
}

/** A key's scalar as it is written on its line, without quotes; empty for anything else. */
function valueText(region: Region, start: LineStart): string {
  const text = region.text.slice(start.valueStart, start.valueEnd);
  return /^[{[|>*]/.test(text) ? '' : unquoted(text);
}

/** Whether nothing but an anchor or a tag is written as the value of a key. */
export function isUnwritten(region: Region, start: LineStart): boolean {
  return start.type !== 'text' && /^(?:[&!]\S*\s*)*$/.test(region.text.slice(start.valueStart, start.valueEnd));
}

/** Whether a block scalar begins behind a key or dash. */
export function isBlockHeader(region: Region, start: LineStart): boolean {
  return /^(?:[&!]\S*\s+)*[|>][-+0-9]*$/.test(region.text.slice(start.valueStart, start.valueEnd));
}

/** The way to the container that the ancestors begin with. */
export function pathOf(ancestors: readonly Ancestor[]): Path {
  const steps = ancestors.slice(1).map(({ step }) => step);
  return steps.reverse().filter((step) => step !== undefined);
}
