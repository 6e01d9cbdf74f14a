import { plainText } from '../../base/plainText.ts';

/** Flux's words at the end of a sentence: one line, with a full stop. */
export function quoted(message: string): string {
  const line = plainText(message, 400).replace(/[.:;,\s]+$/, '');
  return line === '' ? 'Flux does not say why.' : `${line}.`;
}

/** A commit in a sentence. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}
