import { kinds } from '../flux/kinds.ts';
import { concernsKustomizations } from '../flux/kustomizationsOf.ts';
import type { FluxObject, KindId } from '../flux/object.ts';
import { ownerOf } from '../flux/owner.ts';
import { reconcileOrder, refuseReconcile } from '../flux/reconcile.ts';
import type { Lookup } from '../flux/references.ts';
import { remoteClusterOfObject } from '../flux/remoteCluster.ts';
import { refuseResume, refuseSuspend } from '../flux/suspend.ts';

/**
 * What menus ask of a row (`viewItem =~ /\breconcilable\b/`). `hasSource`: it can be reconciled, and a source with
 * it. `mappable`: it is, or takes its files from, a source that a folder here can stand for. `remote`: it applies to another
 * cluster. `comparable`: Kustomizations say what becomes of it. `restorable`: what it was made of may be brought back.
 */
export type RowFlag =
  | 'object'
  | 'reconcilable'
  | 'hasSource'
  | 'suspendable'
  | 'resumable'
  | 'mappable'
  | 'remote'
  | 'comparable'
  | 'buildable'
  | 'restorable';

const mappable: ReadonlySet<KindId> = new Set([
  kinds.kustomization,
  kinds.gitRepository,
  kinds.ociRepository,
  kinds.bucket,
  kinds.externalArtifact,
]);

/** The flags that hold for an object. */
export function flagsOf(object: FluxObject, lookup: Lookup): readonly RowFlag[] {
  const reconcilable = refuseReconcile(object) === undefined;
  const held: readonly (readonly [RowFlag, boolean])[] = [
    ['object', true],
    ['reconcilable', reconcilable],
    ['hasSource', reconcilable && reconcileOrder(object, lookup).length > 1],
    ['suspendable', refuseSuspend(object) === undefined],
    ['resumable', refuseResume(object) === undefined],
    ['mappable', mappable.has(object.kindId)],
    ['remote', remoteClusterOfObject(object) !== undefined],
    ['comparable', concernsKustomizations(object)],
    ['buildable', object.kindId === kinds.kustomization],
    ['restorable', isRestorable(object)],
  ];
  return held.flatMap(([flag, holds]) => (holds ? [flag] : []));
}

/** Whether an object can be rolled back: a Kustomization, or a HelmRelease that one applies. */
function isRestorable(object: FluxObject): boolean {
  return (
    object.kindId === kinds.kustomization || (object.kindId === kinds.helmRelease && ownerOf(object) !== undefined)
  );
}
