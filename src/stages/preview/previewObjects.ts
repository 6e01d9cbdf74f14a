import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';

/** What a preview is made of. */
export interface PreviewFacts {
  /** The stage's Kustomization and its source, as they are declared or as the cluster has them. */
  readonly kustomization: JsonObject;
  readonly source: JsonObject;
  /** The feature branch. */
  readonly branch: string;
  /** Name of the preview: of its namespace, and of its Kustomization and source. See {@link previewName}. */
  readonly name: string;
}

/** The objects of a preview, or why there can be none, as a sentence. */
export type PreviewObjects =
  | { readonly namespace: JsonObject; readonly source: JsonObject; readonly kustomization: JsonObject }
  | { readonly refusal: string };

/** Marks what belongs to a preview, on each of its objects. */
const previewLabel = 'sluice.dev/preview';

/**
 * A name for the preview of a branch: a DNS label of at most 57 characters. It ends in a number made of both names, so that no
 * two of them share a preview for being spelled alike.
 */
export function previewName(application: string, branch: string): string {
  const plain = `${application}-${branch}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `preview-${plain.slice(0, 40).replace(/^-|-$/g, '')}-${hashOf(`${application}\n${branch}`)}`;
}

/** FNV-1a, 32 bits, in letters and digits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(36);
}

/**
 * Copies a stage's Kustomization and source: under another name, from the branch, into a namespace of its own. What would keep
 * it from being taken away (`prune: false`), or speaks of the stage's own objects (health checks), is not copied.
 */
export function previewObjects({ kustomization, source, branch, name }: PreviewFacts): PreviewObjects {
  const namespace = asText(valueAt(kustomization, 'metadata', 'namespace')) ?? 'default';
  if (source['kind'] !== 'GitRepository') {
    return { refusal: `Its source is a ${asText(source['kind']) ?? 'source'}, which follows no branch.` };
  }
  const spec = asObject(kustomization['spec']) ?? {};
  if (spec['kubeConfig'] !== undefined) {
    return { refusal: 'It applies to another cluster (spec.kubeConfig), whose objects are not known here.' };
  }
  const sourceSpace = asText(valueAt(source, 'metadata', 'namespace')) ?? namespace;
  const rest = without(spec, ['healthChecks', 'healthCheckExprs', 'suspend']);
  const labels = { [previewLabel]: name };
  const dependsOn = asObjects(spec['dependsOn']).map((one) => ({
    ...one,
    namespace: asText(one['namespace']) ?? namespace,
  }));
  return {
    namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    source: {
      apiVersion: asText(source['apiVersion']) ?? 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name, namespace: sourceSpace, labels },
      spec: { ...without(asObject(source['spec']) ?? {}, ['suspend', 'verify']), ref: { branch } },
    },
    kustomization: {
      apiVersion: asText(kustomization['apiVersion']) ?? 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name, namespace, labels },
      spec: {
        ...rest,
        ...(dependsOn.length > 0 && { dependsOn }),
        prune: true,
        deletionPolicy: 'MirrorPrune',
        targetNamespace: name,
        sourceRef: { kind: 'GitRepository', name, ...(sourceSpace !== namespace && { namespace: sourceSpace }) },
      },
    },
  };
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
