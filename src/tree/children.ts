import type { Category } from '../flux/kinds.ts';
import type { TreeModel } from './model.ts';
import type { KindNote } from './notes.ts';
import { parsePathId, pathId } from './pathId.ts';

/** How many rows a group shows at first, and how many more each time that a person asks for more. */
export const pageSize = 500;

/** The ids of the groups. */
export function rootIds(model: TreeModel): readonly string[] {
  return model.shown.map((category) => pathId({ type: 'group', category }));
}

/**
 * The ids below a group: what may not be listed, the first `limit` rows, the node for more, and at the end, where
 * coming and going moves no row, which kinds are out of date.
 */
export function childIds(model: TreeModel, category: Category, limit: number = pageSize): readonly string[] {
  const group = model.groups.get(category);
  if (group === undefined) return [];
  const noteIds = (code: KindNote['code']): readonly string[] =>
    group.notes.filter((note) => note.code === code).map(({ kindId }) => pathId({ type: 'note', category, kindId }));
  return [
    ...noteIds('forbidden'),
    ...group.order.slice(0, limit).map(({ key }) => pathId({ type: 'object', category, key })),
    ...(group.order.length > limit ? [pathId({ type: 'more', category })] : []),
    ...noteIds('stale'),
  ];
}

/** How many rows a group has beyond the first `limit`. */
export function rowsBeyond(model: TreeModel, category: Category, limit: number): number {
  return Math.max(0, (model.groups.get(category)?.order.length ?? 0) - limit);
}

/** The limit at which the object's row is among the children, in whole pages; undefined if the group lacks it. */
export function limitFor(model: TreeModel, id: string): number | undefined {
  const node = parsePathId(id);
  if (node?.type !== 'object') return undefined;
  const index = model.groups.get(node.category)?.order.findIndex(({ key }) => key === node.key) ?? -1;
  return index < 0 ? undefined : Math.ceil((index + 1) / pageSize) * pageSize;
}

/** The note of a note node. */
export function noteAt(model: TreeModel, id: string): KindNote | undefined {
  const node = parsePathId(id);
  if (node?.type !== 'note') return undefined;
  return model.groups.get(node.category)?.notes.find(({ kindId }) => kindId === node.kindId);
}
