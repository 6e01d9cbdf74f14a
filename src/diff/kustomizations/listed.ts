import { groupBy } from '../../base/groupBy.ts';
import { inventoryOf } from '../../flux/inventory.ts';
import { ownerLabels } from '../applier/normalise.ts';
import type { Answer, DiffCluster, Identity, ListAddress, ObjectAddress } from '../terms/ports.ts';
import { addressOf } from '../values/objects.ts';
import type { Planned } from './plan.ts';

/** From so many objects of one kind in one namespace on, a list costs less than reading each. */
const fewest = 8;

/** Who asks whom. */
interface Asking {
  readonly cluster: DiffCluster;
  readonly identity: Identity;
}

/** The cluster as it is asked of a Kustomization's objects: see {@link listedCluster}. */
export async function withLive(
  { kustomization, live, candidates }: Pick<Planned, 'kustomization' | 'live' | 'candidates'>,
  asking: Asking,
  signal: AbortSignal,
): Promise<DiffCluster> {
  if (live === undefined) return asking.cluster;
  const { name, namespace = '' } = addressOf(kustomization);
  const built = [...candidates.values()].map(({ object }) => addressOf(object));
  const left = inventoryOf(live).flatMap(({ key, address }) => (candidates.has(key) ? [] : [address]));
  return listedCluster([...built, ...left], { name, namespace }, asking, signal);
}

/**
 * The same cluster, of which the objects at `wanted` addresses that carry the labels of a Kustomization (`owner`) were
 * listed, where there are many of a kind. What was listed answers one read; whoever reads the same object again has it as
 * it is by then. Secrets are never listed: more would be read than is asked for. Rejects with the signal's reason alone.
 */
export async function listedCluster(
  wanted: readonly ObjectAddress[],
  owner: { readonly name: string; readonly namespace: string },
  { cluster, identity }: Asking,
  signal: AbortSignal,
): Promise<DiffCluster> {
  const groups = [...groupBy(wanted, placeOf).values()].filter((group) => group.length >= fewest);
  const lists = groups.flatMap(([first]): ListAddress[] => {
    if (first === undefined || first.kind === 'Secret') return [];
    const { apiVersion, kind, namespace } = first;
    return [{ apiVersion, kind, labels: ownerLabels(owner), ...(namespace !== undefined && { namespace }) }];
  });
  const found = await Promise.all(
    lists.map(async (list) => {
      // What keeps a list from succeeding is told by each read, of its own object.
      const objects = await cluster.list(list, identity, signal).catch(() => undefined);
      signal.throwIfAborted();
      return objects ?? [];
    }),
  );
  const known = new Map(found.flat().map((object) => [idOf(addressOf(object)), object]));
  if (known.size === 0) return cluster;
  return {
    ...cluster,
    read(address, as, end): Promise<Answer> {
      const object = known.get(idOf(address));
      if (object === undefined) return cluster.read(address, as, end);
      known.delete(idOf(address));
      return Promise.resolve({ object });
    },
  };
}

function placeOf({ apiVersion, kind, namespace = '' }: ObjectAddress): string {
  return [apiVersion, kind, namespace].join(' ');
}

function idOf(address: ObjectAddress): string {
  return `${placeOf(address)} ${address.name}`;
}
