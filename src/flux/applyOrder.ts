import { groupOfKind, kindIdOf, kindName, parseKey, type KindId, type ObjectKey } from './object.ts';

/**
 * The order of kinds within a stage (fluxcd/pkg, ssa/sort.go ReconcileOrder): those listed come first, all others after them by
 * group and kind, webhooks last. Only the kind counts, not its group.
 */
const firstKinds = [
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
const lastKinds = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

const rankOfKind: ReadonlyMap<string, number> = new Map([
  ...firstKinds.map((kind, index) => [kind, index - firstKinds.length] as const),
  ...lastKinds.map((kind, index) => [kind, index + 1] as const),
]);

/**
 * The stage in which objects of a kind are applied: 0 for CustomResourceDefinitions, Namespaces and ClusterRoles, 1 for
 * kinds whose name ends in `Class`, 2 for those of the controller's flag `--custom-apply-stage-kinds`, 3 for all others.
 * Each stage is dry-run as a whole before anything of it is applied (fluxcd/pkg, ssa/manager_apply.go ApplyAllStaged,
 * ssa/utils/is.go).
 */
export function stageOf(id: KindId, customKinds: readonly KindId[]): number {
  const kind = kindName(id);
  if (isClusterDefinition(groupOfKind(id), kind.toLowerCase())) return 0;
  if (kind.endsWith('Class')) return 1;
  return customKinds.includes(id) ? 2 : 3;
}

function isClusterDefinition(group: string, kind: string): boolean {
  if (kind === 'namespace') return group === '';
  if (kind === 'customresourcedefinition') return group === 'apiextensions.k8s.io';
  return kind === 'clusterrole' && group === 'rbac.authorization.k8s.io';
}

/** Objects in the order in which Flux applies them: by stage ({@link stageOf}), then as {@link compareKeys} has it. */
export function inApplyOrder<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => ObjectKey,
  customKinds: readonly KindId[],
): Item[] {
  const placed = items.map((item) => {
    const key = keyOf(item);
    return { item, key, stage: stageOf(kindIdOf(key), customKinds) };
  });
  placed.sort((one, other) => one.stage - other.stage || compareKeys(one.key, other.key));
  return placed.map(({ item }) => item);
}

/** The order of objects within a stage: by kind, namespace and name. Flux prunes in the opposite order. */
export function compareKeys(one: ObjectKey, other: ObjectKey): number {
  const [a, b] = [parseKey(one), parseKey(other)];
  return (
    (rankOfKind.get(a.kind) ?? 0) - (rankOfKind.get(b.kind) ?? 0) ||
    compareTexts(a.kindId, b.kindId) ||
    compareTexts(a.namespace, b.namespace) ||
    compareTexts(a.name, b.name)
  );
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
