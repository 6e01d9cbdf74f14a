import type { Path, YamlNode } from '../yaml/node.ts';
import { resolved, keyName } from '../yaml/node.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PatchSubject } from './patchTarget.ts';
import type { PatchPart } from './patchParts.ts';
import { partsFor } from './patching.ts';
import { transformedPaths } from './transformed.ts';

/** The fields of an object that others give: see suppliedFields. */
export interface SuppliedFields {
  /** Whether a value is put there, or below. List items are not told apart: a list is supplied as a whole. */
  has(path: Path): boolean;
  /** All of them, each as `/` and its steps: to tell whether two are the same. */
  readonly paths: ReadonlySet<string>;
}

const nothing: SuppliedFields = { has: () => false, paths: new Set() };

/** Several rules ask for the same object. */
const kept = new WeakMap<Workspace, Map<string, SuppliedFields>>();

/** So many entries of patches are looked at. */
const mostEntries = 5_000;

/**
 * The fields that patches and transformers put into an object of a file: what kustomizations, Components and parents' Flux
 * Kustomizations give it need not be written in it. `certain`: without what parents that are not known may give.
 */
export function suppliedFields(
  workspace: Workspace,
  path: string,
  subject: PatchSubject,
  only?: 'certain',
): SuppliedFields {
  const known = kept.get(workspace) ?? new Map<string, SuppliedFields>();
  kept.set(workspace, known);
  const { kindId, apiVersion, name, namespace, labels, annotations } = subject;
  const key = JSON.stringify([path, kindId, apiVersion, name, namespace, labels, annotations, only]);
  const made =
    known.get(key) ?? fieldsOf(partsFor(workspace, path, subject, 0, only), transformedPaths(workspace, path, kindId));
  known.set(key, made);
  return made;
}

/** The fields that parts of patches put there, together with further paths, each as `/` and its steps. */
export function fieldsOf(parts: readonly PatchPart[], further: readonly string[] = []): SuppliedFields {
  if (parts.length === 0 && further.length === 0) return nothing;
  const supplied = new Set(further);
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
  const written = (steps: Path) => steps.map((step) => `/${step}`).join('');
  const has = (wanted: Path) =>
    supplied.has(written(wanted)) ||
    supplied.has(written(wanted.map((step) => (typeof step === 'number' ? '*' : step))));
  return { has, paths: supplied };
}
