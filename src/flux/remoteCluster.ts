import { asObject, asText, valueAt } from './fields.ts';
import type { JsonObject } from './object.ts';

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
