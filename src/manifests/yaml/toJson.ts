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

/**
 * The entries that count in a map: merged maps (`<<`) are spread, own keys before merged ones, earlier merged maps before
 * later ones; of duplicate own keys the last.
 */
export function effectiveEntries(map: YamlMap): YamlMap['entries'] {
  if (!map.entries.some(isMerge) && !hasDuplicates(map)) return map.entries;
  const byName = new Map<string, YamlMap['entries'][number]>();
  for (const entry of map.entries) if (!isMerge(entry)) byName.set(keyName(entry.key), entry);
  for (const entry of map.entries.filter(isMerge)) {
    for (const source of mergedMaps(entry.value)) {
      for (const merged of effectiveEntries(source)) {
        if (!byName.has(keyName(merged.key))) byName.set(keyName(merged.key), merged);
      }
    }
  }
  return [...byName.values()];
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
