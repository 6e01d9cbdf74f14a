import type { Forge, KubernetesResource } from '../cluster.ts';

/** The Secrets that the fleet's objects refer to. */
export function fleetSecrets(forge: Forge): KubernetesResource[] {
  const { user, token, registry } = forge;
  const auths = { auths: { [registry]: { username: user, password: token } } };
  return [
    forgeSecret('flux-system', 'flux-system', forge),
    secret('flux-system', 'webhook-token', { token: 'not-so-secret' }),
    secret('shop', 'registry', { '.dockerconfigjson': JSON.stringify(auths) }, 'kubernetes.io/dockerconfigjson'),
  ];
}

/** The forge's user and token as a GitRepository wants them. */
export function forgeSecret(namespace: string, name: string, { user, token }: Forge): KubernetesResource {
  return secret(namespace, name, { username: user, password: token });
}

function secret(
  namespace: string,
  name: string,
  stringData: Record<string, string>,
  type = 'Opaque',
): KubernetesResource {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, type, stringData };
}
