import { keyName, type Path, type Span, type YamlEntry, type YamlNode } from '../yaml/node.ts';

/** A node with what it stands in. */
export interface PlacedNode {
  readonly node: YamlNode;
  /** From the root, as it is written: no alias is followed. */
  readonly path: Path;
  /** The entry whose value it is; absent for a root and for items. */
  readonly entry?: YamlEntry;
  /** Directly around it; absent for a root. */
  readonly parent?: PlacedNode;
  /** Whether it stands within braces or brackets. */
  readonly inFlow: boolean;
}

/** Deeper trees are not read (libraryNodes.ts). */
const deepest = 400;

/**
 * The innermost node that covers a stretch of a document, with all around it: the value of an entry where the stretch is
 * the entry's or lies on its value, never a key. Undefined where the stretch reaches out of the root.
 */
export function nodeAround(root: YamlNode | undefined, span: Span): PlacedNode | undefined {
  if (root === undefined || !covers(root.span, span)) return undefined;
  let at: PlacedNode = { node: root, path: [], inFlow: false };
  for (let depth = 0; depth < deepest; depth++) {
    const next = childAround(at, span);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** The node at a path as it is written; undefined where an alias or a merge key would have to be followed. */
export function placedAt(root: YamlNode | undefined, path: Path): PlacedNode | undefined {
  if (root === undefined) return undefined;
  let at: PlacedNode = { node: root, path: [], inFlow: false };
  for (const step of path) {
    const next = childrenOf(at).findLast(({ path: own }) => own.at(-1) === step);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

/** The nodes directly within a node: values of entries (where there are any) and items. */
export function childrenOf(parent: PlacedNode): PlacedNode[] {
  const { node, path } = parent;
  if (node.type === 'sequence') {
    const inFlow = parent.inFlow || node.flow;
    return node.items.map((item, index) => ({ node: item, path: [...path, index], parent, inFlow }));
  }
  if (node.type !== 'map') return [];
  return node.entries.flatMap((entry) => childOf(parent, entry) ?? []);
}

function childOf(parent: PlacedNode, entry: YamlEntry): PlacedNode | undefined {
  const { node, path, inFlow } = parent;
  if (entry.value === undefined || node.type !== 'map') return undefined;
  return { node: entry.value, path: [...path, keyName(entry.key)], entry, parent, inFlow: inFlow || node.flow };
}

function childAround(parent: PlacedNode, span: Span): PlacedNode | undefined {
  const { node } = parent;
  if (node.type === 'sequence') return childrenOf(parent).find((child) => covers(child.node.span, span));
  if (node.type !== 'map') return undefined;
  const entry = node.entries.findLast((one) => covers(one.span, span));
  if (entry?.value === undefined) return undefined;
  const isWhole = span.start === entry.span.start && span.end >= entry.value.span.end;
  return isWhole || covers(entry.value.span, span) ? childOf(parent, entry) : undefined;
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
