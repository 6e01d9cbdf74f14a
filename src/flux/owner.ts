import { kinds } from './kinds.ts';
import { objectKey, type FluxObject, type ObjectKey } from './object.ts';

/** The labels by which kustomize-controller marks what it applies (fluxcd/pkg ssa, SetOwnerLabels). */
const ownerName = 'kustomize.toolkit.fluxcd.io/name';
const ownerNamespace = 'kustomize.toolkit.fluxcd.io/namespace';

/** Both of them. */
export const ownerLabels: readonly string[] = [ownerName, ownerNamespace];

/** The Kustomization that applies an object, by the object's labels; undefined if it has none. */
export function ownerOf({ raw }: FluxObject): ObjectKey | undefined {
  const { labels } = raw.metadata;
  const name = labels?.[ownerName];
  return name === undefined ? undefined : objectKey(kinds.kustomization, labels?.[ownerNamespace], name);
}
