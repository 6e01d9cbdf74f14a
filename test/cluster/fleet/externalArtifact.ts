import { fleet, fleetKinds } from '../../fixtures/fleet.ts';
import type { ClusterAccess } from '../cluster.ts';
import { untilSettled } from './settle.ts';

/**
 * Does what the producer of an ExternalArtifact does: publishes an artifact in its status. It is the one that
 * source-controller stored for the OCIRepository of the fleet, so that the address is real.
 */
export async function publishExternalArtifact(access: ClusterAccess, signal: AbortSignal): Promise<void> {
  const source = fleet.filter(({ kind }) => kind === 'OCIRepository');
  await untilSettled(access, source, signal);
  const { status } = await access.request<{ status: { artifact: object } }>(
    'GET',
    `/apis/${pathOf('OCIRepository')}/storefront`,
    undefined,
    { signal },
  );
  const lastTransitionTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'Succeeded',
    message: 'Artifact is ready',
    lastTransitionTime,
  };
  const body = { status: { artifact: status.artifact, conditions: [{ ...ready, observedGeneration: 1 }] } };
  await access.request('PATCH', `/apis/${pathOf('ExternalArtifact')}/theme/status?fieldManager=harness`, body, {
    signal,
  });
}

function pathOf(kind: string): string {
  return (fleetKinds[kind] ?? '').replace(/\/(\w+)$/, '/namespaces/shop/$1');
}
