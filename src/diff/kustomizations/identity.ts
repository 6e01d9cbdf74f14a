import { asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
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
