import { asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import type { Destination } from './destination.ts';
import type { ControllerSettings, DiffCluster, Identity } from '../terms/ports.ts';

/** As whom a Kustomization's objects are sent, and what is assumed by that. */
export interface Sender {
  readonly identity: Identity;
  readonly assumptions: readonly string[];
}

/**
 * Whose rights Flux uses for a Kustomization (kustomize-controller, impersonation: the service account it names, the
 * controller's default, or the controller's own), if we may act as them; else ourselves.
 */
export async function senderOf(
  kustomization: JsonObject,
  controller: ControllerSettings,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<Sender> {
  const namespace = asText(valueAt(kustomization, 'metadata', 'namespace')) ?? '';
  const account = asText(valueAt(kustomization, 'spec', 'serviceAccountName')) ?? controller.defaultServiceAccount;
  const user = account === undefined ? controller.user : `system:serviceaccount:${namespace}:${account}`;
  if (user === undefined) return { identity: 'self', assumptions: [] };
  if (await cluster.mayImpersonate(user, signal)) return { identity: { user }, assumptions: [] };
  return {
    identity: 'self',
    assumptions: [`Judged with your rights: you may not act as ${user}, as whom Flux applies.`],
  };
}

/**
 * Whose rights Flux uses in another cluster: those of the service account of that cluster that the Kustomization names, if
 * we may act as it; else those of the kubeconfig that it names, which we do not have.
 */
export async function remoteSenderOf(
  kustomization: JsonObject,
  { name, cluster, context }: Destination,
  signal: AbortSignal,
): Promise<Sender> {
  if (cluster === undefined) {
    return {
      identity: 'self',
      assumptions: [`Not compared: it applies to another cluster, for which ${name ?? ''} holds the access.`],
    };
  }
  const namespace = asText(valueAt(kustomization, 'metadata', 'namespace')) ?? '';
  const account = asText(valueAt(kustomization, 'spec', 'serviceAccountName'));
  const user = account === undefined ? undefined : `system:serviceaccount:${namespace}:${account}`;
  const where = `Compared with context ${context ?? ''}, which is taken to be the cluster of ${name ?? ''}`;
  if (user !== undefined && (await cluster.mayImpersonate(user, signal)))
    return { identity: { user }, assumptions: [`${where}.`] };
  return { identity: 'self', assumptions: [`${where}, with your rights there.`] };
}
