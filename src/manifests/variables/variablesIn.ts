import type { Span } from '../yaml/node.ts';

/**
 * What an expression does with its variable, by its operator: `${A}` and the transformations (`${#A}`, `${A^^}`,
 * `${A/x/y}`, `${A:1:2}`...) need a value; those that give a default (`${A:=x}`, `${A:-x}`, `${A=x}`, and by the same
 * function `${A:+x}` and `${A:?x}`) do not.
 */
export type Operator = '' | '=' | ':=' | ':-' | ':+' | ':?' | '#' | '##' | '%' | '%%' | '^' | ',' | '/' | ':';

/** An expression `${...}` in a text. Spans count from the text's start. */
export interface VariableUse {
  readonly name: string;
  /** From the dollar to the brace; of an escaped one from its first dollar. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly operator: Operator;
  /** The text behind an operator that gives a default, if it is no expression itself; empty if there is none. */
  readonly default?: string;
  /** Written `$${...}`: it stays as `${...}` and names no variable. */
  readonly escaped: boolean;
}

/** An expression that cannot be read: the build of the whole Kustomization fails on it. */
export interface BadSubstitution {
  readonly span: Span;
  readonly reason: 'name' | 'brace' | 'expression';
}

export interface Substitutions {
  /** In the order of their ends: inner expressions before those that they stand in. */
  readonly uses: readonly VariableUse[];
  readonly bad: readonly BadSubstitution[];
}

/** Expressions within expressions beyond this depth are not read. */
const deepest = 50;

const none: Substitutions = { uses: [], bad: [] };

/** Whether a text may hold an expression at all. */
export function mayHaveVariables(text: string): boolean {
  return text.includes('${');
}

/** The expressions of a text that are not escaped and could be read. */
export function variablesIn(text: string): readonly VariableUse[] {
  return substitutionsIn(text).uses;
}

/**
 * Reads the expressions of a text as kustomize-controller 1.9 does (fluxcd/pkg envsubst/parse): two dollars are one
 * that begins nothing, `$NAME` is text, and what follows `${` is a name, an operator and its arguments. In linear time:
 * behind an expression that cannot be read it goes on where reading stopped.
 */
export function substitutionsIn(text: string): Substitutions {
  if (!mayHaveVariables(text)) return none;
  const uses: VariableUse[] = [];
  const bad: BadSubstitution[] = [];
  let at = text.indexOf('$');
  while (at >= 0 && at < text.length) {
    if (text.startsWith('$$', at)) {
      const escape = text.charAt(at + 2) === '{' ? readEscaped(text, at) : undefined;
      if (escape !== undefined) uses.push(escape);
      at += 2;
    } else if (text.startsWith('${', at)) {
      const reader = createReader(text, at, uses);
      const reason = reader.readExpression(0);
      if (reason !== undefined) bad.push({ span: { start: at, end: Math.max(reader.position(), at + 2) }, reason });
      at = Math.max(reader.position(), at + 2);
    } else {
      at++;
    }
    at = text.indexOf('$', at);
  }
  return { uses, bad };
}

function readEscaped(text: string, start: number): VariableUse | undefined {
  const match = /^[\p{L}\p{Nd}_]+/u.exec(text.slice(start + 3, start + 300));
  if (match === null) return undefined;
  const nameSpan = { start: start + 3, end: start + 3 + match[0].length };
  const close = text.indexOf('}', nameSpan.end);
  const end = close < 0 || close > nameSpan.end + 300 ? nameSpan.end : close + 1;
  return { name: match[0], span: { start, end }, nameSpan, operator: '', escaped: true };
}

type Failure = BadSubstitution['reason'] | undefined;

interface Reader {
  position(): number;
  /** Reads from `${` at the position to behind its brace. */
  readExpression(depth: number): Failure;
}

