import { messageOf } from '../../base/failure.ts';
import { createLimiter } from '../../base/limiter.ts';
import type { Answer, DiffCluster } from '../../diff/terms/ports.ts';
import { nameInSentence, type ObjectKey } from '../../flux/object.ts';
import type { AppliedObject } from './appliedBy.ts';

/** Reads at the same time. */
const atOnce = 4;

/**
 * Which of these objects the cluster has already, whoever made them. In a namespace that is not there nothing is: what lies in
 * the preview's own is not asked for then. What may not be read is not known.
 */
export async function liveObjects(
  objects: readonly AppliedObject[],
  namespace: string,
  cluster: Pick<DiffCluster, 'read'>,
  signal: AbortSignal,
): Promise<{ readonly live: readonly ObjectKey[]; readonly unknown: readonly string[] }> {
  const limited = createLimiter(atOnce);
  const live: ObjectKey[] = [];
  const unknown: string[] = [];
  const ask = ({ key, address }: AppliedObject): Promise<void> =>
    limited(async () => {
      const answer = await read(address, cluster, signal);
      if ('object' in answer) live.push(key);
      else if (answer.refusal.code !== 404) {
        unknown.push(`Whether ${nameInSentence(key)} is there already is not known: ${answer.refusal.message}`);
      }
    }, signal);
  const own = await read({ apiVersion: 'v1', kind: 'Namespace', name: namespace }, cluster, signal);
  const isAbsent = 'refusal' in own && own.refusal.code === 404;
  await Promise.all(objects.filter(({ address }) => !isAbsent || address.namespace !== namespace).map(ask));
  return { live, unknown };
}

async function read(
  address: AppliedObject['address'],
  cluster: Pick<DiffCluster, 'read'>,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await cluster.read(address, 'self', signal);
  } catch (error) {
    signal.throwIfAborted();
    return { refusal: { code: 0, reason: 'Unreachable', message: messageOf(error) } };
  }
}
