import type { KindId } from '../../flux/object.ts';
import type { PatchSummary } from '../workspace/fileSummary.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { patchParts } from './patchParts.ts';
import { targetMeets } from './patchTarget.ts';
import { possiblePatches } from './possiblePatches.ts';
import { fieldsOf, type SuppliedFields } from './supplied.ts';

const kept = new WeakMap<Workspace, Map<KindId, SuppliedFields>>();

/**
 * The fields that some Flux Kustomization's patch puts into objects of a kind, whatever their names: the defaults that a
 * parent gives to all its Kustomizations or HelmReleases. For objects of which it is not known what applies them.
 */
export function suppliedSomewhere(workspace: Workspace, kindId: KindId, apiVersion: string): SuppliedFields {
  const known = kept.get(workspace) ?? new Map<KindId, SuppliedFields>();
  kept.set(workspace, known);
  const made =
    known.get(kindId) ??
    fieldsOf(
      possiblePatches(workspace)
        .filter(({ patch }) => isFor(patch, kindId, apiVersion))
        .flatMap(({ patch, from }) => patchParts(workspace, patch, from)),
    );
  known.set(kindId, made);
  return made;
}

/** Whether a patch is for objects of the kind in general, not for one by its name. */
function isFor({ target }: PatchSummary, kindId: KindId, apiVersion: string): boolean {
  if (target?.kind === undefined || (target.name !== undefined && /^[\w.-]*$/.test(target.name))) return false;
  const { group, version, kind } = target;
  const general = { kind, ...(group !== undefined && { group }), ...(version !== undefined && { version }) };
  return targetMeets(general, { kindId, apiVersion, name: undefined, namespace: undefined });
}
