import { Uri } from 'vscode';
import type { CommandTarget } from './table.ts';

/**
 * Reads the arguments that VS Code passes: a menu of the tree gives the clicked element and the selection, a menu of
 * an editor gives a Uri, our own links give a path id.
 */
export function parseTarget(args: readonly unknown[]): CommandTarget {
  const [first, second] = args;
  const clicked = typeof first === 'string' ? [first] : [];
  const selected = Array.isArray(second) ? second.filter((item) => typeof item === 'string') : [];
  return {
    nodes: [...new Set([...clicked, ...selected])],
    document: first instanceof Uri ? first.toString() : undefined,
  };
}
