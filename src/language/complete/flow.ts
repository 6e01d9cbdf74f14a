import type { Path } from '../../manifests/yaml/node.ts';
import { endOfQuoted, isBlank, unquoted } from './lines.ts';

/** Keys of a map with the text of their scalars; empty where the value is nested or not written. */
export type Entries = ReadonlyMap<string, string>;

/** The collection in braces or brackets that an offset lies in. */
export interface FlowPlace {
  /** The way from the outermost bracket's value to the innermost collection. */
  readonly path: Path;
  readonly type: 'map' | 'sequence';
  /** The key whose value the cursor is at; undefined at a key and in a sequence. */
  readonly key: string | undefined;
  /** The token at the offset, with its quotes; empty where there is none. */
  readonly token: { readonly start: number; readonly end: number };
  /** Whether a colon follows the token. */
  readonly colon: boolean;
  /** Of the innermost map, without the entry that the cursor is in. */
  readonly entries: Entries;
  /** The maps around, outermost first. */
  readonly maps: readonly { readonly path: Path; readonly entries: Entries }[];
}

interface Level {
  readonly type: 'map' | 'sequence';
  readonly entries: Map<string, string>;
  index: number;
  key: string | undefined;
}

/** How far a flow collection is read. */
const farthest = 50_000;
/** Brackets within brackets beyond this depth are no place that a person types at. */
const deepest = 200;

/**
 * The place of `offset` in the flow collection that opens at `open`, with a `{` or `[`; undefined if it is closed before.
 * What is typed need not be balanced.
 */
export function flowPlaceAt(text: string, open: number, offset: number): FlowPlace | undefined {
  if (offset - open > farthest) return undefined;
  const levels: Level[] = [];
  let at = open;
  const lineEnds = lineEndsOf(text);
  let token = { start: offset, end: offset };
  while (at < offset) {
    const char = text[at] ?? '';
    if (char === '{' || char === '[') {
      if (levels.length >= deepest) return undefined;
      levels.push({ type: char === '{' ? 'map' : 'sequence', entries: new Map(), index: 0, key: undefined });
      at++;
    } else if (char === '}' || char === ']') {
      levels.pop();
      if (levels.length === 0) return undefined;
      at++;
    } else if (char === ',') {
      endEntry(levels.at(-1));
      at++;
    } else if (/\s/.test(char)) at++;
    else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = text.indexOf('\n', at);
      if (end < 0 || end >= offset) return undefined;
      at = end;
    } else {
      const read = readToken(text, at, lineEnds);
      if (read.end >= offset && read.start <= offset && !(read.colon && offset > read.tokenEnd)) {
        token = { start: read.start, end: read.tokenEnd };
        return describe(text, levels, token, read.colon);
      }
      take(levels.at(-1), unquoted(text.slice(read.start, read.tokenEnd)), read.colon);
      at = Math.max(read.end, at + 1);
    }
  }
  return describe(text, levels, token, false);
}

function endEntry(level: Level | undefined): void {
  if (level === undefined) return;
  level.index++;
  level.key = undefined;
}

function take(level: Level | undefined, value: string, colon: boolean): void {
  if (level?.type !== 'map') return;
  if (level.key === undefined) {
    level.entries.set(value, '');
    if (colon) level.key = value;
  } else level.entries.set(level.key, value);
}

interface Token {
  readonly start: number;
  /** Behind its text. */
  readonly tokenEnd: number;
  readonly colon: boolean;
  /** Behind its colon, if it has one. */
  readonly end: number;
}

/** Where lines end, asked for ever later places of a text: each stretch of it is searched once. */
type LineEnds = (at: number) => number;

function lineEndsOf(text: string): LineEnds {
  let known = -1;
  return (at) => {
    if (at > known) {
      const next = text.indexOf('\n', at);
      known = next < 0 ? text.length : next;
    }
    return text.charAt(known - 1) === '\r' ? Math.max(known - 1, at) : known;
  };
}

function readToken(text: string, start: number, lineEnds: LineEnds): Token {
  const limit = lineEnds(start);
  const quoted = text[start] === '"' || text[start] === "'";
  let tokenEnd = quoted ? (endOfQuoted(text, start, limit) ?? limit) : endOfPlain(text, start, limit);
  while (!quoted && tokenEnd > start && isBlank(text.charCodeAt(tokenEnd - 1))) tokenEnd--;
  let colon = tokenEnd;
  while (isBlank(text.charCodeAt(colon))) colon++;
  const hasColon = text[colon] === ':' && (quoted || isColon(text, colon));
  return { start, tokenEnd, colon: hasColon, end: hasColon ? colon + 1 : tokenEnd };
}

/** Where a plain scalar ends; the braces of a variable belong to it. */
function endOfPlain(text: string, start: number, limit: number): number {
  let inVariable = false;
  for (let at = start; at < limit; at++) {
    const char = text[at] ?? '';
    if (inVariable) inVariable = char !== '}';
    else if ('{}[],'.includes(char)) {
      if (char !== '{' || text[at - 1] !== '$') return at;
      inVariable = true;
    } else if (isColon(text, at)) return at;
  }
  return limit;
}

function isColon(text: string, at: number): boolean {
  return text[at] === ':' && (at + 1 >= text.length || /[\s,{}[\]]/.test(text[at + 1] ?? ''));
}

function describe(
  text: string,
  levels: readonly Level[],
  token: FlowPlace['token'],
  colon: boolean,
): FlowPlace | undefined {
  const last = levels.at(-1);
  if (last === undefined) return undefined;
  const path: (string | number)[] = [];
  const maps: { path: Path; entries: Entries }[] = [];
  for (const level of levels) {
    if (level.type === 'map') maps.push({ path: [...path], entries: level.entries });
    if (level !== last) path.push(level.type === 'map' ? (level.key ?? '') : level.index);
  }
  if (last.type === 'map') addLater(text, token.end, last);
  const key = last.type === 'map' ? last.key : undefined;
  return {
    path: last.type === 'sequence' ? [...path, last.index] : path,
    type: last.type,
    key,
    token,
    colon,
    entries: last.entries,
    maps,
  };
}

/** Adds the entries of the innermost map that stand behind the cursor. */
function addLater(text: string, from: number, level: Level): void {
  const later: Level = { type: 'map', entries: level.entries, index: 0, key: level.key ?? '' };
  const lineEnds = lineEndsOf(text);
  let depth = 0;
  let at = from;
  while (at < text.length && at - from < farthest) {
    const char = text[at] ?? '';
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      if (depth-- === 0) return;
    } else if (char === ',' && depth === 0) later.key = undefined;
    else if (depth === 0 && later.key !== '' && !/[\s:]/.test(char)) {
      const read = readToken(text, at, lineEnds);
      take(later, unquoted(text.slice(read.start, read.tokenEnd)), read.colon);
      at = Math.max(read.end, at + 1);
      continue;
    }
    at++;
  }
}
