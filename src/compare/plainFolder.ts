import { asObject } from '../flux/fields.ts';
import type { JsonObject } from '../flux/object.ts';
import { ownerLabels } from '../flux/owner.ts';

/** A Flux Kustomization that says nothing but its path, for a folder (from the root of the source) that none names. */
export function plainKustomization(folder: string): JsonObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'preview', namespace: 'preview' },
    spec: { path: `./${folder}`, interval: '1h', prune: false, sourceRef: { kind: 'GitRepository', name: 'preview' } },
  };
}

/** An object without the labels of the Kustomization that applies it. */
export function withoutOwner(object: JsonObject): JsonObject {
  const { labels, ...others } = asObject(object['metadata']) ?? {};
  const own = Object.entries(asObject(labels) ?? {}).filter(([name]) => !ownerLabels.includes(name));
  return { ...object, metadata: { ...others, ...(own.length > 0 && { labels: Object.fromEntries(own) }) } };
}
