import { kinds } from '../../flux/kinds.ts';
import type { KindId } from '../../flux/object.ts';
import { asMap, entryOf } from '../yaml/node.ts';
import type { PatchSummary } from '../workspace/fileSummary.ts';
import { summarisePatches } from '../workspace/summarisePatches.ts';
import { allFiles, type Workspace } from '../workspace/workspace.ts';
import { patchParts, type PatchPart } from './patchParts.ts';
import { targetMeets } from './patchTarget.ts';
import { fieldsOf, type SuppliedFields } from './supplied.ts';

/** Parents' patches put patches into children; so many generations are followed. */
const deepest = 3;

const kept = new WeakMap<Workspace, Map<KindId, SuppliedFields>>();

/**
 * The fields that some Flux Kustomization's patch puts into objects of a kind, whatever their names: the defaults that a
 * parent gives to all its Kustomizations or HelmReleases. For objects of which it is not known what applies them.
 */
export function suppliedSomewhere(workspace: Workspace, kindId: KindId, apiVersion: string): SuppliedFields {
  const known = kept.get(workspace) ?? new Map<KindId, SuppliedFields>();
  kept.set(workspace, known);
  const made = known.get(kindId) ?? fieldsOf(partsFor(workspace, kindId, apiVersion));
  known.set(kindId, made);
  return made;
}

function partsFor(workspace: Workspace, kindId: KindId, apiVersion: string): PatchPart[] {
  const found: PatchPart[] = [];
  const take = (patches: readonly PatchSummary[], from: string, depth: number): void => {
    for (const patch of patches) {
      const parts = patchParts(workspace, patch, from);
      if (meets(patch, kindId, apiVersion)) found.push(...parts);
      if (depth >= deepest || !meets(patch, kinds.kustomization, 'kustomize.toolkit.fluxcd.io/v1')) continue;
      for (const { tree, place } of parts) {
        take(summarisePatches(asMap(entryOf(tree, 'spec')?.value), place), from, depth + 1);
      }
    }
  };
  for (const { path, documents } of allFiles(workspace)) {
    for (const { objects } of documents) {
      for (const { fluxKustomization } of objects) take(fluxKustomization?.patches ?? [], path, 0);
    }
  }
  return found;
}

/** Whether a patch is for objects of the kind in general, not for one by its name. */
function meets({ target }: PatchSummary, kindId: KindId, apiVersion: string): boolean {
  if (target?.kind === undefined || (target.name !== undefined && /^[\w.-]*$/.test(target.name))) return false;
  const { group, version, kind } = target;
  const general = { kind, ...(group !== undefined && { group }), ...(version !== undefined && { version }) };
  return targetMeets(general, { kindId, apiVersion, name: undefined, namespace: undefined });
}
