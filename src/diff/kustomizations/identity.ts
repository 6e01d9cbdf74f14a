import { asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import type { Destination } from './destination.ts';
import type { ControllerSettings, DiffCluster, Identity } from '../terms/ports.ts';
import type { RemoteTarget } from '../terms/prediction.ts';

/** As whom a Kustomization's objects are sent, and what is assumed by that. */
export interface Sender {
  readonly identity: Identity;
  readonly assumptions: readonly string[];
  /** Where that is, if it is another cluster. */
  readonly remote?: RemoteTarget;
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
  { name = '', cluster, context, failure }: Destination,
  signal: AbortSignal,
): Promise<Sender> {
  const self = { identity: 'self', assumptions: [] } as const;
  if (cluster === undefined || context === undefined) {
    const why = failure === undefined ? `for which ${name} holds the access` : `that of ${name}, and ${failure}`;
    return { ...self, remote: { name, message: `Not compared: it applies to another cluster, ${why}.` } };
  }
  const namespace = asText(valueAt(kustomization, 'metadata', 'namespace')) ?? '';
  const account = asText(valueAt(kustomization, 'spec', 'serviceAccountName'));
  const user = account === undefined ? undefined : `system:serviceaccount:${namespace}:${account}`;
  const where = `Compared with context ${context}, which is taken to be the cluster of ${name}`;
  if (user !== undefined && (await cluster.mayImpersonate(user, signal)))
    return { identity: { user }, assumptions: [], remote: { name, context, message: `${where}.` } };
  return { ...self, remote: { name, context, message: `${where}, with your rights there.` } };
}
