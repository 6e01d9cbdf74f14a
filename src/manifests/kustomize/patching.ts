import { kinds } from '../../flux/kinds.ts';
import type { DeclaredObject, PatchSummary } from '../workspace/fileSummary.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { buildsOf } from './builds.ts';
import { componentsOf } from './kustomizations.ts';
import { takesFromHere } from './ownSource.ts';
import { fluxPart, patchParts, type PatchPart } from './patchParts.ts';
import { targetMeets, treeMeets, type PatchSubject } from './patchTarget.ts';
import { possiblePatches } from './possiblePatches.ts';

/** Parents' patches put patches into children; so many generations are followed. */
const deepest = 4;

/**
 * What patches put into an object of a file, in all ways in which it is built: those of kustomizations, of Components, of
 * the Flux Kustomizations that apply them, and those that parents' patches put into these. Where nothing tells what applies
 * the file, any Flux Kustomization's patches may; only those are left out where `certain` ones are wanted.
 */
export function partsFor(
  workspace: Workspace,
  path: string,
  subject: PatchSubject,
  generation = 0,
  only?: 'certain',
): readonly PatchPart[] {
  const found = new Set<PatchPart>();
  const take = (patches: readonly PatchSummary[], from: string): void => {
    for (const patch of patches) {
      if (patch.target !== undefined && !targetMeets(patch.target, subject)) continue;
      for (const part of patchParts(workspace, patch, from)) {
        if (patch.target !== undefined || (part.isObject && treeMeets(part.tree, subject))) found.add(part);
      }
    }
  };
  const seen = new Set<unknown>();
  const once = (patcher: unknown): boolean => !seen.has(patcher) && seen.add(patcher).size > 0;
  const builds = buildsOf(workspace, path);
  const isSure = builds.length > 0 && builds.every(({ applier }) => applier && takesFromHere(workspace, applier));
  if (!isSure && only === undefined) {
    for (const { patch, from } of possiblePatches(workspace)) if (from !== path) take([patch], from);
  }
  for (const { steps, applier } of builds) {
    for (const step of steps) {
      if (!once(step)) continue;
      for (const one of [...componentsOf(workspace, step), step]) take(one.patches, one.path);
    }
    if (applier?.fluxKustomization === undefined || !once(applier)) continue;
    for (const component of componentsOf(workspace, applier)) take(component.patches, component.path);
    take(applier.fluxKustomization.patches, applier.path);
    take(injectedPatches(workspace, applier, generation), applier.path);
  }
  return [...found];
}

const injected = new WeakMap<Workspace, Map<DeclaredObject, readonly PatchSummary[]>>();

/** The spec.patches that parents put into a Flux Kustomization. */
function injectedPatches(workspace: Workspace, object: DeclaredObject, generation: number): readonly PatchSummary[] {
  if (generation >= deepest || object.kindId !== kinds.kustomization) return [];
  const known = injected.get(workspace) ?? new Map<DeclaredObject, readonly PatchSummary[]>();
  injected.set(workspace, known);
  const patches =
    known.get(object) ??
    partsFor(workspace, object.path, object, generation + 1).flatMap((part) => fluxPart(part).patches);
  known.set(object, patches);
  return patches;
}
