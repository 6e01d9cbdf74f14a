import { kinds } from '../../../src/flux/kinds.ts';
import { objectKey, type KindId, type ObjectKey } from '../../../src/flux/object.ts';
import type { KubernetesResource } from '../cluster.ts';

const idsByKind = new Map(Object.values(kinds).map((id) => [id.slice(id.indexOf('/') + 1), id]));

/** The key of a Flux object by the short name of its kind. */
export function keyOf(kind: string, namespace: string, name: string): ObjectKey {
  return objectKey(idOf(kind), namespace, name);
}

export function idOf(kind: string): KindId {
  const id = idsByKind.get(kind);
  if (id === undefined) throw new Error(`no Flux kind ${kind}`);
  return id;
}

/** A suspended Kustomization, so that no controller minds it. */
export function kustomization(namespace: string, name: string): KubernetesResource {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { namespace, name },
    spec: { interval: '1h', prune: false, suspend: true, sourceRef: { kind: 'GitRepository', name: 'none' } },
  };
}

export const kustomizationsPath = (namespace: string, name = ''): string =>
  `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${namespace}/kustomizations${name && `/${name}`}`;
