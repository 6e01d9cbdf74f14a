import { nameInSentence, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import { keyOfObject } from '../values/objects.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { DiffCluster, Identity } from '../terms/ports.ts';
import { inventoryOf, type InventoryEntry } from '../../flux/inventory.ts';
import { cascadeOf, fateBelow, fateOf, movedTo, type Fate } from './prune.ts';

/** What all Kustomizations of the change build, by Kustomization. */
export type Builds = ReadonlyMap<ObjectKey, ReadonlySet<ObjectKey>>;

export interface StaleContext {
  readonly identity: Identity;
  readonly builds: Builds;
  readonly cluster: DiffCluster;
  /** Only these objects are of interest; all if absent. */
  readonly only?: (key: ObjectKey) => boolean;
}

/**
 * What becomes of objects that a Kustomization's inventory names and its build no longer does. What the cluster has no more
 * is left out.
 * @param kustomization as Flux would see it
 * @param live as it is, with its inventory
 */
export async function predictStale(
  kustomization: JsonObject,
  live: JsonObject,
  context: StaleContext,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const self = keyOfObject(kustomization);
  const built = context.builds.get(self) ?? new Set();
  const left = inventoryOf(live).filter(({ key }) => !built.has(key));
  return outcomesOf(left, self, (object) => fateOf(object, kustomization), context, signal);
}

/** What becomes of what a Kustomization manages when it is deleted itself; only as it lives counts. */
export async function predictBelowDeleted(
  live: JsonObject,
  context: StaleContext,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const cascade = cascadeOf(live);
  if (cascade === undefined) return [];
  const fate = (object: JsonObject): Fate =>
    cascade.deletes === 'nothing' ? { action: 'orphan', message: cascade.message } : fateBelow(object, live);
  return outcomesOf(cascade.entries, keyOfObject(live), fate, context, signal);
}

async function outcomesOf(
  entries: readonly InventoryEntry[],
  from: ObjectKey,
  fateFor: (live: JsonObject) => Fate,
  { identity, builds, cluster, only }: StaleContext,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const found = await Promise.all(
    entries
      .filter(({ key }) => only === undefined || only(key))
      .map(async ({ key, address }): Promise<Outcome[]> => {
        const answer = await cluster.read(address, identity, signal);
        const outcome = { key, apiVersion: address.apiVersion };
        if ('refusal' in answer) {
          const { refusal } = answer;
          if (refusal.code === 404) return [];
          return [{ ...outcome, action: 'unknown', unknown: 'rights', refusal, message: refusal.message }];
        }
        const live = answer.object;
        const fate = fateFor(live);
        if (fate.action === 'gone') return [];
        const taker = movedTo(key, from, builds);
        if (taker !== undefined) return [{ ...outcome, action: 'move', live, message: moved(fate, taker) }];
        return [{ ...outcome, action: fate.action, live, ...('message' in fate && { message: stays(fate.message) }) }];
      }),
  );
  return found.flat();
}

function moved(fate: Fate, taker: ObjectKey): string {
  const other = nameInSentence(taker);
  if (fate.action !== 'prune') return `${other} takes it over.`;
  return `${other} declares it now: it may be deleted and created anew, depending on which of the two comes first.`;
}

function stays(reason: string): string {
  return `It stays in the cluster and belongs to nobody: ${reason}.`;
}
