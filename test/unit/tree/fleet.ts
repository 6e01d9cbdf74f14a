import { kinds } from '../../../src/flux/kinds.ts';
import {
  groupOf,
  objectKey,
  parseKey,
  type Condition,
  type FluxObject,
  type JsonObject,
  type KubernetesObject,
  type KindId,
  type ObjectKey,
} from '../../../src/flux/object.ts';
import type { ChangeSet, KindState, Snapshot } from '../../../src/flux/snapshot.ts';

/** What a test says of an object; the rest is as the controllers write it. */
export interface ObjectFacts {
  readonly kind?: KindId;
  readonly namespace?: string;
  readonly ready?: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly suspend?: boolean;
  readonly deleted?: string;
  readonly spec?: JsonObject;
  readonly status?: JsonObject;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly conditions?: readonly Condition[];
}

/** A Flux object, a ready Kustomization in flux-system unless told otherwise. */
export function flux(name: string, facts: ObjectFacts = {}): FluxObject {
  const { kind = kinds.kustomization, namespace = 'flux-system', ready = 'True' } = facts;
  const key = objectKey(kind, namespace, name);
  const reason =
    facts.reason ?? { True: 'ReconciliationSucceeded', False: 'BuildFailed', Unknown: 'Progressing' }[ready];
  const condition: Condition = { type: 'Ready', status: ready, reason, message: facts.message ?? `${name} ${reason}` };
  return {
    key,
    kindId: kind,
    raw: {
      apiVersion: `${groupOf(kind)}/v1`,
      kind: parseKey(key).kind,
      metadata: {
        name,
        ...(namespace !== '' && { namespace }),
        generation: 1,
        ...(facts.deleted !== undefined && { deletionTimestamp: facts.deleted }),
        ...(facts.annotations !== undefined && { annotations: facts.annotations }),
      },
      spec: { ...(facts.suspend === true && { suspend: true }), ...facts.spec },
      status: {
        observedGeneration: 1,
        ...facts.status,
        conditions: facts.conditions ?? [condition],
      } as unknown as NonNullable<KubernetesObject['status']>,
    },
  };
}

export const failing = (name: string, facts: ObjectFacts = {}): FluxObject => flux(name, { ready: 'False', ...facts });
export const retrying = (name: string, facts: ObjectFacts = {}): FluxObject =>
  flux(name, { ready: 'Unknown', ...facts });

/** A snapshot of these objects; kinds without objects are those named in `states`. All are live unless told otherwise. */
export function snapshotOf(objects: readonly FluxObject[], states: Readonly<Record<KindId, KindState>> = {}): Snapshot {
  const ids = new Set<KindId>([...objects.map(({ kindId }) => kindId), ...(Object.keys(states) as KindId[])]);
  const entries = [...ids].map((id) => {
    const { kind } = parseKey(`${id}//`);
    const served = { id, group: groupOf(id), version: 'v1', kind, plural: `${kind.toLowerCase()}s`, namespaced: true };
    const own = objects.filter(({ kindId }) => kindId === id).map((object) => [object.key, object] as const);
    return [id, { served, state: states[id] ?? { phase: 'live' as const }, objects: new Map(own) }] as const;
  });
  return { kinds: new Map(entries) };
}

/** What differs between two snapshots, by identity of the values, as the store tells it. */
export function changesBetween(before: Snapshot, after: Snapshot): ChangeSet {
  const objects = new Set<ObjectKey>();
  const changedKinds = new Set<KindId>();
  for (const id of new Set([...before.kinds.keys(), ...after.kinds.keys()])) {
    const [old, now] = [before.kinds.get(id), after.kinds.get(id)];
    const keys = new Set([...(old?.objects.keys() ?? []), ...(now?.objects.keys() ?? [])]);
    const differing = [...keys].filter((key) => old?.objects.get(key) !== now?.objects.get(key));
    for (const key of differing) objects.add(key);
    if (differing.length > 0 || old?.state.phase !== now?.state.phase) changedKinds.add(id);
  }
  return { objects, kinds: changedKinds };
}

/** Numbers in [0, 1) that are the same in each run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
