import { plainText } from '../../base/plainText.ts';

/** Flux's words at the end of a sentence: one line, with a full stop. */
export function asSentence(message: string): string {
  const line = plainText(message, 400).replace(/[.:;,\s]+$/, '');
  return line === '' ? 'Flux does not say why.' : `${line}.`;
}
