import { asObject, asText } from '../../flux/fields.ts';
import type { FluxObject, ObjectKey } from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';

/**
 * What a comparison of these Kustomizations rests on in the cluster, as one text: their specs, the revisions that they
 * applied and what is going on with them. Another text later means that the cluster moved on. Reconciles without news
 * do not change it.
 */
export function clusterState(keys: readonly ObjectKey[], snapshot: Snapshot): string {
  return JSON.stringify([...keys].sort().map((key) => [key, stateOf(findObject(snapshot, key), snapshot)]));
}

function stateOf(object: FluxObject | undefined, snapshot: Snapshot): unknown {
  if (!object) return null;
  const { metadata, status } = object.raw;
  const source = sourceRef(object);
  const artifact = source === undefined ? undefined : findObject(snapshot, source)?.raw.status?.['artifact'];
  return [
    metadata.uid,
    metadata.generation,
    asText(status?.['lastAppliedRevision']),
    asText(asObject(artifact)?.['revision']),
  ];
}
