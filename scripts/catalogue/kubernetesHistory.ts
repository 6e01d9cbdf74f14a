import { compareVersions } from '../../src/schema/apiVersions.ts';
import type { CatalogueKind } from '../../src/schema/catalogueFile.ts';
import type { LifecycleEntry } from '../../src/schema/lifecycle.ts';

/** Answers and parts of other objects, which no manifest declares. */
const noObjects: ReadonlySet<string> = new Set(['ConversionReview', 'DeploymentRollback', 'Eviction', 'Scale']);

const rbac = { group: 'rbac.authorization.k8s.io', version: 'v1alpha1', deprecated: '1.17', removed: '1.22' };
const autoscaler = { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' };
const podSecurity = { version: 'v1beta1', kind: 'PodSecurityPolicy' };

/** Versions whose types k8s.io/api no longer holds. (Source: Kubernetes' deprecated API migration guide.) */
const withoutTypes: readonly Omit<LifecycleEntry, 'product'>[] = [
  { ...autoscaler, version: 'v2beta1', deprecated: '1.22', removed: '1.25' },
  { ...autoscaler, version: 'v2beta2', deprecated: '1.23', removed: '1.26' },
  { group: 'batch', version: 'v2alpha1', kind: 'CronJob', deprecated: '1.21', removed: '1.21' },
  { group: 'extensions', ...podSecurity, deprecated: '1.11', removed: '1.16' },
  { group: 'policy', ...podSecurity, deprecated: '1.21', removed: '1.25' },
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => ({ ...rbac, kind })),
];

/**
 * The lives of Kubernetes' kinds: what the types tell, and what is known of those that are gone. Where upstream names no
 * replacement, a kind of the same name that `served` (the newest Kubernetes) serves in a preferred version is one.
 */
export function kubernetesHistory(
  told: readonly Omit<LifecycleEntry, 'product'>[],
  served: readonly CatalogueKind[],
): LifecycleEntry[] {
  const entries = [...told, ...withoutTypes].filter(({ kind }) => !noObjects.has(kind));
  return entries.map((entry) => {
    const replacement = replacementOf(entry, served);
    return { product: 'kubernetes', ...entry, ...(replacement === undefined ? {} : { replacement }) };
  });
}

function replacementOf(
  { group, version, kind, replacement }: Omit<LifecycleEntry, 'product'>,
  served: readonly CatalogueKind[],
): LifecycleEntry['replacement'] {
  // Upstream names the list instead of its items where a comment stands on the wrong type.
  if (replacement !== undefined)
    return { ...replacement, kind: replacement.kind === `${kind}List` ? kind : replacement.kind };
  const [preferred] = served.find((one) => one.group === group && one.kind === kind)?.versions ?? [];
  const isBetter = preferred !== undefined && compareVersions(preferred, version) < 0;
  return isBetter ? { group, version: preferred, kind } : undefined;
}
