/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Group and kind, e.g. `kustomize.toolkit.fluxcd.io/Kustomization`: the same in all served versions. */
export type KindId = `${string}/${string}`;

/** Kind id, namespace (empty if cluster-scoped) and name: `<group>/<Kind>/<namespace>/<name>`. */
export type ObjectKey = `${KindId}/${string}/${string}`;

/** A condition as in `status.conditions`; times are RFC 3339. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly observedGeneration?: number;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object as the API server gave it, without managedFields. Only what Sluice reads is typed; the rest is kept. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec?: JsonObject;
  readonly status?: JsonObject & { readonly conditions?: readonly Condition[] };
}

/** Who last set a field, from metadata.managedFields: the field manager and the time (RFC 3339) after which it did not. */
export interface FieldOwner {
  readonly manager: string;
  readonly time?: string;
}

/** A Flux object in a snapshot: immutable, and the same value as long as the cluster's object is the same. */
export interface FluxObject {
  readonly key: ObjectKey;
  readonly kindId: KindId;
  readonly raw: KubernetesObject;
  /** Owner of spec.suspend, read from managedFields before they were dropped. */
  readonly suspendOwner?: FieldOwner;
}

/** The group of an apiVersion: `apps` for `apps/v1`, empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.lastIndexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The version of an apiVersion: `v1` for `apps/v1` and for `v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
}

/** The id of a kind: `group/Kind`. The group is empty for the core group. */
export function kindId(group: string, kind: string): KindId {
  return `${group}/${kind}`;
}

/** The group of a kind id, empty for the core group. */
export function groupOfKind(id: KindId): string {
  return id.slice(0, id.indexOf('/'));
}

/** The kind of a kind id as manifests name it: `GitRepository`. */
export function kindName(id: KindId): string {
  return id.slice(id.indexOf('/') + 1);
}

/** The key of an object: `group/Kind/namespace/name`, with an empty namespace if it is cluster-scoped. */
export function objectKey(id: KindId, namespace: string | undefined, name: string): ObjectKey {
  return `${id}/${namespace ?? ''}/${name}`;
}

/** The kind id of a key. Cheap: trees and stores look up thousands of keys at once. */
export function kindIdOf(key: ObjectKey): KindId {
  return key.slice(0, key.indexOf('/', key.indexOf('/') + 1)) as KindId;
}

/** The parts of a key. */
export function parseKey(key: ObjectKey): { kindId: KindId; kind: string; namespace: string; name: string } {
  const kind = key.indexOf('/') + 1;
  const namespace = key.indexOf('/', kind) + 1;
  const name = key.indexOf('/', namespace) + 1;
  return {
    kindId: key.slice(0, namespace - 1) as KindId,
    kind: key.slice(kind, namespace - 1),
    namespace: key.slice(namespace, name - 1),
    name: key.slice(name),
  };
}

/** An object in a sentence, as Flux writes it: `Deployment/shop/web`, `Namespace/shop`. */
export function nameInSentence(key: ObjectKey): string {
  const { kind, namespace, name } = parseKey(key);
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** An object of a snapshot as the JSON that it is: the same value, for what reads objects of any kind. */
export function jsonOf({ raw }: Pick<FluxObject, 'raw'>): JsonObject {
  return raw as unknown as JsonObject;
}
