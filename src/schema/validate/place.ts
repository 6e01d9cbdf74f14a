import {
  keyName,
  type Path,
  type Span,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import { effectiveEntries } from '../../manifests/yaml/toJson.ts';

/** Where a value stands in a document. */
export interface Place {
  /** Of the value; of the nearest written value around it where it is not written. */
  readonly value: Span;
  /** Of the key that names it, or of the nearest key around it. */
  readonly key: Span;
  /** The scalar, if the value is one that is written here and not behind an alias. */
  readonly scalar: YamlScalar | undefined;
  /** The key, if it is written here and not behind an alias, so that it can be changed. */
  readonly keyScalar: YamlScalar | undefined;
}

/**
 * The place of a value. What lies behind an alias or a merge key (`<<`) is placed at the alias: the text it comes from may
 * be right elsewhere.
 */
export function placeOf(root: YamlMap, path: Path): Place {
  let node: YamlNode = root;
  let key = rootKey(root);
  let value = key;
  let keyScalar: YamlScalar | undefined;
  for (const step of path) {
    if (node.type === 'alias') return { value: node.span, key: node.span, scalar: undefined, keyScalar: undefined };
    keyScalar = undefined;
    let next: YamlNode | undefined;
    if (typeof step === 'number') {
      next = node.type === 'sequence' ? node.items[step] : undefined;
      if (next !== undefined) key = firstKey(next);
    } else if (node.type === 'map') {
      const own = ownEntry(node, step);
      if (own === undefined) {
        const merge = mergeOf(node, step);
        if (merge === undefined) break;
        return { value: merge, key: merge, scalar: undefined, keyScalar: undefined };
      }
      key = own.key.span;
      value = own.value?.span ?? own.key.span;
      keyScalar = own.key;
      next = own.value;
    }
    if (next === undefined) break;
    value = isBlock(next) ? key : next.span;
    node = next;
  }
  const scalar = node.type === 'scalar' ? node : undefined;
  return { value, key, scalar, keyScalar };
}

/** The whole object is shown by its kind. */
function rootKey(root: YamlMap): Span {
  const kind = ownEntry(root, 'kind');
  return kind?.value?.span ?? root.entries[0]?.key.span ?? root.span;
}

/** Maps and lists of many lines are shown by the key that names them: a squiggle under a page says nothing. */
function isBlock(node: YamlNode): boolean {
  return (node.type === 'map' || node.type === 'sequence') && !node.flow;
}

function firstKey(node: YamlNode): Span {
  return (node.type === 'map' ? node.entries[0]?.key.span : undefined) ?? node.span;
}

const namesOf = new WeakMap<YamlMap, ReadonlyMap<string, YamlEntry>>();

function ownEntry(map: YamlMap, name: string): YamlEntry | undefined {
  if (map.entries.length < 20) return map.entries.findLast(({ key }) => keyName(key) === name);
  const names = namesOf.get(map) ?? new Map(map.entries.map((entry) => [keyName(entry.key), entry]));
  namesOf.set(map, names);
  return names.get(name);
}

/** The value of the merge key that brings a field in. */
function mergeOf(map: YamlMap, name: string): Span | undefined {
  const merged = effectiveEntries(map).find(({ key }) => keyName(key) === name);
  if (merged === undefined) return undefined;
  return ownEntry(map, '<<')?.value?.span;
}
