import type { Path, YamlNode } from '../yaml/node.ts';
import { resolved, keyName } from '../yaml/node.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PatchSubject } from './patchTarget.ts';
import { partsFor } from './patching.ts';

/** The fields of an object that others give: see suppliedFields. */
export interface SuppliedFields {
  /** Whether a value is put there, or below. List items are not told apart: a list is supplied as a whole. */
  has(path: Path): boolean;
  /** All of them, each as `/` and its steps: to tell whether two are the same. */
  readonly paths: ReadonlySet<string>;
}

const nothing: SuppliedFields = { has: () => false, paths: new Set() };

/** So many entries of patches are looked at. */
const mostEntries = 5_000;

/**
 * The fields that patches put into an object of a file: what kustomizations, Components and parents' Flux Kustomizations
 * patch into it need not be written in it.
 */
export function suppliedFields(workspace: Workspace, path: string, subject: PatchSubject): SuppliedFields {
  const parts = partsFor(workspace, path, subject);
  if (parts.length === 0) return nothing;
  const supplied = new Set<string>();
  let left = mostEntries;
  const collect = (node: YamlNode | undefined, at: string): void => {
    const map = resolved(node);
    if (map?.type !== 'map') return;
    for (const { key, value } of map.entries) {
      if (--left < 0) return;
      const below = `${at}/${keyName(key)}`;
      supplied.add(below);
      collect(value, below);
    }
  };
  for (const { tree } of parts) collect(tree, '');
  return { has: (wanted) => supplied.has(wanted.map((step) => `/${step}`).join('')), paths: supplied };
}
