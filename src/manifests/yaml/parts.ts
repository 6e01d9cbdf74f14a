import type { Span, YamlEntry, YamlNode } from './node.ts';
import { cutsOf, innerLine, isBorder } from './cuts.ts';
import { isItemLine, linesOf } from './lines.ts';
import { moved, movedEntry, movedSpan } from './moved.ts';
import { parseBlock, type ParsedYaml } from './parse.ts';
import type { YamlProblem } from './problem.ts';

/** What was read of one part of a document; offsets and spans count from the start of the document. */
interface Part {
  /** Where in the document it was read. */
  readonly offset: number;
  readonly depth: number;
  readonly content: Children;
  readonly span: Span;
  /** Behind the comments that belong to the last value. */
  readonly nodeEnd: number;
  readonly problems: readonly YamlProblem[];
}

/** Entries of a map or items of a sequence. */
type Children =
  | { readonly type: 'map'; readonly nodes: readonly YamlEntry[] }
  | { readonly type: 'sequence'; readonly nodes: readonly YamlNode[] };

/** The parts of a document by their text. */
export type Parts = ReadonlyMap<string, Part>;

/** A document that was read in parts: the same as if read as a whole. */
export interface ParsedInParts extends ParsedYaml {
  readonly parts: Parts;
}

/** How finely a document is cut, in characters. */
export interface Cutting {
  /** A part ends at an entry once it has this many. */
  readonly part: number;
  /** The value of an entry that has more is cut too. */
  readonly entry: number;
}

const cutting: Cutting = { part: 500, entry: 4000 };

interface Block {
  readonly children: Children;
  readonly span: Span;
  readonly nodeEnd: number;
}

/**
 * Reads a long document part by part: the entries of its outermost map or sequence, and those of long values in it.
 * Parts whose text is found in `kept` are not read again. Undefined where it is not certain that the parts mean
 * the same alone as they do in their places: it has to be read as a whole then.
 */
export function parseInParts(text: string, kept: Parts, sizes: Cutting = cutting): ParsedInParts | undefined {
  const lines = linesOf(text);
  const first = lines?.findIndex(({ kind }) => kind === 'content') ?? -1;
  if (lines === undefined || first < 0) return undefined;
  const parts = new Map<string, Part>();
  const problems: YamlProblem[] = [];
  let hasFailed = false;

  const startOf = (line: number): number => lines[line]?.start ?? text.length;

  const readPart = (start: number, end: number, depth: number): Part | undefined => {
    // With the indentation of the next line: what has no value reaches up to there.
    let border = end;
    while (text.charCodeAt(border) === 32) border++;
    const own = text.slice(start, border);
    const known = parts.get(own) ?? kept.get(own);
    const part = known?.depth === depth ? movedPart(known, start) : newPart(own, start, depth);
    hasFailed ||= part === undefined;
    if (part === undefined) return undefined;
    parts.set(own, part);
    problems.push(...part.problems);
    return part;
  };

  /** The block whose first entry stands in the line `from`, up to the line `to`. `start` is where its text begins. */
  const readBlock = (start: number, from: number, to: number, depth: number): Block | undefined => {
    const type = isItemLine(text, lines[from]) ? 'sequence' : 'map';
    const cuts = cutsOf(text, lines, from, to, type);
    if (cuts === undefined) return undefined;
    const nodes: (YamlEntry | YamlNode)[] = [];
    let blockStart: number | undefined;
    let last: { end: number; nodeEnd: number } | undefined;
    let open = start;
    const readOpen = (end: number): boolean => {
      if (open === end) return true;
      const part = readPart(open, end, depth);
      open = end;
      if (part?.content.type !== type) return false;
      for (const node of part.content.nodes) nodes.push(node);
      blockStart ??= part.span.start;
      last = { end: part.span.end, nodeEnd: part.nodeEnd };
      return true;
    };
    for (const [index, cut] of cuts.entries()) {
      const next = cuts[index + 1] ?? to;
      const begin = startOf(cut);
      const end = startOf(next);
      if (index > 0 && begin - open >= sizes.part && isBorder(text, begin, begin - open, sizes.part)) {
        if (!readOpen(begin)) return undefined;
      }
      if (type === 'sequence' || end - begin <= sizes.entry) continue;
      const inner = innerLine(text, lines, cut, next);
      if (inner === undefined) continue;
      // The key goes with the parts before it; its value is read on its own.
      const before = problems.length;
      const value = readBlock(startOf(inner), inner, next, depth + 1);
      if (hasFailed) return undefined;
      const inside = problems.splice(before);
      if (value === undefined) continue;
      if (!readOpen(startOf(inner))) return undefined;
      const key = nodes.pop();
      if (key === undefined || !('key' in key) || key.value !== undefined) return undefined;
      problems.push(...inside);
      nodes.push({
        ...key,
        span: { start: key.span.start, end: Math.max(key.span.end, value.span.end) },
        value: nodeOf(value),
      });
      last = { end: value.nodeEnd, nodeEnd: value.nodeEnd };
      open = end;
    }
    if (!readOpen(startOf(to)) || last === undefined || blockStart === undefined) return undefined;
    return {
      children: { type, nodes } as Children,
      span: { start: blockStart, end: last.end },
      nodeEnd: last.nodeEnd,
    };
  };

  const root = readBlock(0, first, lines.length, 0);
  return root && { root: nodeOf(root), problems, parts };
}

/** A mistake that concerns no line but its own: a key that has no colon yet. */
function isLocal({ code, message }: YamlProblem): boolean {
  return code === 'MISSING_CHAR' && message.startsWith('Implicit map keys need to be followed by map values');
}

function newPart(slice: string, offset: number, depth: number): Part | undefined {
  // A copy, as a slice would hold all of the text that it was cut from.
  const parsed = parseBlock(` ${slice}`.slice(1), depth);
  if (parsed === undefined || !parsed.problems.every(isLocal)) return undefined;
  const { root, problems, nodeEnd } = parsed;
  if (root === undefined || root.type === 'scalar' || root.type === 'alias' || root.flow) return undefined;
  const content: Children =
    root.type === 'map' ? { type: 'map', nodes: root.entries } : { type: 'sequence', nodes: root.items };
  return movedPart({ offset: 0, depth, content, span: root.span, nodeEnd, problems }, offset);
}

function movedPart(part: Part, offset: number): Part {
  const by = offset - part.offset;
  if (by === 0) return part;
  const { content } = part;
  return {
    ...part,
    offset,
    content:
      content.type === 'map'
        ? { type: 'map', nodes: content.nodes.map((entry) => movedEntry(entry, by)) }
        : { type: 'sequence', nodes: content.nodes.map((node) => moved(node, by)) },
    span: movedSpan(part.span, by),
    nodeEnd: part.nodeEnd + by,
    problems: part.problems.map((problem) => ({ ...problem, span: movedSpan(problem.span, by) })),
  };
}

function nodeOf({ children, span }: Block): YamlNode {
  return children.type === 'map'
    ? { type: 'map', span, entries: children.nodes, flow: false }
    : { type: 'sequence', span, items: children.nodes, flow: false };
}
