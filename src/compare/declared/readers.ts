import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, parseKey, type ObjectKey } from '../../flux/object.ts';
import { entryFolders } from '../../manifests/kustomize/entryFolders.ts';
import { appliersAt, includersOf, kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { RepositoryAt } from './repositoryAt.ts';

type Where = Pick<RepositoryAt, 'root' | 'workspace'>;

/** The Kustomizations that build one of these files (from the root), and those that one of them declares. */
export function kustomizationsReading({ root, workspace }: Where, paths: readonly string[]): readonly DeclaredObject[] {
  const full = paths.map((path) => `${root}/${path}`);
  const reading = full.flatMap((path) => entryFolders(workspace, path).flatMap((at) => appliersAt(workspace, at)));
  const own = declaredObjects(workspace, kinds.kustomization).filter(({ path }) => full.includes(path));
  return [...new Set([...reading, ...own])];
}

/** The folders (from the root) whose kustomizations build one of these files, where neither others nor Flux name them. */
export function foldersReading({ root, workspace }: Where, paths: readonly string[]): readonly string[] {
  const tops = paths.flatMap((path) => {
    const folders = entryFolders(workspace, `${root}/${path}`);
    if (folders.some((folder) => appliersAt(workspace, folder).length > 0)) return [];
    return folders.filter((at) => kustomizationIn(workspace, at) && includersOf(workspace, at).length === 0);
  });
  return [...new Set(tops.map((folder) => folder.slice(root.length + 1)))];
}

/** The Kustomizations that these objects are, or that take variables from them. */
export function readersOfObjects({ workspace }: Where, objects: readonly ObjectKey[]): readonly DeclaredObject[] {
  const all = declaredObjects(workspace, kinds.kustomization);
  const found = objects.flatMap((key) => {
    const { name } = parseKey(key);
    const kindId = kindIdOf(key);
    if (kindId === kinds.kustomization) return declaredObjects(workspace, kinds.kustomization, name);
    return all.filter(({ fluxKustomization }) =>
      fluxKustomization?.substituteFrom.some((one) => one.kindId === kindId && one.text === name),
    );
  });
  return [...new Set(found)];
}

/** What a declaration of another state of the same repository is in this one. */
export function sameIn({ workspace }: Where, { path, name, namespace }: DeclaredObject): readonly DeclaredObject[] {
  const named = declaredObjects(workspace, kinds.kustomization, name);
  return named.filter((one) => one.path === path && one.namespace === namespace);
}
