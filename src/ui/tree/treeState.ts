import type { Disposable } from '../../base/disposable.ts';
import { createEmitter, type Event } from '../../base/event.ts';
import type { Category } from '../../flux/kinds.ts';
import type { ChangeSet } from '../../flux/snapshot.ts';
import { limitFor, pageSize } from '../../tree/children.ts';
import type { TreeFilter } from '../../tree/filter.ts';
import { emptyTree, updateTree, type TreeModel } from '../../tree/model.ts';
import { parsePathId, pathId } from '../../tree/pathId.ts';
import type { Refresh } from '../../tree/refresh.ts';
import type { SessionHost } from '../sessionHost.ts';

/** The one owner of the tree's model, its filter and how much of each group is shown. */
export interface TreeState extends Disposable {
  readonly model: TreeModel;
  /** Fires with each new model; nothing is to be refreshed where only what surrounds the tree changed. */
  readonly onDidChange: Event<Refresh>;
  setFilter(filter: TreeFilter): void;
  /** How many rows of a group are shown. */
  limitOf(category: Category): number;
  showMore(category: Category): void;
  /** Makes sure that an object's row is among those shown; false if no group has it. */
  makeRoomFor(id: string): boolean;
}

/** Follows the host's snapshots with a model of the tree. */
export function createTreeState(host: SessionHost): TreeState {
  const changed = createEmitter<Refresh>();
  const limits = new Map<Category, number>();
  let model = emptyTree;
  let timer: NodeJS.Timeout | undefined;

  const update = (filter: TreeFilter, changes?: ChangeSet): void => {
    const { snapshot } = host;
    const now = performance.now();
    const next = updateTree(model, { snapshot, filter, now, ...(changes && { changes }) });
    model = next.model;
    clearTimeout(timer);
    if (next.settleAt !== undefined) {
      timer = setTimeout(() => update(model.filter), Math.max(0, next.settleAt - now));
    }
    changed.fire(next.refresh);
  };

  const setLimit = (category: Category, limit: number): void => {
    if (limit <= (limits.get(category) ?? pageSize)) return;
    limits.set(category, limit);
    changed.fire([pathId({ type: 'group', category })]);
  };
  const limitOf = (category: Category): number => limits.get(category) ?? pageSize;

  const subscription = host.onDidChange(({ changes }) => update(model.filter, changes));
  return {
    get model() {
      return model;
    },
    onDidChange: changed.event,
    setFilter: (filter) => update(filter),
    limitOf,
    showMore: (category) => setLimit(category, limitOf(category) + pageSize),
    makeRoomFor(id) {
      const node = parsePathId(id);
      const limit = limitFor(model, id);
      if (node === undefined || limit === undefined) return false;
      setLimit(node.category, limit);
      return true;
    },
    dispose() {
      clearTimeout(timer);
      subscription.dispose();
      changed.dispose();
    },
  };
}
