import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IRawGrammar } from 'vscode-textmate';

const { loadWASM, OnigScanner, OnigString } = oniguruma;
const { INITIAL, Registry, parseRawGrammar } = textmate;

/** A piece of a text and its scopes, outermost first, without the grammar's own. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Divides a text into tokens. */
export type Tokenizer = (text: string) => readonly Token[];

/** The grammar of a file, as VS Code reads it. */
export function grammarFile(path: string): IRawGrammar {
  return parseRawGrammar(readFileSync(path, 'utf8'), path);
}

let wasm: Promise<void> | undefined;

/** The grammars that a tokenizer works with. */
export interface Grammars {
  /** The checkout's folder, where Sluice's own are. */
  readonly root: string;
  /** The grammars that Sluice's are injected into, by scope. */
  readonly hosts: Readonly<Record<string, IRawGrammar>>;
}

/** A tokenizer for the language of `scope`. */
export async function tokenizerOf(scope: string, { root, hosts }: Grammars): Promise<Tokenizer> {
  const file = readFileSync(join(root, 'node_modules', 'vscode-oniguruma', 'release', 'onig.wasm'));
  await (wasm ??= loadWASM(Uint8Array.from(file).buffer));
  const injected = ['fluxText', 'fluxComment'].map((name) =>
    grammarFile(join(root, 'syntaxes', `${name}.tmLanguage.json`)),
  );
  const all = new Map([...Object.entries(hosts), ...injected.map((one) => [one.scopeName, one] as const)]);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new OnigScanner(sources),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: (name) => Promise.resolve(all.get(name)),
    getInjections: (name) => (name === scope ? injected.map(({ scopeName }) => scopeName) : undefined),
  });
  const grammar = await registry.loadGrammar(scope);
  if (grammar === null) throw new Error(`There is no grammar ${scope}.`);
  return (text) => tokensOf(grammar, text);
}

function tokensOf(grammar: IGrammar, text: string): readonly Token[] {
  const found: Token[] = [];
  let state = INITIAL;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.push({ text: line.slice(startIndex, endIndex), scopes: scopes.slice(1) });
    }
  }
  return found;
}

/** What Sluice's grammar set off, as `text:scope` with the innermost scope's first two words: `${:punctuation.definition`. */
export function marksOf(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap(({ text, scopes }) => {
    const scope = scopes.findLast((name) => /\.(flux|sops)$/.test(name) && !name.startsWith('meta.'));
    return scope === undefined || text.trim() === '' ? [] : [`${text} ${scope.split('.').slice(0, 2).join('.')}`];
  });
}
