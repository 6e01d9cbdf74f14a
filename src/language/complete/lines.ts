import type { LineIndex } from '../../manifests/yaml/lineIndex.ts';

/** A text of which the lines from `first` to `last` are looked at: a document of a file, or a block scalar in it. */
export interface Region {
  readonly text: string;
  readonly lines: LineIndex;
  readonly first: number;
  /** The last line that belongs to the region. */
  readonly last: number;
}

/** Where something begins on a line: a `- `, a key with its colon, or other text. Offsets count as the region's text does. */
export interface LineStart {
  readonly type: 'item' | 'key' | 'text';
  readonly column: number;
  readonly start: number;
  /** Behind the dash, the key (before its colon) or the text, without spaces and comment at the end. */
  readonly end: number;
  /** A key without its quotes; empty for the others. */
  readonly name: string;
  /** Behind the colon and the spaces after it; for the others where the text begins. */
  readonly valueStart: number;
  /** Behind the value; equals `valueStart` where nothing is written. */
  readonly valueEnd: number;
}

/** One line, read without regard to its neighbours: what is typed need not be YAML yet. */
export interface Line {
  readonly start: number;
  /** Where its line end begins. */
  readonly end: number;
  readonly indent: number;
  readonly starts: readonly LineStart[];
  /** Where a comment begins, if there is one. */
  readonly comment: number | undefined;
}

/** How many blanks begin a line; undefined for a line without content: blank, a comment, `---`. */
export function indentOf({ text, lines }: Region, line: number): number | undefined {
  const start = lines.lineStart(line);
  let at = start;
  while (isBlank(text.charCodeAt(at))) at++;
  const unit = text.charCodeAt(at);
  if (at >= text.length || unit === 10 || unit === 13 || unit === 35) return undefined;
  if (at === start && isMarker(text, at)) return undefined;
  return at - start;
}

/** Reads a line of a region. */
export function readLine({ text, lines }: Region, line: number): Line {
  const start = lines.lineStart(line);
  let end = line + 1 < lines.lineCount ? lines.lineStart(line + 1) : text.length;
  while (end > start && isBreak(text.charCodeAt(end - 1))) end--;
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  const indent = at - start;
  if (indent === 0 && isMarker(text, at)) at = skipBlanks(text, at + 3, end);
  const starts: LineStart[] = [];
  while (text[at] === '-' && at < end && (at + 1 === end || isBlank(text.charCodeAt(at + 1)))) {
    const next = skipBlanks(text, at + 1, end);
    starts.push({
      type: 'item',
      column: at - start,
      start: at,
      end: at + 1,
      name: '',
      valueStart: next,
      valueEnd: next,
    });
    at = next;
  }
  const comment = commentIn(text, at, end);
  const contentEnd = trimEnd(text, at, comment ?? end);
  if (at < contentEnd) {
    const content = contentStart(text, start, at, contentEnd);
    const item = starts.pop();
    if (item !== undefined) starts.push(content.type === 'text' ? { ...item, valueEnd: contentEnd } : item);
    starts.push(content);
  }
  return { start, end, indent, starts, comment };
}

function contentStart(text: string, lineStart: number, at: number, end: number): LineStart {
  const column = at - lineStart;
  const keyEnd = endOfKey(text, at, end);
  if (keyEnd === undefined) return { type: 'text', column, start: at, end, name: '', valueStart: at, valueEnd: end };
  const colon = text.indexOf(':', keyEnd);
  const valueStart = Math.min(skipBlanks(text, colon + 1, end), Math.max(end, colon + 1));
  const name = unquoted(text.slice(at, keyEnd));
  return { type: 'key', column, start: at, end: keyEnd, name, valueStart, valueEnd: Math.max(end, valueStart) };
}

/** Where a key that begins here ends, before its colon; undefined if no key begins here. */
function endOfKey(text: string, start: number, end: number): number | undefined {
  const first = text[start] ?? '';
  if (first === '"' || first === "'") {
    const close = endOfQuoted(text, start, end);
    if (close === undefined) return undefined;
    const colon = skipBlanks(text, close, end);
    return text[colon] === ':' && endsKey(text, colon, end) ? close : undefined;
  }
  if ('{[|>#%@`'.includes(first)) return undefined;
  for (let at = start; at < end; at++) {
    if (text[at] === ':' && endsKey(text, at, end)) return trimEnd(text, start, at);
  }
  return undefined;
}

function endsKey(text: string, colon: number, end: number): boolean {
  return colon + 1 >= end || isBlank(text.charCodeAt(colon + 1));
}

/** Behind the closing quote of a scalar that begins at `start`; undefined if it is not closed before `end`. */
export function endOfQuoted(text: string, start: number, end: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < end; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === quote) at++;
      else return at + 1;
    }
  }
  return undefined;
}

/** A scalar as it is written, without quotes, anchor and tag. */
export function unquoted(written: string): string {
  const text = written.replace(/^(?:[&!][^\s]*(?:\s+|$))+/, '');
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text;
  const inner = text.endsWith(quote) && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replace(/\\(["\\/])/g, '$1');
}

function commentIn(text: string, start: number, end: number): number | undefined {
  let quote = '';
  for (let at = start; at < end; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (quote === '"' && char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '#' && (at === start || isBlank(text.charCodeAt(at - 1)))) return at;
    else if ((char === '"' || char === "'") && (at === start || ' \t[{,:'.includes(text[at - 1] ?? ''))) quote = char;
  }
  return undefined;
}

/** Whether a character is a blank of YAML: a space or a tab. */
export function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function isBreak(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function isMarker(text: string, at: number): boolean {
  return (text.startsWith('---', at) || text.startsWith('...', at)) && !/[^\s]/.test(text[at + 3] ?? '');
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}
