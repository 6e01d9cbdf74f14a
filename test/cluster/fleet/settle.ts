import { fleetKinds, type FleetObject } from '../../fixtures/fleet.ts';
import { sleep } from '../../../src/base/wait.ts';
import type { ClusterAccess, KubernetesResource } from '../cluster.ts';
import { clusterFailure } from '../failures.ts';

const patience = 120_000;
const pause = 150;

/** The objects of the given kinds as the API server has them, by `Kind/namespace/name`. */
export async function listFlux(
  access: ClusterAccess,
  kinds: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, KubernetesResource>> {
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const path = `/apis/${fleetKinds[kind] ?? kind}`;
      const { items } = await access.request<{ items: KubernetesResource[] }>('GET', path, undefined, { signal });
      return items.map((item): [string, KubernetesResource] => [nameOf({ kind, ...item.metadata }), item]);
    }),
  );
  return new Map(lists.flat());
}

/** Waits until every object has its expected state. Throws after two minutes, naming those that have not. */
export async function untilSettled(
  access: ClusterAccess,
  objects: readonly FleetObject[],
  signal: AbortSignal,
  onWaiting: (names: readonly string[]) => void = () => undefined,
): Promise<void> {
  const deadline = performance.now() + patience;
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  for (;;) {
    const found = await listFlux(access, kinds, signal);
    const open = objects.filter((object) => !hasSettled(object, found.get(nameOf(object))));
    if (open.length === 0) return;
    if (performance.now() > deadline) throw notSettled(open, found);
    onWaiting(open.map(nameOf));
    await sleep(pause, signal);
  }
}

/** Whether the API server's object is in the state that is expected of it, for its present spec. */
export function hasSettled(expected: FleetObject, object: KubernetesResource | undefined): boolean {
  if (object === undefined) return false;
  const ready = readyOf(object);
  switch (expected.health) {
    case 'suspended':
      return (object['spec'] as { suspend?: boolean }).suspend === true;
    case 'noStatus':
      return ready === undefined;
    case 'ready':
      return ready?.status === 'True' && ready.reason === expected.reason && isObserved(object);
    case 'failed':
    case 'waiting':
      return ready?.status === 'False' && ready.reason === expected.reason;
  }
}

/** As in messages: `Kustomization/shop/staging`. */
export function nameOf(object: { readonly kind: string; readonly namespace?: string; readonly name: string }): string {
  return `${object.kind}/${object.namespace ?? ''}/${object.name}`;
}

interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** The condition Ready, if the object has it. */
export function readyOf(object: KubernetesResource): Condition | undefined {
  return (object['status'] as Status | undefined)?.conditions?.find(({ type }) => type === 'Ready');
}

function isObserved(object: KubernetesResource): boolean {
  const { observedGeneration } = (object['status'] as Status | undefined) ?? {};
  // An ExternalArtifact has no such field: its producer vouches for it.
  return object.kind === 'ExternalArtifact' || observedGeneration === object.metadata['generation'];
}

function notSettled(open: readonly FleetObject[], found: ReadonlyMap<string, KubernetesResource>): Error {
  const lines = open.map((expected) => {
    const object = found.get(nameOf(expected));
    const ready = object === undefined ? undefined : readyOf(object);
    const seen =
      object === undefined
        ? 'missing'
        : ready === undefined
          ? 'without Ready'
          : `${ready.status} ${ready.reason}: ${ready.message}`;
    return `  ${nameOf(expected)}: expected ${expected.health} ${expected.reason ?? ''}, is ${seen}`;
  });
  return clusterFailure('notSettled', `The fleet did not settle within two minutes:\n${lines.join('\n')}`);
}
