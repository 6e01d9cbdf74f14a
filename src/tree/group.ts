import type { Category } from '../flux/kinds.ts';
import type { KindSnapshot } from '../flux/snapshot.ts';
import { arrange, type Arrangement, type ObjectChange } from './arrange.ts';
import { keepNotes, notesOf, type KindNote } from './notes.ts';
import { noCounts, recount, type HealthCounts } from './standing.ts';

/** A group of the tree: the objects of one category. */
export interface Group extends Arrangement {
  readonly category: Category;
  /** All objects of the category, those that the filter hides included. */
  readonly counts: HealthCounts;
  readonly notes: readonly KindNote[];
  /** The objects of a kind were not received yet. */
  readonly loading: boolean;
  /** Whether the group is open when it is first seen: it was failing by the time its objects had arrived. */
  readonly expanded: boolean;
  /** `expanded` is decided and stays. */
  readonly seen: boolean;
}

/** A group without kinds and objects. */
export function emptyGroup(category: Category): Group {
  const nothing = { counts: noCounts, order: [], moves: new Map(), notes: [] };
  return { ...nothing, category, loading: false, expanded: false, seen: false };
}

/** The group as it would be without objects, to be filled anew: what was decided at first sight stays. */
export function emptied({ category, notes, loading, expanded, seen }: Group): Group {
  return { ...emptyGroup(category), notes, loading, expanded, seen };
}

/** Whether the group has anything to show. */
export function isShown(group: Group): boolean {
  return group.order.length > 0 || group.notes.some(({ code }) => code === 'forbidden');
}

/** How many objects the filter hides. */
export function hiddenIn(group: Group): number {
  return group.counts.total - group.order.length;
}

/** The group after `changes` of its objects; `kinds` are those of its category, `anyLive` is said of all kinds. */
export function updateGroup(
  previous: Group,
  changes: readonly ObjectChange[],
  { kinds, anyLive, now }: { readonly kinds: readonly KindSnapshot[]; readonly anyLive: boolean; readonly now: number },
): Group {
  const healths = changes.map(({ before, after }) => ({ before: before?.health, after: after?.health }));
  const counts = changes.length === 0 ? previous.counts : recount(previous.counts, healths);
  const loading = kinds.some(({ state }) => state.phase === 'loading');
  const expanded = previous.seen ? previous.expanded : previous.expanded || counts.failing > 0;
  const notes = keepNotes(previous.notes, notesOf(kinds, anyLive));
  const { category, seen } = previous;
  const next = { ...arrange(previous, changes, now), category, counts, notes, loading, expanded, seen };
  return { ...next, seen: seen || (isShown(next) && !loading) };
}
