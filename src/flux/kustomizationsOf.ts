import { kinds } from './kinds.ts';
import { kindIdOf, type FluxObject, type ObjectKey } from './object.ts';
import { ownerOf } from './owner.ts';
import { sourceRef } from './references.ts';
import { findObject, type Snapshot } from './snapshot.ts';

/** The kinds that a Kustomization may take its files from. */
const sourceKinds: readonly string[] = [kinds.gitRepository, kinds.ociRepository, kinds.bucket, kinds.externalArtifact];

/** Whether {@link kustomizationsOf} may find any for the object. */
export function concernsKustomizations(object: FluxObject): boolean {
  const { kindId } = object;
  return kindId === kinds.kustomization || sourceKinds.includes(kindId) || ownerOf(object) !== undefined;
}

/**
 * The Kustomizations that decide what becomes of an object: itself, if it is one; those that take their files from it,
 * if it is a source; else the one that applies it. Empty if the snapshot has none.
 */
export function kustomizationsOf(key: ObjectKey, snapshot: Snapshot): readonly ObjectKey[] {
  const object = findObject(snapshot, key);
  if (!object) return [];
  if (kindIdOf(key) === kinds.kustomization) return [key];
  const users = allKustomizations(snapshot).filter((one) => sourceRef(one) === key);
  if (users.length > 0) return users.map((one) => one.key);
  const owner = ownerOf(object);
  return owner !== undefined && findObject(snapshot, owner) ? [owner] : [];
}

/** All Kustomizations of a snapshot. */
export function allKustomizations(snapshot: Snapshot): readonly FluxObject[] {
  return [...(snapshot.kinds.get(kinds.kustomization)?.objects.values() ?? [])];
}
