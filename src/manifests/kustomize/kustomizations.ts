import { kustomizationFileNames } from '../contentRole.ts';
import type { DeclaredObject, KustomizationSummary, PathUse } from '../workspace/fileSummary.ts';
import { indexKey } from '../workspace/indexEntries.ts';
import { declaredObjects } from '../workspace/objects.ts';
import { declares } from '../workspace/uses.ts';
import { fileNameOf, folderOf, resolvePath } from '../workspace/paths.ts';
import { isRemote, kustomizeFolder } from '../workspace/remote.ts';
import { entriesAt, rootOf, type Workspace } from '../workspace/workspace.ts';
import { artifactAppliers } from './artifacts.ts';

/** The kustomization or Component that kustomize finds in a folder: of several files the first by its order. */
export function kustomizationIn(workspace: Workspace, folder: string): KustomizationSummary | undefined {
  const found = entriesAt(workspace, indexKey.stands(folder)).flatMap(({ kustomization }) => kustomization ?? []);
  for (const name of kustomizationFileNames) {
    const one = found.find(({ path }) => fileNameOf(path) === name);
    if (one !== undefined) return one;
  }
  return undefined;
}

/** A kustomization, or a Flux Kustomization by its spec.components, that names a path. */
export interface Includer {
  readonly use: PathUse;
  readonly kustomization?: KustomizationSummary;
  readonly applier?: DeclaredObject;
}

/** Who names a file or folder as something to build: a resource or a component. */
export function includersOf(workspace: Workspace, path: string): readonly Includer[] {
  return entriesAt(workspace, indexKey.names(path)).flatMap(
    ({ path: from, kustomization, object, use }): Includer[] => {
      if (use !== 'resource' && use !== 'component') return [];
      if (kustomization !== undefined) return [{ use, kustomization }];
      if (object === undefined) return [];
      const appliers = declares(workspace, from) ? [object] : patchedBy(workspace, object);
      return appliers.map((applier) => ({ use, applier }));
    },
  );
}

/**
 * The Flux Kustomizations whose spec.path is a folder: by what they say themselves, by a patch file that gives them the
 * path, or by an ArtifactGenerator's copy.
 */
export function appliersAt(workspace: Workspace, folder: string): readonly DeclaredObject[] {
  const direct = entriesAt(workspace, indexKey.applies(folder)).flatMap(({ path, object }) => {
    if (object === undefined) return [];
    return declares(workspace, path) ? [object] : patchedBy(workspace, object);
  });
  const copied = artifactAppliers(workspace, folder);
  // One whose source is a generated artifact means the artifact's paths, not the repository's.
  const own = copied.length === 0 ? direct : direct.filter((object) => !copied.includes(object));
  return [...own, ...copied];
}

/**
 * The Components that a kustomization, or a Flux Kustomization, names: those of this workspace, inner ones before those
 * that name them, each once.
 */
export function componentsOf(
  workspace: Workspace,
  of: KustomizationSummary | DeclaredObject,
): readonly KustomizationSummary[] {
  const seen = new Set<string>();
  const found: KustomizationSummary[] = [];
  const follow = (from: KustomizationSummary | DeclaredObject, depth: number): void => {
    for (const folder of depth > deepest ? [] : componentFolders(workspace, from)) {
      const component = kustomizationIn(workspace, folder);
      if (component === undefined || seen.has(component.path)) continue;
      seen.add(component.path);
      follow(component, depth + 1);
      found.push(component);
    }
  };
  follow(of, 0);
  return found;
}

/** The objects that a patch file's object is for, as far as kind and name tell; those with a path of their own keep it. */
function patchedBy(workspace: Workspace, { kindId, name }: DeclaredObject): DeclaredObject[] {
  return declaredObjects(workspace, kindId, name).filter(
    ({ fluxKustomization }) => fluxKustomization?.path === undefined,
  );
}

/** Components nested deeper than this are not followed further. */
const deepest = 60;

function componentFolders(workspace: Workspace, of: KustomizationSummary | DeclaredObject): string[] {
  if ('paths' in of) {
    const named = of.paths.filter(({ use, text }) => use === 'component' && !isRemote(text));
    return named.map(({ text }) => resolvePath(folderOf(of.path), text));
  }
  const folder = kustomizeFolder(rootOf(workspace, of.path) ?? '/', of.fluxKustomization?.path?.text);
  if (folder === undefined) return [];
  return (of.fluxKustomization?.components ?? []).map(({ text }) => resolvePath(folder, text));
}
