import { Lexer } from 'yaml';

/** What of the library's lexer is relied on here. Its types keep it private; tests hold what is made of it. */
interface LexerState {
  readonly buffer: string;
  readonly pos: number;
  readonly flowLevel: number;
  /** How far the next line has to be indented to belong to the current value. */
  indentNext: number;
  /** Where a scalar goes on in the line at `offset`; -1 if it ends before. */
  continueScalar(offset: number): number;
}

/**
 * The lexical tokens of a text as libyaml cuts them, and with it Go's YAML, kubectl, kustomize and the API server. It is
 * laxer than the specification, which the library follows: lines within quotes, braces and brackets may be indented as
 * they like, and an alias ends before a colon (`*app: x`), as its name is of letters, digits, `_` and `-`.
 */
export function* laxLexemes(text: string): Generator<string, void> {
  for (const lexeme of laxLexer().lex(text)) {
    if (lexeme.length > 2 && lexeme.startsWith('*') && lexeme.endsWith(':')) {
      yield lexeme.slice(0, -1);
      yield ':';
    } else yield lexeme;
  }
}

function laxLexer(): Lexer {
  const lexer = new Lexer();
  const state = lexer as unknown as LexerState;
  const continued = state.continueScalar.bind(lexer);
  state.continueScalar = (offset) => {
    const quote = state.buffer[state.pos];
    if (quote !== '"' && quote !== "'") return continued(offset);
    return /^(?:---|\.\.\.)(?:\s|$)/.test(state.buffer.slice(offset, offset + 4)) ? -1 : offset;
  };
  let { indentNext } = state;
  Object.defineProperty(lexer, 'indentNext', {
    get: () => (state.flowLevel > 0 ? 0 : indentNext),
    set: (value: number) => (indentNext = value),
  });
  return lexer;
}
