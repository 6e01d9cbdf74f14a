import { plainText } from '../../base/plainText.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';

/** An object in a sentence: `Kustomization/shop/apps`. */
export function named(key: ObjectKey): string {
  const { kind, namespace, name } = parseKey(key);
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** Flux's words at the end of a sentence: one line, with a full stop. */
export function quoted(message: string): string {
  const line = plainText(message, 400).replace(/[.:;,\s]+$/, '');
  return line === '' ? 'Flux does not say why.' : `${line}.`;
}

/** A commit in a sentence. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}

/** `1 Kustomization`, `3 Kustomizations`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
