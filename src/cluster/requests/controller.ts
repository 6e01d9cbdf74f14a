import type { V1Deployment, V1DeploymentList } from '@kubernetes/client-node';
import type { ControllerSettings } from '../../diff/terms/ports.ts';
import { controllerFlags } from '../../flux/controllerFlags.ts';
import type { Transport } from '../api/api.ts';
import { asClusterFailure } from '../api/statusFailure.ts';

const name = 'kustomize-controller';

/**
 * How kustomize-controller is set up, by its Deployment; where that may not be read or is not there, as a current one
 * without flags would be, which `assumptions` then says. Rejects only with the signal's reason, or when the server
 * cannot be reached.
 */
export async function readController(transport: Transport, signal: AbortSignal): Promise<ControllerSettings> {
  const deployment = await findDeployment(transport, signal);
  const pod = deployment?.spec?.template.spec;
  const container = pod?.containers.find((one) => one.name === 'manager') ?? pod?.containers[0];
  const flags = controllerFlags([...(container?.command ?? []), ...(container?.args ?? [])], minorOf(container?.image));
  if (container === undefined) return { ...flags, assumptions: [assumed] };
  const account = pod?.serviceAccountName ?? pod?.serviceAccount ?? 'default';
  return {
    ...flags,
    user: `system:serviceaccount:${deployment?.metadata?.namespace ?? ''}:${account}`,
    assumptions: [],
  };
}

const assumed =
  'The Deployment of kustomize-controller could not be read: a current version without flags is assumed, and that it has your rights.';

/** In the usual place, which is quick and often permitted where no list is; else wherever it is. */
async function findDeployment(transport: Transport, signal: AbortSignal): Promise<V1Deployment | undefined> {
  const usual = await orNothing(
    transport.request<V1Deployment>({ path: `/apis/apps/v1/namespaces/flux-system/deployments/${name}` }, signal),
  );
  if (usual !== undefined) return usual;
  const query = { labelSelector: `app.kubernetes.io/component=${name}`, limit: '20' };
  const list = await orNothing(
    transport.request<V1DeploymentList>({ path: '/apis/apps/v1/deployments', query }, signal),
  );
  // Shards are deployments of their own with other names, and the same flags as a rule.
  return list?.items.find((one) => one.metadata?.name === name) ?? list?.items[0];
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const { code } = asClusterFailure(error);
    if (code === 'forbidden' || code === 'notFound') return undefined;
    throw error;
  }
}

/** The minor version of an image's tag: 9 for `ghcr.io/fluxcd/kustomize-controller:v1.9.5@sha256:...`. */
function minorOf(image: string | undefined): number | undefined {
  const minor = /:v?\d+\.(\d+)\.[^/]*$/.exec(image ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
