import { kinds } from '../../flux/kinds.ts';
import type { DeclaredObject } from '../workspace/fileSummary.ts';
import { declaredObjects, referencesTo } from '../workspace/objects.ts';
import { isWithin, resolvePath } from '../workspace/paths.ts';
import { rootOf, type Workspace } from '../workspace/workspace.ts';

/**
 * The Flux Kustomizations that apply a folder by way of an ArtifactGenerator, which copies it out of the repository into
 * an artifact of its own. Assumes that the generator's sources are the repository that it stands in.
 */
export function artifactAppliers(workspace: Workspace, folder: string): DeclaredObject[] {
  return declaredObjects(workspace, kinds.artifactGenerator).flatMap((generator) => {
    const root = rootOf(workspace, generator.path);
    if (root === undefined || !isWithin(folder, root)) return [];
    return (generator.artifacts ?? []).flatMap(({ name, copies }) => {
      const places = copies.flatMap(({ from, to }) => {
        const source = resolvePath(root, from);
        return isWithin(folder, source) ? [resolvePath('/', `${to}/${folder.slice(source.length)}`)] : [];
      });
      return referencesTo(workspace, kinds.externalArtifact, name).flatMap(({ object }) => {
        const path = object.fluxKustomization?.path?.text;
        return path !== undefined && places.includes(resolvePath('/', path)) ? [object] : [];
      });
    });
  });
}

/** The folders of the repository that a path within an artifact may be copied from. */
export function copiedFrom(workspace: Workspace, artifact: string, path: string): string[] {
  const wanted = resolvePath('/', path);
  return declaredObjects(workspace, kinds.artifactGenerator).flatMap((generator) => {
    const root = rootOf(workspace, generator.path);
    const copies = generator.artifacts?.find(({ name }) => name === artifact)?.copies ?? [];
    if (root === undefined) return [];
    return copies.flatMap(({ from, to }) => {
      const target = resolvePath('/', to);
      if (!isWithin(wanted, target)) return [];
      return [resolvePath(root, `${from}/${target === '/' ? wanted : wanted.slice(target.length)}`)];
    });
  });
}
