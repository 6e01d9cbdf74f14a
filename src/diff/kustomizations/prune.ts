import { asText, valueAt } from '../../flux/fields.ts';
import { inventoryOf, type InventoryEntry } from '../../flux/inventory.ts';
import { kinds } from '../../flux/kinds.ts';
import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import { keptBy } from '../applier/markers.ts';
import { ownerLabels } from '../applier/normalise.ts';
import { kindIdOfObject, textsOf } from '../values/objects.ts';

/** What becomes of an object that left the build; `gone` if the cluster has it no more. */
export type Fate =
  { readonly action: 'prune' } | { readonly action: 'orphan'; readonly message: string } | { readonly action: 'gone' };

/**
 * What a Kustomization, as its new spec has it, does with a live object of its inventory that it no longer builds. Whatever
 * it does not delete leaves the inventory all the same.
 *
 * Rules: kustomize-controller, kustomization_controller.go (prune, deleteObjects); pkg/ssa, manager_delete.go.
 */
export function fateOf(live: JsonObject | undefined, kustomization: JsonObject): Fate {
  if (live === undefined) return { action: 'gone' };
  if (valueAt(kustomization, 'spec', 'prune') !== true) return { action: 'orphan', message: 'spec.prune is off' };
  return fateByLabels(live, kustomization);
}

function fateByLabels(live: JsonObject, kustomization: JsonObject): Fate {
  const labels = textsOf(live, 'labels');
  const owner = {
    name: asText(valueAt(kustomization, 'metadata', 'name')) ?? '',
    namespace: asText(valueAt(kustomization, 'metadata', 'namespace')) ?? '',
  };
  const isOurs = Object.entries(ownerLabels(owner)).every(([name, value]) => labels.get(name) === value);
  if (!isOurs)
    return { action: 'orphan', message: `its labels do not name Kustomization ${owner.namespace}/${owner.name}` };
  const marker = keptBy(live);
  return marker === undefined ? { action: 'prune' } : { action: 'orphan', message: `it is marked ${marker}` };
}

/** What follows from the deletion of an object: what is below it goes or stays, or there is nothing below. */
export type Cascade =
  /** All that its inventory names is deleted, as far as labels and markers let it. */
  | { readonly deletes: 'inventory'; readonly entries: readonly InventoryEntry[] }
  /** Helm uninstalls the release; what its inventory names goes with it. */
  | { readonly deletes: 'release'; readonly entries: readonly InventoryEntry[] }
  /** What it manages stays in the cluster without a manager. */
  | { readonly deletes: 'nothing'; readonly entries: readonly InventoryEntry[]; readonly message: string };

/**
 * What follows when a live Kustomization or HelmRelease is deleted; undefined for other kinds. Only the live object counts,
 * not what Git says of it.
 *
 * Rules: kustomize-controller, kustomization_controller.go (finalizerShouldDeleteResources); helm-controller,
 * helmrelease_controller.go (reconcileDelete).
 */
export function cascadeOf(live: JsonObject): Cascade | undefined {
  const id = kindIdOfObject(live);
  const entries = inventoryOf(live);
  const isSuspended = valueAt(live, 'spec', 'suspend') === true;
  if (id === kinds.helmRelease) {
    if (isSuspended) return { deletes: 'nothing', entries, message: 'it is suspended' };
    return { deletes: 'release', entries };
  }
  if (id !== kinds.kustomization) return undefined;
  if (isSuspended) return { deletes: 'nothing', entries, message: 'it is suspended' };
  const policy = asText(valueAt(live, 'spec', 'deletionPolicy')) ?? 'MirrorPrune';
  if (policy === 'Delete' || policy === 'WaitForTermination') return { deletes: 'inventory', entries };
  if (policy !== 'MirrorPrune') return { deletes: 'nothing', entries, message: `its deletionPolicy is ${policy}` };
  if (valueAt(live, 'spec', 'prune') === true) return { deletes: 'inventory', entries };
  return { deletes: 'nothing', entries, message: 'its spec.prune is off' };
}

/** What becomes of an object below a Kustomization that is deleted with all that it manages: see {@link cascadeOf}. */
export function fateBelow(live: JsonObject | undefined, deleted: JsonObject): Fate {
  return live === undefined ? { action: 'gone' } : fateByLabels(live, deleted);
}

/**
 * Which Kustomization takes over an object that another one would prune or orphan: the one that builds it now. Which of the
 * two comes first is open, so the object may be deleted and created anew.
 */
export function movedTo(
  left: ObjectKey,
  from: ObjectKey,
  builds: ReadonlyMap<ObjectKey, ReadonlySet<ObjectKey>>,
): ObjectKey | undefined {
  for (const [kustomization, built] of builds) if (kustomization !== from && built.has(left)) return kustomization;
  return undefined;
}
