import type { Category } from '../flux/kinds.ts';
import type { ObjectChange } from './arrange.ts';
import type { Group } from './group.ts';
import { groupSummary, sameSummary } from './groupSummary.ts';
import type { Placed } from './order.ts';
import { pathId } from './pathId.ts';

/** The ids of the nodes to refresh, or all of them. To refresh a group is to read its children again too. */
export type Refresh = readonly string[] | 'all';

/** What {@link refreshOf} looks at in a model. */
interface Shown {
  readonly groups: ReadonlyMap<Category, Group>;
  readonly shown: readonly Category[];
}

/**
 * The smallest set of nodes that brings a view of `previous` to `next`: all if groups come or go; a group, instead
 * of its children, if its label, its notes or the rows in it differ or stand in another order; else the rows.
 */
export function refreshOf(
  previous: Shown,
  next: Shown,
  changes: ReadonlyMap<Category, readonly ObjectChange[]>,
): Refresh {
  if (previous.shown.join() !== next.shown.join()) return 'all';
  return next.shown.flatMap((category) => {
    const [before, after] = [previous.groups.get(category), next.groups.get(category)];
    if (before === undefined || after === undefined || differs(before, after)) {
      return [pathId({ type: 'group', category })];
    }
    const rows = (changes.get(category) ?? []).filter((change) => change.after?.visible === true);
    return rows.map(({ key }) => pathId({ type: 'object', category, key }));
  });
}

function differs(before: Group, after: Group): boolean {
  return (
    !sameRows(before.order, after.order) ||
    before.notes !== after.notes ||
    !sameSummary(groupSummary(before), groupSummary(after))
  );
}

function sameRows(before: readonly Placed[], after: readonly Placed[]): boolean {
  return before === after || (before.length === after.length && before.every(({ key }, i) => key === after[i]?.key));
}
