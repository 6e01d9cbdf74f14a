import { groupOf, kindIdOf, parseKey, type ObjectKey } from '../../flux/object.ts';
import type { DiffCluster, DiffFacts } from '../terms/ports.ts';
import type { Found } from './readiness.ts';

/** Finds Flux objects: among those that are known already, else by asking the cluster, each once. */
export function createFluxFinder(
  facts: DiffFacts,
  cluster: DiffCluster,
): (key: ObjectKey, signal: AbortSignal) => Promise<Found> {
  const asked = new Map<ObjectKey, Promise<Found>>();
  return (key, signal) => {
    const known = facts.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const answer = asked.get(key) ?? ask(key, cluster, signal);
    asked.set(key, answer);
    return answer;
  };
}

async function ask(key: ObjectKey, cluster: DiffCluster, signal: AbortSignal): Promise<Found> {
  const { kind, namespace, name } = parseKey(key);
  // Served since Flux 2.0; ExternalArtifact since it is there.
  const apiVersion = `${groupOf(kindIdOf(key))}/v1`;
  const answer = await cluster.read({ apiVersion, kind, namespace, name }, 'self', signal);
  if ('object' in answer) return answer.object;
  // A kind that is served in another version, or may not be read, says nothing.
  return answer.refusal.code === 404 && answer.refusal.reason !== 'NoKindMatch' ? 'absent' : 'unknown';
}
