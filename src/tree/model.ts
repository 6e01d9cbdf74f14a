import { groupBy } from '../base/groupBy.ts';
import { categories, categoryOf, type Category } from '../flux/kinds.ts';
import { kindIdOf, type KindId, type ObjectKey } from '../flux/object.ts';
import { emptySnapshot, type ChangeSet, type KindSnapshot, type Snapshot } from '../flux/snapshot.ts';
import type { ObjectChange, Sight } from './arrange.ts';
import { matcherOf, noFilter, sameFilter, type Matcher, type TreeFilter } from './filter.ts';
import { emptied, emptyGroup, hiddenIn, isShown, updateGroup, type Group } from './group.ts';
import { emptyHealthIndex, updateHealth, type HealthIndex } from './healthIndex.ts';
import { compareText } from './order.ts';
import { refreshOf, type Refresh } from './refresh.ts';

/** What the tree shows: immutable, and what did not change is the same value in the next model. */
export interface TreeModel {
  readonly snapshot: Snapshot;
  readonly health: HealthIndex;
  readonly filter: TreeFilter;
  /** The groups of all categories that have kinds, shown or not. */
  readonly groups: ReadonlyMap<Category, Group>;
  /** The categories that are shown, in order. */
  readonly shown: readonly Category[];
  /** How many objects pass the filter, and how many it hides. */
  readonly visible: number;
  readonly hidden: number;
}

export interface TreeInput {
  readonly snapshot: Snapshot;
  /**
   * What differs from the snapshot of the model before; nothing changed if it is the same snapshot. Undefined if that
   * is not known: then everything is looked at.
   */
  readonly changes?: ChangeSet;
  readonly filter: TreeFilter;
  /** Milliseconds of any clock, always the same one. */
  readonly now: number;
}

export interface TreeUpdate {
  readonly model: TreeModel;
  readonly refresh: Refresh;
  /** When to update again, with no changes, for rows to move to their places; undefined if none is to move. */
  readonly settleAt?: number;
}

export const emptyTree: TreeModel = {
  snapshot: emptySnapshot,
  health: emptyHealthIndex,
  filter: noFilter,
  groups: new Map(),
  shown: [],
  visible: 0,
  hidden: 0,
};

const noChanges: ChangeSet = { objects: new Set(), kinds: new Set() };

/** The model after a change of the cluster's objects, of the filter, or of the time. */
export function updateTree(previous: TreeModel, input: TreeInput): TreeUpdate {
  const { snapshot, filter, now } = input;
  const changes = snapshot === previous.snapshot ? noChanges : input.changes;
  const { index: health, changed } = updateHealth(previous.health, snapshot, changes);
  const anew = changes === undefined || !sameFilter(previous.filter, filter);
  const matches = matcherOf(filter);
  const byCategory = changesByCategory(anew ? allKeys(snapshot) : changed, {
    before: anew ? () => undefined : sightOf(previous.snapshot, previous.health, matches),
    after: sightOf(snapshot, health, matches),
  });
  const groups = new Map<Category, Group>();
  const anyLive = [...snapshot.kinds.values()].some(({ state }) => state.phase === 'live');
  for (const [category, kinds] of kindsByCategory(snapshot)) {
    const known = previous.groups.get(category) ?? emptyGroup(category);
    const context = { kinds, anyLive, now };
    groups.set(category, updateGroup(anew ? emptied(known) : known, byCategory.get(category) ?? [], context));
  }
  const model = { snapshot, health, filter, groups, ...totals(groups, snapshot) };
  return { model, refresh: anew ? 'all' : refreshOf(previous, model, byCategory), ...nextSettling(groups) };
}

type SightOf = (id: KindId, key: ObjectKey) => Sight | undefined;

function sightOf(snapshot: Snapshot, health: HealthIndex, matches: Matcher): SightOf {
  return (id, key) => {
    const object = snapshot.kinds.get(id)?.objects.get(key);
    const known = health.kinds.get(id)?.get(key);
    return object && known && { health: known, visible: matches(object, known) };
  };
}

function changesByCategory(
  keys: Iterable<ObjectKey>,
  { before, after }: { readonly before: SightOf; readonly after: SightOf },
): ReadonlyMap<Category, readonly ObjectChange[]> {
  const byCategory = new Map<Category, ObjectChange[]>();
  for (const key of keys) {
    const id = kindIdOf(key);
    const category = categoryOf(id);
    let changes = byCategory.get(category);
    if (changes === undefined) byCategory.set(category, (changes = []));
    changes.push({ key, before: before(id, key), after: after(id, key) });
  }
  return byCategory;
}

/** The kinds of each category, both in the order of the tree. */
function kindsByCategory(snapshot: Snapshot): ReadonlyMap<Category, readonly KindSnapshot[]> {
  const kinds = [...snapshot.kinds.values()].sort(
    (a, b) => compareText(a.served.kind, b.served.kind) || compareText(a.served.group, b.served.group),
  );
  const grouped = groupBy(kinds, ({ served }) => categoryOf(served.id));
  return new Map([...grouped].sort(([a], [b]) => categories.indexOf(a) - categories.indexOf(b)));
}

function allKeys(snapshot: Snapshot): readonly ObjectKey[] {
  return [...snapshot.kinds.values()].flatMap(({ objects }) => [...objects.keys()]);
}

function totals(
  groups: ReadonlyMap<Category, Group>,
  { kinds }: Snapshot,
): Pick<TreeModel, 'shown' | 'visible' | 'hidden'> {
  const all = [...groups.values()];
  const visible = all.reduce((sum, { order }) => sum + order.length, 0);
  const hidden = all.reduce((sum, group) => sum + hiddenIn(group), 0);
  // Beside rows VS Code shows no welcome text, which says more than notes alone.
  const phases = [...kinds.values()].map(({ state }) => state.phase);
  const saidElsewhere = hidden > 0 || phases.includes('loading') || phases.every((phase) => phase === 'forbidden');
  const shown = visible === 0 && saidElsewhere ? [] : all.filter(isShown);
  return { shown: shown.map(({ category }) => category), visible, hidden };
}

function nextSettling(groups: ReadonlyMap<Category, Group>): { settleAt?: number } {
  const times = [...groups.values()].flatMap(({ settleAt }) => settleAt ?? []);
  return times.length === 0 ? {} : { settleAt: Math.min(...times) };
}
