import { asText } from '../flux/fields.ts';
import { groupOf, kindId, parseKey, type JsonObject, type KindId, type ObjectKey } from '../flux/object.ts';
import { keyOfObject, kindIdOfObject } from './objects.ts';

/**
 * The order of kinds within a stage (pkg/ssa, sort.go ReconcileOrder): those listed come first, all others after them by
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
 * The stage in which an object is applied: 0 for CustomResourceDefinitions, Namespaces and ClusterRoles, 1 for kinds whose
 * name ends in `Class`, 2 for those of the controller's flag `--custom-apply-stage-kinds`, 3 for all others. Each stage is
 * dry-run as a whole before anything of it is applied (pkg/ssa, manager_apply.go ApplyAllStaged, utils/is.go).
 */
export function stageOf(object: JsonObject, customKinds: ReadonlySet<KindId> = new Set()): number {
  const kind = asText(object['kind']) ?? '';
  const version = asText(object['apiVersion']) ?? '';
  if (isClusterDefinition(kind.toLowerCase(), version)) return 0;
  if (kind.endsWith('Class')) return 1;
  return customKinds.has(kindIdOfObject(object)) ? 2 : 3;
}

function isClusterDefinition(kind: string, apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  if (kind === 'namespace') return apiVersion === 'v1';
  if (kind === 'customresourcedefinition') return group === 'apiextensions.k8s.io';
  return kind === 'clusterrole' && group === 'rbac.authorization.k8s.io';
}

/** Reads the flag `--custom-apply-stage-kinds`: `group/Kind,Kind`, a kind without group being of the core group. */
export function customStageKinds(flag: string): ReadonlySet<KindId> {
  const items = flag.split(',').map((item) => item.trim());
  return new Set(
    items
      .filter((item) => item !== '')
      .map((item) => {
        const slash = item.indexOf('/');
        return slash < 0 ? kindId('', item) : kindId(item.slice(0, slash), item.slice(slash + 1));
      }),
  );
}

/** Objects in the order in which Flux applies them: by stage, then as {@link compareKeys} has it. */
export function inApplyOrder<Item extends { readonly object: JsonObject }>(
  items: readonly Item[],
  customKinds: ReadonlySet<KindId> = new Set(),
): Item[] {
  const placed = items.map((item) => ({
    item,
    stage: stageOf(item.object, customKinds),
    key: keyOfObject(item.object),
  }));
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

/**
 * The first stage that Flux does not apply because an object of it is refused: neither it nor a later one is applied then,
 * and nothing is pruned. Undefined if no object fails.
 */
export function firstFailingStage(objects: readonly { stage: number; isFailing: boolean }[]): number | undefined {
  const failing = objects.flatMap(({ stage, isFailing }) => (isFailing ? [stage] : []));
  return failing.length === 0 ? undefined : Math.min(...failing);
}
