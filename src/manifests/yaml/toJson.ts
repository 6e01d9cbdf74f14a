import type { Json } from '../../flux/object.ts';
import { asMap, asSequence, keyName, resolved, type YamlMap, type YamlNode } from './node.ts';

/** A value of more nodes than this, aliases followed, is not made: aliases can multiply without end. */
const mostNodes = 400_000;

/**
 * The JSON value that the API server's decoder makes of a node: aliases and merge keys (`<<`) undone, of duplicate keys
 * the last. Undefined where the value would be of more than 400,000 nodes.
 */
export function toJson(node: YamlNode | undefined): Json | undefined {
  let left = mostNodes;
  const make = (from: YamlNode | undefined): Json => {
    if (--left < 0) return null;
    const target = resolved(from);
    if (target === undefined) return null;
    if (target.type === 'scalar') return target.value;
    if (target.type === 'sequence') return target.items.map(make);
    const made: Record<string, Json> = {};
    for (const { key, value } of effectiveEntries(target)) {
      Object.defineProperty(made, keyName(key), {
        value: make(value),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return made;
  };
  const value = make(node);
  return left < 0 ? undefined : value;
}

/** Merging stops at so many entries, and follows merged maps' own merges so deep: both can be made to grow without end. */
const mostMerged = 1_000;
const deepestMerge = 100;

/** What maps with merges come to: a map can be merged by many, and each time with all that it merges. */
const merges = new WeakMap<YamlMap, YamlMap['entries']>();

/**
 * The entries that count in a map: merged maps (`<<`) are spread, own keys before merged ones, earlier merged maps before
 * later ones; of duplicate own keys the last.
 */
export function effectiveEntries(map: YamlMap, depth = 0): YamlMap['entries'] {
  if (!map.entries.some(isMerge) && !hasDuplicates(map)) return map.entries;
  const known = merges.get(map);
  if (known !== undefined) return known;
  const byName = new Map<string, YamlMap['entries'][number]>();
  for (const entry of map.entries) if (!isMerge(entry)) byName.set(keyName(entry.key), entry);
  const merged = depth > deepestMerge ? [] : map.entries.filter(isMerge).flatMap(({ value }) => mergedMaps(value));
  for (const source of merged) {
    for (const entry of effectiveEntries(source, depth + 1)) {
      if (byName.size >= mostMerged) break;
      if (!byName.has(keyName(entry.key))) byName.set(keyName(entry.key), entry);
    }
  }
  const entries = [...byName.values()];
  merges.set(map, entries);
  return entries;
}

/** Whether an entry merges other maps into its own. */
export function isMerge({ key }: YamlMap['entries'][number]): boolean {
  return key.style === 'plain' && key.text === '<<';
}

function mergedMaps(value: YamlNode | undefined): YamlMap[] {
  const one = asMap(value);
  if (one !== undefined) return [one];
  return (asSequence(value)?.items ?? []).map(asMap).filter((map) => map !== undefined);
}

function hasDuplicates({ entries }: YamlMap): boolean {
  return entries.length > 1 && new Set(entries.map(({ key }) => keyName(key))).size < entries.length;
}
