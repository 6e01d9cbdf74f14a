import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { groupOf, type JsonObject } from '../../flux/object.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import { copyName } from './previewNames.ts';

/** A Kustomization of the stage and its source, as they are declared or as the cluster has them. */
export interface PreviewPart {
  readonly kustomization: JsonObject;
  readonly source: JsonObject;
}

/** An object without namespace that the stage has and the preview does without. */
export interface LeftOut {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** What a preview is made of. */
export interface PreviewFacts {
  /** At least one. */
  readonly parts: readonly PreviewPart[];
  /** The feature branch. */
  readonly branch: string;
  /** Of the preview: of its namespace, and of its Kustomization and source where there is one of each. */
  readonly name: string;
  readonly without?: readonly LeftOut[];
}

/** The objects of a preview, or why there can be none, as a sentence. */
export type PreviewObjects =
  | {
      readonly namespace: JsonObject;
      readonly sources: readonly JsonObject[];
      /** In the order of the parts. */
      readonly kustomizations: readonly JsonObject[];
    }
  | { readonly refusal: string };

/** Marks what belongs to a preview, on each of its objects, with the preview's name. */
export const previewLabel = 'sluice.dev/preview';

/**
 * Copies Kustomizations of a stage and their sources: under other names, from the branch, into a namespace of their own. What
 * one waits for is the copy where that is copied too. The namespace takes the place of those that the stage makes, which
 * kustomize would give its name (`targetNamespace` renames them). What would keep them from being taken away (`prune: false`), or speaks of
 * the stage's own objects (health checks), is not copied.
 */
export function previewObjects({ parts, branch, name, without = [] }: PreviewFacts): PreviewObjects {
  for (const part of parts) {
    const reason = whyNone(part);
    if (reason !== undefined) return { refusal: `${idOf(part.kustomization)} can have no preview: ${reason}` };
  }
  const labels = { [previewLabel]: name };
  const sources = namesOf(
    parts.map(({ source }) => source),
    name,
  );
  const copies = namesOf(
    parts.map(({ kustomization }) => kustomization),
    name,
  );
  const copyOf = ({ kustomization, source }: PreviewPart): JsonObject => {
    const namespace = namespaceOf(kustomization);
    const spec = asObject(kustomization['spec']) ?? {};
    const sourceSpace = namespaceOf(source);
    const dependsOn = asObjects(spec['dependsOn']).map((one) => {
      const target = { name: asText(one['name']) ?? '', namespace: asText(one['namespace']) ?? namespace };
      return { ...one, ...target, name: copies.get(`${target.namespace}/${target.name}`) ?? target.name };
    });
    const patches = [...asObjects(spec['patches']), noNamespaces, ...without.map(removal)];
    return {
      apiVersion: asText(kustomization['apiVersion']) ?? 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: copies.get(idIn(kustomization)) ?? name, namespace, labels },
      spec: {
        ...omit(spec, ['healthChecks', 'healthCheckExprs', 'suspend', 'patches']),
        ...(dependsOn.length > 0 && { dependsOn }),
        patches,
        prune: true,
        deletionPolicy: 'MirrorPrune',
        targetNamespace: name,
        sourceRef: {
          kind: 'GitRepository',
          name: sources.get(idIn(source)) ?? name,
          ...(sourceSpace !== namespace && { namespace: sourceSpace }),
        },
      },
    };
  };
  const distinct = new Map(parts.map(({ source }) => [idIn(source), source]));
  return {
    namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    sources: Array.from(distinct, ([id, source]) => ({
      apiVersion: asText(source['apiVersion']) ?? 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: sources.get(id) ?? name, namespace: namespaceOf(source), labels },
      spec: { ...omit(asObject(source['spec']) ?? {}, ['suspend', 'verify']), ref: { branch } },
    })),
    kustomizations: parts.map(copyOf),
  };
}

function whyNone({ kustomization, source }: PreviewPart): string | undefined {
  if (source['kind'] !== 'GitRepository') {
    return `its source is a ${asText(source['kind']) ?? 'source'}, which follows no branch.`;
  }
  if (valueAt(kustomization, 'spec', 'kubeConfig') === undefined) return undefined;
  return 'it applies to another cluster (spec.kubeConfig), whose objects are not known here.';
}

/** The names of copies, by the originals' ids: the preview's own where there is one, else with the original's. */
function namesOf(originals: readonly JsonObject[], preview: string): ReadonlyMap<string, string> {
  const ids = new Set(originals.map(idIn));
  return new Map(
    originals.map((one) => [idIn(one), ids.size === 1 ? preview : copyName(preview, idIn(one).replace('/', '-'))]),
  );
}

/** Takes all namespaces out of a build: a patch with a target counts for each, whatever name it has. */
const noNamespaces: JsonObject = {
  target: { kind: 'Namespace' },
  patch: toYaml({ $patch: 'delete', apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'all' } }),
};

/** Takes an object out of a build, where it is in it. kustomize finds it by what it is before it is given a namespace. */
function removal({ apiVersion, kind, name }: LeftOut): JsonObject {
  const group = groupOf(apiVersion);
  return {
    target: { ...(group !== '' && { group }), kind, name: name.replaceAll('.', String.raw`\.`) },
    patch: toYaml({ $patch: 'delete', apiVersion, kind, metadata: { name } }),
  };
}

function namespaceOf(object: JsonObject): string {
  return asText(valueAt(object, 'metadata', 'namespace')) ?? 'default';
}

function idIn(object: JsonObject): string {
  return `${namespaceOf(object)}/${asText(valueAt(object, 'metadata', 'name')) ?? ''}`;
}

function idOf(object: JsonObject): string {
  return `${asText(object['kind']) ?? 'Kustomization'}/${idIn(object)}`;
}

function omit(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
