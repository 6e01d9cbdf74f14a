import type { ClusterAccess, KubernetesResource } from '../../cluster/cluster.ts';
import { fleetKinds } from '../../fixtures/fleet.ts';

/** A Kustomization of a test's own; `spec` is added to what is required. */
export function kustomization(
  name: string,
  spec: object = {},
  annotations: Readonly<Record<string, string>> = {},
): KubernetesResource {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { namespace: 'shop', name, annotations },
    spec: {
      interval: '1h',
      prune: false,
      path: './shop/legacy',
      sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
      ...spec,
    },
  };
}

/** REST path of a Flux object. */
export function fluxPath(kind: string, namespace: string, name: string): string {
  const [group = '', version = '', plural = ''] = (fleetKinds[kind] ?? '').split('/');
  return `/apis/${group}/${version}/namespaces/${namespace}/${plural}/${name}`;
}

/** What tests read of a Flux object. */
export interface FluxResource extends KubernetesResource {
  readonly metadata: KubernetesResource['metadata'] & { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly suspend?: boolean };
  readonly status?: { readonly lastHandledReconcileAt?: string };
}

export function getFlux(access: ClusterAccess, kind: string, namespace: string, name: string): Promise<FluxResource> {
  return access.request('GET', fluxPath(kind, namespace, name));
}

/** Sets the condition Ready of an object that no controller minds. */
export async function setReady(
  access: ClusterAccess,
  path: string,
  ready: { readonly status: 'True' | 'False'; readonly reason: string; readonly message: string },
): Promise<void> {
  const { metadata } = await access.request<KubernetesResource>('GET', path);
  const observedGeneration = metadata['generation'];
  const condition = { type: 'Ready', lastTransitionTime: '2026-01-02T03:04:05Z', observedGeneration, ...ready };
  await access.request('PATCH', `${path}/status`, { status: { observedGeneration, conditions: [condition] } });
}
