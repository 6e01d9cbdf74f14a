import type { ContextInfo } from '../cluster/kubeconfig/kubeconfig.ts';
import { plainText } from '../base/plainText.ts';

/** One line of what a person agrees to; the words for each code are in texts.ts. */
export interface AgreementFact {
  readonly code:
    'context' | 'server' | 'proxy' | 'serverName' | 'insecure' | 'files' | 'command' | 'variables' | 'noCommand';
  /** What it is about, for people; empty where the code says all. */
  readonly text: string;
}

/** A dialog holds no more; UTF-16 units of a line. */
const maxFacts = 40;
const maxLength = 1000;

/** What using these contexts comes to. `complete` tells whether all of it is there, none of it cut. */
export function agreementFacts(contexts: readonly ContextInfo[]): {
  readonly facts: readonly AgreementFact[];
  readonly complete: boolean;
} {
  const facts = contexts.flatMap(factsOf);
  const complete = facts.length <= maxFacts && facts.every(({ text }) => text.length <= maxLength);
  return {
    facts: facts.slice(0, maxFacts).map(({ code, text }) => ({ code, text: plainText(text, maxLength) })),
    complete,
  };
}

function factsOf({ name, access }: ContextInfo): AgreementFact[] {
  const { server, proxy, serverName, insecure, files, exec } = access;
  const fact = (code: AgreementFact['code'], words: readonly string[]): AgreementFact[] =>
    words.length > 0 ? [{ code, text: words.map(quote).join(' ') }] : [];
  return [
    ...fact('context', [name]),
    ...fact('server', [server]),
    ...fact('proxy', proxy === undefined ? [] : [proxy]),
    ...fact('serverName', serverName === undefined ? [] : [serverName]),
    ...(insecure ? [{ code: 'insecure', text: '' } as const] : []),
    ...fact('files', files),
    ...(exec ? fact('command', [exec.command, ...exec.args]) : [{ code: 'noCommand', text: '' } as const]),
    ...fact('variables', exec?.env.map((variable) => `${variable.name}=${variable.value}`) ?? []),
  ];
}

/** A word as it is, or in double quotes with JSON's escapes if anything in it could be taken for something else. */
export function quote(word: string): string {
  if (/^[\w@%+=:,./\\~*[\]-]+$/.test(word)) return word;
  return JSON.stringify(word).replace(/[\p{C}\p{M}]|(?! )\p{Z}| (?= )/gu, escape);
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
