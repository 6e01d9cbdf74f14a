/**
 * A YAML document that can be wrong: maps as lists of entries, so that a key can stand twice, and plain scalars as text, so
 * that what YAML makes of them is left to the reader.
 */
export type Tree = Scalar | Raw | TreeMap | TreeList;
export type Scalar = string | number | boolean | null;

/** A plain scalar as it is written. */
export interface Raw {
  readonly type: 'raw';
  readonly text: string;
}

export interface TreeMap {
  readonly type: 'map';
  readonly entries: readonly (readonly [string, Tree])[];
}

export interface TreeList {
  readonly type: 'list';
  readonly items: readonly Tree[];
}

/** The way to a part of a tree: places among entries or items. */
export type TreePath = readonly number[];

/** A JSON value as a tree. */
export function toTree(value: unknown): Tree {
  if (Array.isArray(value)) return { type: 'list', items: value.map(toTree) };
  if (typeof value !== 'object' || value === null) return value as Scalar;
  return { type: 'map', entries: Object.entries(value).map(([key, each]) => [key, toTree(each)] as const) };
}

/** The tree as YAML: strings in quotes, so that only raw scalars depend on what YAML makes of a word. */
export function toText(tree: Tree, indent = ''): string {
  if (typeof tree !== 'object' || tree === null) return JSON.stringify(tree);
  if (tree.type === 'raw') return tree.text;
  const inner = `${indent}  `;
  if (tree.type === 'list') {
    if (tree.items.length === 0) return '[]';
    return tree.items
      .map((item) => `\n${indent}- ${isBlock(item) ? toText(item, inner).trimStart() : toText(item)}`)
      .join('');
  }
  if (tree.entries.length === 0) return '{}';
  return tree.entries
    .map(([key, value]) => {
      return `\n${indent}${JSON.stringify(key)}:${isBlock(value) ? toText(value, inner) : ` ${toText(value)}`}`;
    })
    .join('');
}

function isBlock(tree: Tree): boolean {
  if (typeof tree !== 'object' || tree === null || tree.type === 'raw') return false;
  return (tree.type === 'list' ? tree.items : tree.entries).length > 0;
}

/** The part of a tree at a path. */
export function partAt(tree: Tree, path: TreePath): Tree {
  return path.reduce<Tree>((part, step) => childrenOf(part)[step] ?? null, tree);
}

/** The tree with another part at a path; without one, the part is gone. */
export function replaceAt(tree: Tree, path: TreePath, change: (part: Tree) => Tree | undefined): Tree {
  const [step, ...rest] = path;
  if (step === undefined) return change(tree) ?? null;
  if (typeof tree !== 'object' || tree === null || tree.type === 'raw') return tree;
  const inside = (part: Tree): Tree | undefined => (rest.length === 0 ? change(part) : replaceAt(part, rest, change));
  if (tree.type === 'list') {
    const items = tree.items.flatMap((item, index) => (index === step ? present(inside(item)) : [item]));
    return { type: 'list', items };
  }
  const entries = tree.entries.flatMap((entry, index) => {
    if (index !== step) return [entry];
    return present(inside(entry[1])).map((value) => [entry[0], value] as const);
  });
  return { type: 'map', entries };
}

/** The paths of all parts but the root, and of each the names and places on the way. */
export function partsOf(
  tree: Tree,
  path: TreePath = [],
  names: readonly string[] = [],
): { path: TreePath; names: readonly string[] }[] {
  if (typeof tree !== 'object' || tree === null || tree.type === 'raw') return [];
  return childrenOf(tree).flatMap((child, index) => {
    const name = tree.type === 'map' ? (tree.entries[index]?.[0] ?? '') : String(index);
    const here = { path: [...path, index], names: [...names, name] };
    return [here, ...partsOf(child, here.path, here.names)];
  });
}

function childrenOf(tree: Tree): readonly Tree[] {
  if (typeof tree !== 'object' || tree === null || tree.type === 'raw') return [];
  return tree.type === 'list' ? tree.items : tree.entries.map(([, value]) => value);
}

function present<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}
