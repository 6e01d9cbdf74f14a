import { isAlias, isMap, isPair, isScalar, isSeq, Scalar, type Document, type Node } from 'yaml';
import type { ResolvedNode, ScalarValue, Span, YamlEntry, YamlNode, YamlScalar } from './node.ts';
import { plainValue } from './plainScalar.ts';
import type { YamlProblem } from './problem.ts';

/** Nodes deeper than this are cut off, so that no walk over a document can exhaust the stack. */
const deepest = 200;

/** A document without content is a null scalar of no length to the library. */
export function isEmpty({ contents }: Document.Parsed): boolean {
  return isScalar(contents) && contents.range[0] === contents.range[1] && contents.anchor === undefined;
}

/** Turns the YAML library's nodes of one text into ours; anchors and problems are kept from one node to the next. */
interface NodeReader {
  /** `TOO_DEEP`, at most once: what lies below is not read. */
  readonly problems: readonly YamlProblem[];
  /** Whether an alias was met so far. */
  hasAliases(): boolean;
  /** Undefined for what is no node, and for what lies too deep. `depth`: how many levels of the document lie above. */
  read(node: unknown, depth: number): YamlNode | undefined;
}

/** A reader for the nodes that the library made of `text`, in which their ranges count. Never throws. */
export function createNodeReader(text: string): NodeReader {
  const anchors = new Map<string, ResolvedNode>();
  const problems: YamlProblem[] = [];
  let cut = false;
  let hasAliases = false;

  const read = (node: unknown, depth: number): YamlNode | undefined => {
    if (depth > deepest) {
      if (!cut && isPlaced(node)) {
        const message = `The document is nested more than ${deepest} levels deep; what lies below is not judged.`;
        problems.push({ code: 'TOO_DEEP', message, span: spanOf(node), warning: true });
      }
      cut = true;
      return undefined;
    }
    if (isAlias(node)) {
      hasAliases = true;
      return { type: 'alias', span: spanOf(node), name: node.source, target: anchors.get(node.source) };
    }
    const made = readResolved(node, depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined && made !== undefined) anchors.set(anchor, made);
    return made;
  };

  const readResolved = (node: unknown, depth: number): ResolvedNode | undefined => {
    if (isScalar(node)) return readScalar(node, text);
    if (isSeq(node)) {
      const items = node.items.map((item) => (isPair(item) ? pairAsMap(item, depth + 1) : read(item, depth + 1)));
      return {
        type: 'sequence',
        span: spanOf(node),
        items: items.filter((item) => item !== undefined),
        flow: node.flow === true,
      };
    }
    if (!isMap(node)) return undefined;
    const entries = node.items.map((pair) => readEntry(pair, depth + 1)).filter((entry) => entry !== undefined);
    return { type: 'map', span: spanOf(node), entries, flow: node.flow === true };
  };

  const readEntry = (pair: { key: unknown; value: unknown }, depth: number): YamlEntry | undefined => {
    const key = read(pair.key, depth);
    const scalar = key?.type === 'alias' ? key.target : key;
    // A key that is no scalar cannot become a JSON name; the library's own problems cover it.
    if (scalar?.type !== 'scalar') return undefined;
    const own = key?.type === 'alias' ? { ...scalar, span: key.span } : scalar;
    const written = isScalar(pair.value) && isUnwritten(pair.value) ? undefined : read(pair.value, depth);
    return {
      span: { start: own.span.start, end: Math.max(own.span.end, written?.span.end ?? 0) },
      key: own,
      value: written,
    };
  };

  /** `[a: b]` is a list that holds a map of one entry. */
  const pairAsMap = (pair: { key: unknown; value: unknown }, depth: number): YamlNode | undefined => {
    const entry = readEntry(pair, depth);
    return entry && { type: 'map', span: entry.span, entries: [entry], flow: true };
  };

  return { problems, read, hasAliases: () => hasAliases };
}

const styles: Readonly<Record<string, YamlScalar['style']>> = {
  [Scalar.PLAIN]: 'plain',
  [Scalar.QUOTE_SINGLE]: 'single',
  [Scalar.QUOTE_DOUBLE]: 'double',
  [Scalar.BLOCK_LITERAL]: 'literal',
  [Scalar.BLOCK_FOLDED]: 'folded',
};

function readScalar(node: Scalar, source: string): YamlScalar {
  const style = styles[node.type ?? ''] ?? 'plain';
  const written = isUnwritten(node) ? '' : String(node.value);
  const span = spanOf(node);
  const tag = node.tag === undefined ? explicitTag(source, span.start) : node.tag;
  const made = { type: 'scalar', span, value: scalarValue(written, style, tag), text: written, style } as const;
  return tag === undefined ? made : { ...made, tag };
}

/** The library drops tags that its schema does not know from the node; they stand in the text before it. */
function explicitTag(source: string, start: number): string | undefined {
  const before = source.slice(Math.max(0, start - 80), start);
  if (!before.includes('!')) return undefined;
  return /(?:^|[\s,[{:-])(![^\s,[\]{}]*)[ \t]+(?:&\S+[ \t]+)?$/.exec(before)?.[1];
}

function scalarValue(text: string, style: YamlScalar['style'], tag: string | undefined): ScalarValue {
  switch (tag) {
    case undefined:
      return style === 'plain' ? plainValue(text) : text;
    case '!!int':
    case '!!float':
    case '!!bool':
    case '!!null':
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
    case 'tag:yaml.org,2002:bool':
    case 'tag:yaml.org,2002:null':
      return plainValue(text);
    default:
      return text;
  }
}

function isUnwritten(node: Scalar): boolean {
  return (
    node.range !== undefined &&
    node.range !== null &&
    node.range[0] === node.range[1] &&
    (node.source === '' || node.source === undefined)
  );
}

function isPlaced(node: unknown): node is Node {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.range !== undefined && node.range !== null;
}

function spanOf({ range }: { range?: readonly number[] | null }): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? range?.[0] ?? 0 };
}
