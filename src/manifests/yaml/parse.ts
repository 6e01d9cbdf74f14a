import { Composer, Parser, type CST, type Document } from 'yaml';
import { laxLexemes } from './laxLexemes.ts';
import { createNodeReader, isEmpty } from './libraryNodes.ts';
import type { YamlNode } from './node.ts';
import { readPlainBlocks } from './plainBlocks.ts';
import { problemsOf, type YamlProblem } from './problem.ts';

/** A text read as one YAML document: as much of it as can be read, and what is wrong. */
export interface ParsedYaml {
  /** Absent where nothing but comments is written. */
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** A block this deep is not read by its lines: that reader would count its depth from the block. */
const deepestPlain = 80;

/**
 * Reads one document. Never throws: a text that is too deep for the parser yields no root and the problem `TOO_DEEP`.
 * What only libyaml reads is read as it does (laxLexemes.ts). Plain scalars mean what they mean to the API server
 * (plainScalar.ts). Duplicate keys are kept, and no problem here.
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
    const reader = createNodeReader(text);
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
    const reader = createNodeReader(text);
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
