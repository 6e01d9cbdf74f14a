import type { LifecycleEntry } from '../../src/schema/lifecycle.ts';

/**
 * The versions of Flux's kinds that are gone or going, in versions of Flux. (Source: CHANGELOG.md of each controller.)
 * What was removed before Flux 2.0 counts as removed in 2.0.
 */
export function fluxHistory(): LifecycleEntry[] {
  return [
    ...life('source', 'v1alpha1', 'v1', 'Bucket GitRepository HelmChart HelmRepository', undefined, '2.0'),
    ...life('source', 'v1beta1', 'v1', 'Bucket GitRepository HelmChart HelmRepository', '0.28', '2.7'),
    ...life('source', 'v1beta2', 'v1', 'GitRepository', '2.0', '2.8'),
    ...life('source', 'v1beta2', 'v1', 'HelmChart HelmRepository', '2.3', '2.8'),
    ...life('source', 'v1beta2', 'v1', 'Bucket', '2.4', '2.8'),
    ...life('source', 'v1beta2', 'v1', 'OCIRepository', '2.6', '2.8'),
    ...life('kustomize', 'v1alpha1', 'v1', 'Kustomization', undefined, '2.0'),
    ...life('kustomize', 'v1beta1', 'v1', 'Kustomization', '0.28', '2.7'),
    ...life('kustomize', 'v1beta2', 'v1', 'Kustomization', '2.0', '2.8'),
    ...life('helm', 'v2alpha1', 'v2', 'HelmRelease', undefined, '2.0'),
    ...life('helm', 'v2beta1', 'v2', 'HelmRelease', '2.2', '2.7'),
    ...life('helm', 'v2beta2', 'v2', 'HelmRelease', '2.3', '2.8'),
    ...life('notification', 'v1alpha1', 'v1beta3', 'Alert Provider', undefined, '2.0'),
    ...life('notification', 'v1alpha1', 'v1', 'Receiver', undefined, '2.0'),
    ...life('notification', 'v1beta1', 'v1beta3', 'Alert Provider', '2.0', '2.7'),
    ...life('notification', 'v1beta1', 'v1', 'Receiver', '2.0', '2.7'),
    ...life('notification', 'v1beta2', 'v1beta3', 'Alert Provider', '2.2', '2.9'),
    ...life('notification', 'v1beta2', 'v1', 'Receiver', '2.0', '2.9'),
    ...life('image', 'v1alpha1', 'v1', 'ImagePolicy ImageRepository ImageUpdateAutomation', undefined, '2.0'),
    ...life('image', 'v1alpha2', 'v1', 'ImagePolicy ImageRepository ImageUpdateAutomation', undefined, '2.0'),
    ...life('image', 'v1beta1', 'v1', 'ImagePolicy ImageRepository', '2.0', '2.7'),
    ...life('image', 'v1beta1', 'v1', 'ImageUpdateAutomation', '2.3', '2.7'),
    ...life('image', 'v1beta2', 'v1', 'ImagePolicy ImageRepository ImageUpdateAutomation', '2.7', '2.9'),
  ];
}

function life(
  name: string,
  version: string,
  by: string,
  kinds: string,
  deprecated: string | undefined,
  removed: string,
): LifecycleEntry[] {
  const group = `${name}.toolkit.fluxcd.io`;
  return kinds.split(' ').map((kind) => ({
    product: 'flux',
    group,
    version,
    kind,
    ...(deprecated === undefined ? {} : { deprecated }),
    removed,
    replacement: { group, version: by, kind },
  }));
}
