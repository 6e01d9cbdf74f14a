import { kinds } from '../../flux/kinds.ts';
import { ownerOf } from '../../flux/owner.ts';
import type { Snapshot } from '../../flux/snapshot.ts';

/** What decides how Kustomizations are built and which declares which: as long as it is the same, builds are too. */
const deciding = [
  kinds.kustomization,
  kinds.gitRepository,
  kinds.ociRepository,
  kinds.bucket,
  kinds.externalArtifact,
  kinds.artifactGenerator,
];

/** The Kustomizations and sources of a snapshot by their generations and owners, as one text. */
export function shapeOf(snapshot: Snapshot): string {
  const parts = deciding.flatMap((kind) =>
    [...(snapshot.kinds.get(kind)?.objects.values() ?? [])].map((one) => {
      const { uid = '', generation = 0 } = one.raw.metadata;
      return `${one.key} ${uid} ${generation} ${ownerOf(one) ?? ''}`;
    }),
  );
  return parts.sort().join('\n');
}