function createReader(text: string, start: number, uses: VariableUse[]): Reader {
  let at = start;
  const peek = (): string => text.charAt(at);

  const takeWhile = (accepts: (character: string) => boolean): string => {
    const from = at;
    while (at < text.length) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (!accepts(character)) break;
      at += character.length;
    }
    return text.slice(from, at);
  };

  const close = (): Failure => {
    if (peek() !== '}') return 'brace';
    at++;
    return undefined;
  };

  /** One argument: an expression, or text up to one or to what ends the argument. Never empty. */
  const readArgument = (ends: string, escapes: boolean, depth: number): Failure => {
    if (text.startsWith('${', at)) return readExpression(depth + 1);
    const from = at;
    while (at < text.length && !text.startsWith('${', at)) {
      const isEscape = escapes && (text.startsWith('$$', at) || /^\\[/\\]/.test(text.slice(at, at + 2)));
      if (!isEscape && ends.includes(peek())) break;
      at += isEscape ? 2 : 1;
    }
    return at === from ? 'expression' : undefined;
  };

  const readOperator = (depth: number): { operator: Operator; default?: string; failure?: Failure } => {
    const from = at;
    const colonFirst = /^:[-=?+]/.exec(text.slice(at, at + 2))?.[0];
    if (peek() === '=' || colonFirst !== undefined) {
      const operator = (colonFirst ?? '=') as Operator;
      at += operator.length;
      return readDefault(operator, depth);
    }
    switch (peek()) {
      case ':': {
        at++;
        const failure = readArgument(':}', false, depth);
        if (failure !== undefined || peek() !== ':') return { operator: ':', failure: failure ?? close() };
        takeWhile((character) => character === ':');
        return { operator: ':', failure: readArgument('}', false, depth) ?? close() };
      }
      case ',':
      case '^': {
        at += /^[,^]{2}/.test(text.slice(at, at + 2)) ? 2 : 1;
        return { operator: text.charAt(from) as Operator, failure: close() };
      }
      case '#':
      case '%': {
        const one = peek();
        at += text.charAt(at + 1) === one ? 2 : 1;
        return { operator: text.slice(from, at) as Operator, failure: readArgument('}', false, depth) ?? close() };
      }
      case '/': {
        at += '/#%'.includes(text.charAt(at + 1)) && at + 1 < text.length ? 2 : 1;
        const failure = readArgument('/', true, depth);
        if (failure !== undefined || takeWhile((character) => character === '/') === '') {
          return { operator: '/', failure: failure ?? 'expression' };
        }
        return { operator: '/', failure: peek() === '}' ? close() : (readArgument('}', true, depth) ?? close()) };
      }
      default:
        return { operator: '', failure: close() };
    }
  };

  const readDefault = (
    operator: Operator,
    depth: number,
  ): { operator: Operator; default?: string; failure?: Failure } => {
    const from = at;
    let literal = true;
    while (peek() !== '}') {
      literal &&= !text.startsWith('${', at);
      const failure = at >= text.length ? 'brace' : readArgument('}', false, depth);
      if (failure !== undefined) return { operator, failure };
    }
    const value = text.slice(from, at);
    at++;
    return literal ? { operator, default: value } : { operator };
  };

  const readExpression = (depth: number): Failure => {
    const from = at;
    at += 2;
    if (depth > deepest) return 'expression';
    const length = peek() === '#';
    if (length) at++;
    const nameStart = at;
    const name = takeWhile((character) => /[\p{L}\p{Nd}_]/u.test(character));
    if (name === '') return length ? 'expression' : 'name';
    const nameSpan = { start: nameStart, end: at };
    const { failure, ...read } = length ? { operator: '#' as const, failure: close() } : readOperator(depth);
    if (failure !== undefined) return failure;
    uses.push({ name, span: { start: from, end: at }, nameSpan, ...read, escaped: false });
    return undefined;
  };

  return { position: () => at, readExpression };
}

/** Whether the build fails where the variable has no value, under strict substitution (the default since Flux 2.9). */
export function needsValue({ operator, escaped }: VariableUse): boolean {
  return !escaped && !['=', ':=', ':-', ':+', ':?'].includes(operator);
}
