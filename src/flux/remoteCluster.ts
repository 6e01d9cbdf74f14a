import { asObject, asText, valueAt } from './fields.ts';
import { kinds } from './kinds.ts';
import { jsonOf, type FluxObject, type JsonObject } from './object.ts';

/**
 * What a Kustomization names another cluster by, `Secret/flux-system/production`; undefined if it applies to the one in
 * which it lives (spec.kubeConfig; the kubeconfig or what leads to it is in an object of the same namespace).
 */
export function remoteClusterOf(kustomization: JsonObject): string | undefined {
  const config = asObject(valueAt(kustomization, 'spec', 'kubeConfig'));
  if (config === undefined) return undefined;
  const namespace = asText(valueAt(kustomization, 'metadata', 'namespace')) ?? '';
  const [kind, field] = config['configMapRef'] === undefined ? ['Secret', 'secretRef'] : ['ConfigMap', 'configMapRef'];
  return `${kind}/${namespace}/${asText(valueAt(config, field, 'name')) ?? ''}`;
}

/** The same for an object of the cluster; undefined for all that are no Kustomizations. */
export function remoteClusterOfObject(object: FluxObject): string | undefined {
  return object.kindId === kinds.kustomization ? remoteClusterOf(jsonOf(object)) : undefined;
}
