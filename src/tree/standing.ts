import { healthOrder, settledVerdict, type Health } from '../flux/health.ts';

/**
 * How an object stands when a run in progress is left out: an object that failed and retries is failing, one that
 * was ready and is looked at again is ready. Counts and filters go by it, so that retries change neither.
 */
export type Standing =
  | 'failing'
  /** At work on its first verdict. */
  | 'unsettled'
  | 'terminating'
  | 'waiting'
  | 'unknown'
  | 'suspended'
  | 'ready'
  | 'noStatus';

/** How an object stands among others, by its health and, while a run is in progress, the verdict before it. */
export function standingOf(health: Health): Standing {
  const verdict = settledVerdict(health);
  if (verdict !== undefined) return verdict === 'failed' ? 'failing' : verdict;
  switch (health.state) {
    case 'reconciling':
      return 'unsettled';
    case 'failed':
      return 'failing';
    default:
      return health.state;
  }
}

/** Place of an object among others by health, 0 first. What retries stays among the failing or waiting objects. */
export function rankOf(health: Health): number {
  const standing = standingOf(health);
  if (standing === 'failing') return healthOrder.indexOf('failed');
  return healthOrder.indexOf(standing === 'waiting' ? 'waiting' : health.state);
}

/** How many objects stand how; the standings add up to `total`. */
export interface HealthCounts extends Readonly<Record<Standing, number>> {
  readonly total: number;
  /** Those with a run in progress, however they stand. */
  readonly reconciling: number;
}

export const noCounts: HealthCounts = {
  total: 0,
  reconciling: 0,
  failing: 0,
  unsettled: 0,
  terminating: 0,
  waiting: 0,
  unknown: 0,
  suspended: 0,
  ready: 0,
  noStatus: 0,
};

/** The counts after objects changed from one health to another; undefined is an object that is not there. */
export function recount(
  counts: HealthCounts,
  changes: Iterable<{ readonly before: Health | undefined; readonly after: Health | undefined }>,
): HealthCounts {
  const next = { ...counts };
  const add = (health: Health | undefined, by: 1 | -1): void => {
    if (health === undefined) return;
    next.total += by;
    next[standingOf(health)] += by;
    if (health.state === 'reconciling') next.reconciling += by;
  };
  for (const { before, after } of changes) {
    add(before, -1);
    add(after, 1);
  }
  return next;
}

/** The counts of several parts together. */
export function sumCounts(parts: Iterable<HealthCounts>): HealthCounts {
  const sum = { ...noCounts };
  for (const part of parts) {
    for (const name of Object.keys(noCounts) as (keyof HealthCounts)[]) sum[name] += part[name];
  }
  return sum;
}
