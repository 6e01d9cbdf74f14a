import type { ClusterFacts, ClusterObject } from '../../flux/clusterFacts.ts';
import type { Health } from '../../flux/health.ts';
import { kinds } from '../../flux/kinds.ts';
import type { FluxObject, KindId, ObjectKey } from '../../flux/object.ts';
import { runningRevision } from '../../flux/revision.ts';
import { failingSince, since } from '../../flux/since.ts';
import { findObject, type KindState, type Snapshot } from '../../flux/snapshot.ts';
import { findHealth, type HealthIndex } from '../../tree/healthIndex.ts';

/** What facts are made of. */
export interface FactsInput {
  /** The name of the kubeconfig context. */
  readonly context: string;
  readonly snapshot: Snapshot;
  readonly health: HealthIndex;
  readonly kubernetesVersion?: string | undefined;
  readonly fluxVersion?: string | undefined;
}

/** Makes facts, one set after the other. */
export interface FactsReader {
  /** The facts now; the same value as before if nothing in them is different. */
  read(input: FactsInput): ClusterFacts;
}

/**
 * Makes a reader. Objects and their health are the same values as long as they do not change, so of thousands only
 * those that did are looked at again.
 */
export function createFactsReader(): FactsReader {
  const seen = new WeakMap<FluxObject, { readonly health: Health; readonly fact: ClusterObject }>();
  let last: ClusterFacts | undefined;

  const factOf = (object: FluxObject, health: Health): ClusterObject => {
    const known = seen.get(object);
    if (known?.health === health) return known.fact;
    const fact = clusterObject(object, health);
    seen.set(object, { health, fact });
    return fact;
  };

  return {
    read({ context, snapshot, health, kubernetesVersion, fluxVersion }) {
      const objects = new Map<ObjectKey, ClusterObject>();
      for (const key of allKeys(snapshot)) {
        const object = findObject(snapshot, key);
        const state = findHealth(health, key);
        if (object && state) objects.set(key, same(last?.objects.get(key), factOf(object, state)));
      }
      const next: ClusterFacts = {
        context,
        objects,
        listed: listedKinds(snapshot),
        ...(kubernetesVersion !== undefined && { kubernetesVersion }),
        ...(fluxVersion !== undefined && { fluxVersion }),
      };
      last = last !== undefined && sameFacts(last, next) ? last : next;
      return last;
    },
  };
}

function clusterObject(object: FluxObject, health: Health): ClusterObject {
  const message = 'message' in health ? health.message : '';
  const revision = runningRevision(object);
  const time = health.state === 'failed' ? failingSince(object)?.time : since(object)?.time;
  return {
    health: health.state,
    ...(message !== '' && { message }),
    ...(revision !== undefined && { revision }),
    ...(time !== undefined && { since: time }),
  };
}

/**
 * The kinds of which every object is known: those listed in the whole cluster, now or before an outage, and those that a
 * cluster with Flux does not serve, as it has none of them.
 */
function listedKinds(snapshot: Snapshot): ReadonlySet<KindId> {
  const listed = [...snapshot.kinds].filter(([, { state }]) => isListed(state)).map(([id]) => id);
  const absent = Object.values(kinds).filter((id) => !snapshot.kinds.has(id));
  return new Set(snapshot.kinds.size > 0 ? [...listed, ...absent] : []);
}

function isListed(state: KindState): boolean {
  return (state.phase === 'live' || state.phase === 'stale') && state.namespaces === undefined;
}

function allKeys({ kinds }: Snapshot): readonly ObjectKey[] {
  return [...kinds.values()].flatMap(({ objects }) => [...objects.keys()]);
}

/** A controller's look at what runs well changes an object, but often nothing that is shown of it. */
function same(known: ClusterObject | undefined, fact: ClusterObject): ClusterObject {
  const isSame =
    known?.health === fact.health &&
    known.message === fact.message &&
    known.revision === fact.revision &&
    known.since === fact.since;
  return isSame ? known : fact;
}

function sameFacts(a: ClusterFacts, b: ClusterFacts): boolean {
  return (
    a.context === b.context &&
    a.kubernetesVersion === b.kubernetesVersion &&
    a.fluxVersion === b.fluxVersion &&
    a.objects.size === b.objects.size &&
    a.listed.size === b.listed.size &&
    [...a.listed].every((id) => b.listed.has(id)) &&
    [...a.objects].every(([key, fact]) => b.objects.get(key) === fact)
  );
}
