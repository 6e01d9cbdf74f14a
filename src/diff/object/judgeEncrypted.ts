import { skippedBy } from '../applier/markers.ts';
import type { DiffCluster } from '../terms/ports.ts';
import { addressOf, keyOfObject } from '../values/objects.ts';
import type { Candidate } from './candidates.ts';
import { changedEncrypted } from './encrypted.ts';
import { leftAlone, liveIn, type ObjectRules, type Verdict } from './verdict.ts';

/**
 * What would become of an object with values that SOPS encrypted. They are neither sent nor known: what is there is what was
 * decrypted, so encrypted is compared with encrypted, as the applied revision has it.
 */
export async function judgeEncrypted(
  { object, encrypted }: Candidate,
  { identity, applied }: ObjectRules,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<Verdict> {
  const found = await cluster.read(addressOf(object), identity, signal);
  if ('refusal' in found && found.refusal.code === 404)
    return { action: 'create', result: object, isDeclaredOnly: true };
  const live = 'object' in found ? found.object : undefined;
  const marker = skippedBy(object, live);
  if (marker !== undefined) return leftAlone(marker, live);
  const before = applied(keyOfObject(object));
  const changes = before && encrypted && changedEncrypted(before, encrypted);
  if (live !== undefined && changes?.length === 0) return { action: 'unchanged', live, result: live };
  const message = changes === undefined ? undefined : `changed (encrypted): ${changes.join(', ')}`;
  return { action: 'unknown', unknown: 'encrypted', ...liveIn(live), ...(message !== undefined && { message }) };
}
