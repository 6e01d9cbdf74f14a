import type { KubernetesObject } from '../flux/object.ts';
import { groupOf } from '../flux/object.ts';

/** The stages in which kustomize-controller applies: one that fails keeps all later ones from being applied. */
export const stages = ['definitions', 'classes', 'custom', 'rest'] as const;

export type Stage = (typeof stages)[number];

/** fluxcd/pkg ssa/sort.go: these come first within a stage, in this order ... */
const first = [
  'CustomResourceDefinition',
  'Namespace',
  'ClusterRole',
  'ClusterClass',
  'RuntimeClass',
  'PriorityClass',
  'StorageClass',
  'VolumeSnapshotClass',
  'IngressClass',
  'GatewayClass',
  'ClusterRoleBinding',
  'ResourceQuota',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'Service',
  'LimitRange',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
/** ... and these last. */
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const ranks = new Map<string, number>([
  ...first.map((kind, index) => [kind, index - first.length] as const),
  ...last.map((kind, index) => [kind, index + 1] as const),
]);

/** The stage an object is applied in (fluxcd/pkg ssa/manager_apply.go, ApplyAllStaged); `custom` as in ControllerFlags. */
export function stageOf({ apiVersion, kind }: KubernetesObject, custom: readonly string[]): Stage {
  const group = groupOf(apiVersion);
  if (isDefinition(kind, group)) return 'definitions';
  if (kind.endsWith('Class')) return 'classes';
  return custom.includes(group === '' ? kind : `${group}/${kind}`) ? 'custom' : 'rest';
}

/** fluxcd/pkg ssa/utils/is.go */
function isDefinition(kind: string, group: string): boolean {
  if (kind === 'CustomResourceDefinition') return group === 'apiextensions.k8s.io';
  if (kind === 'Namespace') return group === '';
  return kind === 'ClusterRole' && group === 'rbac.authorization.k8s.io';
}

/** Compares objects of one stage: by kind, then by namespace and name. Names compare by their UTF-8 bytes. */
export function compareInStage(a: KubernetesObject, b: KubernetesObject): number {
  return (
    (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0) ||
    compareText(groupOf(a.apiVersion), groupOf(b.apiVersion)) ||
    compareText(a.kind, b.kind) ||
    compareText(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compareText(a.metadata.name, b.metadata.name)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
