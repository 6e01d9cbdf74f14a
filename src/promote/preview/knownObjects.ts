import type { TreeBuild } from '../../compare/buildTree.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import { inventoryOf } from '../../flux/inventory.ts';
import { kinds } from '../../flux/kinds.ts';
import { jsonOf, kindName, nameInSentence, type FluxObject } from '../../flux/object.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import type { KnownObjects } from '../../stages/preview/disjoint.ts';

/** Kinds that remember what they made. */
const remembering = [kinds.kustomization, kinds.helmRelease, kinds.resourceSet, kinds.fluxInstance];

/**
 * Everybody's objects: by the inventories of the cluster, but for those of the preview itself, and by what the stage's branch
 * declares and may be on its way.
 */
export function knownObjects(
  snapshot: Snapshot,
  tree: readonly TreeBuild[],
  isOwn: (one: Pick<FluxObject, 'key'>) => boolean = () => false,
): { readonly all: readonly KnownObjects[]; readonly unknown: readonly string[] } {
  const live = remembering.flatMap((kind) => [...(snapshot.kinds.get(kind)?.objects.values() ?? [])]);
  const inventories = live
    .filter((one) => !isOwn(one))
    .map((one) => ({
      of: nameInSentence(one.key),
      keys: inventoryOf(jsonOf(one)).map(({ key }) => key),
    }));
  const declared = tree.flatMap(({ key, build }) =>
    build?.outcome === 'built' && !isOwn({ key })
      ? [{ of: `${nameInSentence(key)} (declared)`, keys: build.objects.map(({ object }) => keyOfObject(object)) }]
      : [],
  );
  const unknown = remembering.flatMap((kind) => {
    const state = snapshot.kinds.get(kind)?.state;
    const name = kindName(kind);
    // A kind that is not served has no objects; Kustomizations there must be.
    if (state === undefined)
      return kind === kinds.kustomization ? ['The Kustomizations of the cluster are not known.'] : [];
    const isWhole = state.phase === 'live' && state.namespaces === undefined;
    return isWhole ? [] : [`Not every ${name} of the cluster is known, so neither is what they have.`];
  });
  return { all: [...inventories, ...declared], unknown };
}
