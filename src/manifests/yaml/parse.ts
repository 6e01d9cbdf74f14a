import {
  Composer,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Parser,
  Scalar,
  type CST,
  type Document,
  type Node,
} from 'yaml';
import { laxLexemes } from './laxLexemes.ts';
import type { ResolvedNode, ScalarValue, Span, YamlEntry, YamlNode, YamlScalar } from './node.ts';
import { readPlainBlocks } from './plainBlocks.ts';
import { plainValue } from './plainScalar.ts';

/** What keeps a text from being YAML. `code` is the YAML library's, e.g. `BAD_INDENT`, or ours: see {@link parseYaml}. */
export interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** Whether parsers differ on it, rather than all refusing. */
  readonly warning: boolean;
}

/** A text read as one YAML document: as much of it as can be read, and what is wrong. */
export interface ParsedYaml {
  /** Absent where nothing but comments is written. */
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** Nodes deeper than this are cut off, so that no walk over a document can exhaust the stack. */
const deepest = 200;

/** What is read by its lines is less deep than the rest of the way to {@link deepest}. */
const deepestPlain = 80;

/**
 * Reads one document. Never throws: a text that is too deep for the parser yields no root and the problem `TOO_DEEP`.
 * What only libyaml reads is read as it does, see laxLexemes. Plain scalars mean what they mean to the API server ({@link plainValue}). Duplicate keys are kept, and no problem here.
 */
export function parseYaml(text: string): ParsedYaml {
  const plain = readPlainBlocks(text);
  return plain === undefined ? parseAnyYaml(text) : { root: plain.root, problems: [] };
}

/** {@link parseYaml} by the library alone, however a text is written. */
export function parseAnyYaml(text: string): ParsedYaml {
  try {
    const strict = readTokens(new Parser().parse(text));
    const lax = mayBeLax(text, strict.problems) ? readTokens(laxTokens(text)) : strict;
    // What neither can read is better told, and kept apart, by the indentation.
    const { document, problems } = lax.problems.some(({ warning }) => !warning) ? strict : lax;
    if (document === undefined) return { root: undefined, problems: [] };
    const reader = createReader(text);
    const root = isEmpty(document) ? undefined : reader.read(document.contents, 0);
    return { root, problems: [...problems, ...reader.problems] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'The document is nested too deeply to be read.';
    return { root: undefined, problems: [{ code: 'TOO_DEEP', message, span: { start: 0, end: 0 }, warning: false }] };
  }
}

/** A part of a document, read on its own. */
export interface ParsedBlock extends ParsedYaml {
  /** Where the root ends with the comments that belong to it. */
  readonly nodeEnd: number;
}

/**
 * Reads a text that is no whole document, as {@link parseYaml} does; its root lies `depth` levels deep in the document.
 * Undefined where it may mean something else in its document: it has aliases, or reads otherwise as libyaml does.
 */
export function parseBlock(text: string, depth: number): ParsedBlock | undefined {
  const plain = depth > deepestPlain ? undefined : readPlainBlocks(text);
  return plain === undefined ? parseAnyBlock(text, depth) : { ...plain, problems: [] };
}

/** {@link parseBlock} by the library alone. */
export function parseAnyBlock(text: string, depth: number): ParsedBlock | undefined {
  try {
    const { document, problems } = readTokens(new Parser().parse(text));
    if (document === undefined || isEmpty(document)) return undefined;
    if (mayBeLax(text, problems) && !readTokens(laxTokens(text)).problems.some(({ warning }) => !warning))
      return undefined;
    const reader = createReader(text);
    const root = reader.read(document.contents, depth);
    if (reader.hasAliases()) return undefined;
    return { root, problems: [...problems, ...reader.problems], nodeEnd: document.contents?.range[2] ?? 0 };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** Longer texts, and those with more problems, are not read a second time. */
const mostLax = { length: 1_000_000, problems: 500 };

function mayBeLax({ length }: string, problems: readonly YamlProblem[]): boolean {
  const isBroken = problems.some(({ warning }) => !warning);
  return isBroken && length <= mostLax.length && problems.length <= mostLax.problems;
}

interface ReadTokens {
  readonly document: Document.Parsed | undefined;
  readonly problems: readonly YamlProblem[];
}

function readTokens(tokens: Iterable<CST.Token>): ReadTokens {
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.2',
    strict: false,
    uniqueKeys: false,
    merge: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const [document, second] = [...composer.compose(tokens)] as Document.Parsed[];
  return { document, problems: [document, second].flatMap((one) => (one === undefined ? [] : problemsOf(one))) };
}

function* laxTokens(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  for (const lexeme of laxLexemes(text)) yield* parser.next(lexeme);
  yield* parser.end();
}

/** A document without content is a null scalar of no length to the library. */
function isEmpty({ contents }: Document.Parsed): boolean {
  return isScalar(contents) && contents.range[0] === contents.range[1] && contents.anchor === undefined;
}

function problemsOf(document: Document.Parsed): YamlProblem[] {
  const read = (warning: boolean) => (error: { code: string; message: string; pos: [number, number] }) => ({
    code: error.code,
    message: error.message,
    span: { start: error.pos[0], end: error.pos[1] },
    warning,
  });
  // Tags of other tools (!reference, !Ref) are theirs to judge.
  const warnings = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const errors = document.errors.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  return [...errors.map(read(false)), ...warnings.map(read(true))];
}

interface Reader {
  readonly problems: readonly YamlProblem[];
  hasAliases(): boolean;
  read(node: unknown, depth: number): YamlNode | undefined;
}

function createReader(text: string): Reader {
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
