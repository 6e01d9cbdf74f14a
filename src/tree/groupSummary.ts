import type { Group } from './group.ts';
import { hiddenIn } from './group.ts';

/** What a group says beside its name. */
export interface GroupSummary {
  /**
   * The most urgent that is true of some object: `failing` "3 failing of 120"; `ready` "9 ready", if not all have a
   * status "6 ready of 9"; `objects` "2": none has a status; `none`: nothing is known to be there.
   */
  readonly code:
    'failing' | 'waiting' | 'terminating' | 'unknown' | 'unsettled' | 'suspended' | 'ready' | 'objects' | 'none';
  readonly count: number;
  readonly total: number;
  /** How many of `total` the filter hides. */
  readonly hidden: number;
  /** Kinds that may not be listed, are out of date, or are not here yet. */
  readonly forbidden: boolean;
  readonly stale: boolean;
  readonly loading: boolean;
}

const urgency = ['failing', 'waiting', 'terminating', 'unknown', 'unsettled', 'suspended', 'ready'] as const;

/** The summary of a group. Runs in progress are left out of it, so it changes only with verdicts. */
export function groupSummary(group: Group): GroupSummary {
  const { counts, notes, loading } = group;
  const { total } = counts;
  const code = urgency.find((standing) => counts[standing] > 0) ?? (total > 0 ? 'objects' : 'none');
  return {
    code,
    count: code === 'objects' || code === 'none' ? total : counts[code],
    total,
    hidden: hiddenIn(group),
    forbidden: notes.some((note) => note.code === 'forbidden'),
    stale: notes.some((note) => note.code === 'stale'),
    loading,
  };
}

/** Whether two summaries read the same. */
export function sameSummary(a: GroupSummary, b: GroupSummary): boolean {
  return (Object.keys(a) as (keyof GroupSummary)[]).every((name) => a[name] === b[name]);
}
