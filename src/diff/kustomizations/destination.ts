import type { JsonObject } from '../../flux/object.ts';
import { remoteClusterOf } from '../../flux/remoteCluster.ts';
import type { DiffCluster, RemoteClusters } from '../terms/ports.ts';
import { limitedCluster } from './limited.ts';

/** The cluster that a Kustomization applies to. */
export interface Destination {
  /** What the Kustomization names it by; undefined for the cluster in which it lives. */
  readonly name: string | undefined;
  /** Undefined if nobody said how to reach it, or it cannot be reached. */
  readonly cluster: DiffCluster | undefined;
  /** Why it cannot be reached. */
  readonly failure?: string;
  /** Its context, for another cluster than the one in which the Kustomization lives. */
  readonly context?: string;
}

/** Finds the cluster of a Kustomization. Rejects only with the signal's reason. */
export type Destinations = (kustomization: JsonObject, signal: AbortSignal) => Promise<Destination>;

/** Finds clusters, each once, asked at most `limit` things at the same time. */
export function createDestinations(here: DiffCluster, remote: RemoteClusters | undefined, limit: number): Destinations {
  const known = new Map<string, Promise<Destination>>();
  const find = async (name: string, signal: AbortSignal): Promise<Destination> => {
    try {
      const found = await remote?.(name, signal);
      if (found === undefined) return { name, cluster: undefined };
      return { name, context: found.context, cluster: limitedCluster(found.cluster, limit) };
    } catch (error) {
      signal.throwIfAborted();
      return { name, cluster: undefined, failure: error instanceof Error ? error.message : String(error) };
    }
  };
  return async (kustomization, signal) => {
    const name = remoteClusterOf(kustomization);
    if (name === undefined) return { name, cluster: here };
    const destination = known.get(name) ?? find(name, signal);
    known.set(name, destination);
    return destination;
  };
}
