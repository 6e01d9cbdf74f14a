import { Uri } from 'vscode';
import type { Declaration } from '../../flux/declaration.ts';
import { asObject, asText } from '../../flux/fields.ts';
import type { KindId } from '../../flux/object.ts';
import type { CommandTarget } from './table.ts';

/**
 * Reads the arguments that VS Code passes: a menu of the tree gives the clicked element and the selection, a menu of
 * an editor gives a Uri, our own links give a path id, lenses an object as it is declared (`LensObject`
 * of language/lens.ts).
 */
export function parseTarget(args: readonly unknown[]): CommandTarget {
  const [first, second] = args;
  const clicked = typeof first === 'string' ? [first] : [];
  const selected = Array.isArray(second) ? second.filter((item) => typeof item === 'string') : [];
  return {
    nodes: [...new Set([...clicked, ...selected])],
    document: first instanceof Uri ? first.toString() : undefined,
    declared: first instanceof Uri ? undefined : parseDeclared(first),
  };
}

function parseDeclared(argument: unknown): Declaration | undefined {
  const { kindId, name, namespace } = asObject(argument) ?? {};
  const [id, named] = [asText(kindId), asText(name)];
  if (id?.includes('/') !== true || named === undefined) return undefined;
  return { kindId: id as KindId, name: named, namespace: asText(namespace) };
}
