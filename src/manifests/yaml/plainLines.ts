import type { Line } from './lines.ts';
import type { Span, YamlEntry, YamlNode, YamlScalar } from './node.ts';
import { plainValue } from './plainScalar.ts';

const keyPattern = /(?:[A-Za-z0-9_./$][\w./$@-]*|"[^"\\!\n]*"|'[^'!\n]*')(?=:(?:[ \n]|$))/y;

/** The key that stands at a place and is followed by its colon; undefined for one that is not plainly a key. */
export function keyAt(text: string, at: number): YamlScalar | undefined {
  keyPattern.lastIndex = at;
  if (!keyPattern.test(text)) return undefined;
  const end = keyPattern.lastIndex;
  const quote = text.charCodeAt(at);
  if (quote === 34) return quoted(text, at, end, 'double');
  return quote === 39 ? quoted(text, at, end, 'single') : plain(text, at, end);
}

/** Whether nothing but spaces and a comment stands from a place up to the end of its line. */
export function restIsBlank(text: string, from: number, end: number): boolean {
  let at = from;
  while (at < end && text.charCodeAt(at) === 32) at++;
  return at === end || (text.charCodeAt(at) === 35 && text.charCodeAt(at - 1) === 32);
}

const quotedPattern = /^(?:"[^"\\]*"|'[^']*')(?= *$| +#)/;

/** What stands from a place up to the end of its line, apart from a comment; undefined for what is not plainly a value. */
export function inlineValue(text: string, at: number, end: number): YamlNode | undefined {
  // All searches are held to the line: in a long text each would go on to its end.
  const rest = text.slice(at, end);
  switch (rest.charAt(0)) {
    case '"':
    case "'": {
      const own = quotedPattern.exec(rest)?.[0];
      if (own === undefined) return undefined;
      return quoted(text, at, at + own.length, own.startsWith('"') ? 'double' : 'single');
    }
    case '[':
    case '{':
      return flowAt(text, at, end);
    default:
      return plainAt(text, at, rest);
  }
}

/** No indicator, or a dash that begins no item; with no colon that ends a key. */
const plainPattern = /^(?:[^-?:,[\]{}#&*!|>'"%@` ]|-(?=[^ ]))(?:[^:]|:(?=[^ ]))*$/;

function plainAt(text: string, at: number, rest: string): YamlScalar | undefined {
  const comment = rest.indexOf(' #');
  const own = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
  return plainPattern.test(own) ? plain(text, at, at + own.length) : undefined;
}

function plain(text: string, start: number, end: number): YamlScalar {
  const own = text.slice(start, end);
  return { type: 'scalar', span: { start, end }, value: plainValue(own), text: own, style: 'plain' };
}

/** A scalar in quotes without escapes. */
function quoted(text: string, start: number, end: number, style: 'single' | 'double'): YamlScalar {
  const own = text.slice(start + 1, end - 1);
  return { type: 'scalar', span: { start, end }, value: own, text: own, style };
}

/** A key or value in brackets or braces, which mean nothing in it. */
const simplePattern = /(?:[A-Za-z0-9_./][\w./@-]*|"[^"\\!\n]*"|'[^'!\n]*')(?=,|\]|\}|: )/y;

function simpleAt(text: string, at: number): YamlScalar | undefined {
  simplePattern.lastIndex = at;
  if (!simplePattern.test(text)) return undefined;
  const end = simplePattern.lastIndex;
  const quote = text.charCodeAt(at);
  if (quote === 34) return quoted(text, at, end, 'double');
  return quote === 39 ? quoted(text, at, end, 'single') : plain(text, at, end);
}

/** A list of simple scalars in brackets, or a map of them in braces. */
function flowAt(text: string, start: number, end: number): YamlNode | undefined {
  const isMap = text.charAt(start) === '{';
  const close = isMap ? '}' : ']';
  const items: YamlScalar[] = [];
  const entries: YamlEntry[] = [];
  let at = start + 1;
  while (text.charAt(at) !== close) {
    const first = simpleAt(text, at);
    const value = isMap && first !== undefined ? simpleAt(text, first.span.end + 2) : first;
    if (first === undefined || value === undefined) return undefined;
    if (!isMap) items.push(first);
    else if (text.charAt(first.span.end) !== ':') return undefined;
    else entries.push({ span: { start: first.span.start, end: value.span.end }, key: first, value });
    at = value.span.end;
    if (text.charAt(at) === close) break;
    if (text.charAt(at) !== ',') return undefined;
    at++;
    while (text.charAt(at) === ' ') at++;
    if (text.charAt(at) === close) return undefined;
  }
  if (!restIsBlank(text, at + 1, end)) return undefined;
  const span = { start, end: at + 1 };
  return isMap ? { type: 'map', span, entries, flow: true } : { type: 'sequence', span, items, flow: true };
}

/** The last line with content of a literal block whose header stands in a line; undefined where its end is not plain. */
export function literalEnd(lines: readonly Line[], header: number, column: number): number | undefined {
  const first = lines[header + 1];
  if (first === undefined || first.kind === 'blank' || first.column <= column) return undefined;
  let last = header + 1;
  for (let at = header + 2; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.kind === 'blank') continue;
    if (line.column < first.column) break;
    last = at;
  }
  // Spaces beyond the block's own count as text.
  const trailing = lines[last + 1];
  return trailing?.kind === 'blank' && trailing.column > 0 ? undefined : last;
}

/** The scalar of a block `|` or `|-`; undefined for other headers. */
export function literalScalar(
  text: string,
  lines: readonly Line[],
  start: number,
  header: number,
  last: number,
): YamlScalar | undefined {
  const [first, behind] = [lines[header + 1], lines[last + 1]];
  if (first === undefined) return undefined;
  const isStripped = text.charAt(start + 1) === '-';
  if (!restIsBlank(text, start + (isStripped ? 2 : 1), first.start - 1)) return undefined;
  const span: Span = { start, end: behind?.start ?? text.length };
  const own = lines
    .slice(header + 1, last + 1)
    .map((line, index) => text.slice(line.start, endOf(text, lines[header + 2 + index])).slice(first.column))
    .join('\n');
  const value = isStripped ? own : `${own}\n`;
  return { type: 'scalar', span, value, text: value, style: 'literal' };
}

function endOf(text: string, next: Line | undefined): number {
  if (next !== undefined) return next.start - 1;
  return text.endsWith('\n') ? text.length - 1 : text.length;
}
