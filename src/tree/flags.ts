import { kinds } from '../flux/kinds.ts';
import { concernsKustomizations } from '../flux/kustomizationsOf.ts';
import type { FluxObject, KindId } from '../flux/object.ts';
import { reconcileOrder, refuseReconcile } from '../flux/reconcile.ts';
import type { Lookup } from '../flux/references.ts';
import { remoteClusterOfObject } from '../flux/remoteCluster.ts';
import { refuseResume, refuseSuspend } from '../flux/suspend.ts';

/**
 * What menus ask of a row (`viewItem =~ /\breconcilable\b/`). `hasSource`: it can be reconciled, and a source with
 * it. `mappable`: it is, or takes its files from, a source that a folder here can stand for. `remote`: it applies to another
 * cluster. `comparable`: Kustomizations say what becomes of it.
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
  | 'buildable';

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
  ];
  return held.flatMap(([flag, holds]) => (holds ? [flag] : []));
}
