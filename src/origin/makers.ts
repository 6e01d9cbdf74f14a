import { asObject, asText, specOf } from '../flux/fields.ts';
import { kinds } from '../flux/kinds.ts';
import { kindId, objectKey, parseKey, type FluxObject, type KindId, type ObjectKey } from '../flux/object.ts';

/** Labels by which controllers mark what they apply: `<prefix>/name` and `<prefix>/namespace`. */
const owners: readonly (readonly [string, KindId])[] = [
  ['kustomize.toolkit.fluxcd.io', kinds.kustomization],
  ['helm.toolkit.fluxcd.io', kinds.helmRelease],
  ['resourceset.fluxcd.controlplane.io', kinds.resourceSet],
  ['fluxcd.controlplane.io', kinds.fluxInstance],
];

/**
 * What brought an object into the cluster: the Kustomization, HelmRelease, ResourceSet or FluxInstance that applied it, by
 * the labels that its controller sets; the ArtifactGenerator of an ExternalArtifact; the HelmRelease of a HelmChart that
 * helm-controller made. Undefined where nothing tells.
 */
export function makerOf(object: FluxObject, exists: (key: ObjectKey) => boolean): ObjectKey | undefined {
  const labels = asObject(object.raw.metadata.labels);
  for (const [prefix, kind] of owners) {
    const name = asText(labels?.[`${prefix}/name`]);
    if (name !== undefined) return objectKey(kind, asText(labels?.[`${prefix}/namespace`]), name);
  }
  if (object.kindId === kinds.externalArtifact) return generatorOf(object);
  return object.kindId === kinds.helmChart ? releaseOf(object, exists) : undefined;
}

function generatorOf(artifact: FluxObject): ObjectKey | undefined {
  const back = asObject(specOf(artifact)['sourceRef']);
  const [kind, name] = [asText(back?.['kind']), asText(back?.['name'])];
  if (kind === undefined || name === undefined) return undefined;
  const group = (asText(back?.['apiVersion']) ?? 'source.extensions.fluxcd.io/v1beta1').split('/')[0] ?? '';
  return objectKey(kindId(group, kind), asText(back?.['namespace']) ?? parseKey(artifact.key).namespace, name);
}

/** The chart of the release `shop/web` is named `shop-web`; both parts may hold hyphens. */
function releaseOf(chart: FluxObject, exists: (key: ObjectKey) => boolean): ObjectKey | undefined {
  const { name } = parseKey(chart.key);
  for (let at = name.indexOf('-'); at > 0; at = name.indexOf('-', at + 1)) {
    const key = objectKey(kinds.helmRelease, name.slice(0, at), name.slice(at + 1));
    if (exists(key)) return key;
  }
  return undefined;
}
