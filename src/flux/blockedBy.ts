import { healthOf, type Health } from './health.ts';
import type { FluxObject, ObjectKey } from './object.ts';
import type { Lookup } from './references.ts';

/** One step on the way from a waiting object to what keeps it waiting. */
export interface Blocker {
  readonly key: ObjectKey;
  /** Undefined if nothing is known of the object: it is absent, or not to be seen. */
  readonly health: Health | undefined;
}

/**
 * What an object waits for, the nearest first, the root cause last: `apps` waits for `infra`, which failed.
 * Empty for an object that does not wait. Objects that wait for each other end the chain where it would repeat,
 * so the last blocker then waits itself.
 */
export function blockedBy(object: FluxObject, lookup: Lookup): readonly Blocker[] {
  const chain: Blocker[] = [];
  const seen = new Set<ObjectKey>([object.key]);
  let health: Health | undefined = healthOf(object, { lookup });
  while (health?.state === 'waiting' && health.on !== undefined && !seen.has(health.on)) {
    const key = health.on;
    seen.add(key);
    const blocker = lookup(key);
    health = blocker === undefined ? undefined : healthOf(blocker, { lookup });
    chain.push({ key, health });
  }
  return chain;
}
