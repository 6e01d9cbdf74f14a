import { keyName, type Path, type YamlEntry, type YamlNode } from '../manifests/yaml/node.ts';

/** What an offset of a document points at. */
export interface Located {
  /** The way from the root to the value, or to the value of the key. */
  readonly path: Path;
  /** The innermost entry of a map that the offset lies in. */
  readonly entry: YamlEntry | undefined;
  /** Whether the offset is on the entry's key. */
  readonly onKey: boolean;
  /** The innermost value; of a key its value. */
  readonly node: YamlNode | undefined;
}

/** Finds the innermost key or scalar at an offset. Aliases are not followed. Undefined between the nodes. */
export function locate(root: YamlNode | undefined, offset: number): Located | undefined {
  const path: (string | number)[] = [];
  let entry: YamlEntry | undefined;
  let node = root;
  while (node !== undefined) {
    if (node.type === 'map') {
      const found: YamlEntry | undefined = entryAt(node.entries, offset);
      if (found === undefined) return undefined;
      entry = found;
      path.push(keyName(found.key));
      if (covers(found.key, offset)) return { path, entry, onKey: true, node: found.value };
      node = found.value;
    } else if (node.type === 'sequence') {
      const index = node.items.findIndex((item) => covers(item, offset));
      if (index < 0) return undefined;
      path.push(index);
      node = node.items[index];
    } else {
      return covers(node, offset) ? { path, entry, onKey: false, node } : undefined;
    }
  }
  return undefined;
}

/** The entry at an offset; entries come in the order of the text. */
function entryAt(entries: readonly YamlEntry[], offset: number): YamlEntry | undefined {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry === undefined || offset < entry.span.start) high = middle - 1;
    else if (offset > entry.span.end) low = middle + 1;
    else return entry;
  }
  return undefined;
}

function covers({ span }: YamlNode, offset: number): boolean {
  return offset >= span.start && offset <= span.end;
}
