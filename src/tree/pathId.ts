import { categories, type Category } from '../flux/kinds.ts';
import { kindId, type KindId, type ObjectKey } from '../flux/object.ts';

/** What a node of the tree stands for. */
export type TreeNode =
  | { readonly type: 'group'; readonly category: Category }
  | { readonly type: 'object'; readonly category: Category; readonly key: ObjectKey }
  /** A kind that cannot be listed, or whose objects may be out of date. */
  | { readonly type: 'note'; readonly category: Category; readonly kindId: KindId }
  /** Stands for the children beyond those shown. */
  | { readonly type: 'more'; readonly category: Category };

const note = '#note/';
const more = '#more';

/**
 * The id of a node: `sources`, `sources/<group>/<Kind>/<namespace>/<name>`, `sources/#note/<group>/<Kind>`,
 * `sources/#more`. Stable as long as the thing exists, so VS Code keeps selection and expansion; `#` starts no API
 * group, so the forms cannot meet.
 */
export function pathId(node: TreeNode): string {
  switch (node.type) {
    case 'group':
      return node.category;
    case 'object':
      return `${node.category}/${node.key}`;
    case 'note':
      return `${node.category}/${note}${node.kindId}`;
    case 'more':
      return `${node.category}/${more}`;
  }
}

/** The node of an id, or undefined if no node has such an id. */
export function parsePathId(id: string): TreeNode | undefined {
  const slash = id.indexOf('/');
  const category = categories.find((known) => known === (slash < 0 ? id : id.slice(0, slash)));
  if (category === undefined || slash < 0) return category && { type: 'group', category };
  const rest = id.slice(slash + 1);
  if (rest === more) return { type: 'more', category };
  if (rest.startsWith(note)) return parseNote(category, rest.slice(note.length));
  const parts = rest.split('/');
  return parts.length < 4 || parts.at(-1) === '' ? undefined : { type: 'object', category, key: rest as ObjectKey };
}

/** The id of the node that holds `id`: a group for all but groups, which the root holds. */
export function parentPathId(id: string): string | undefined {
  const slash = id.indexOf('/');
  return slash < 0 ? undefined : id.slice(0, slash);
}

function parseNote(category: Category, id: string): TreeNode | undefined {
  const [group = '', kind = '', ...rest] = id.split('/');
  return kind === '' || rest.length > 0 ? undefined : { type: 'note', category, kindId: kindId(group, kind) };
}
