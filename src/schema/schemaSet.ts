import { groupOf, kindId, type KindId, versionOf } from '../flux/object.ts';
import { compareVersions } from './apiVersions.ts';
import { describeInline } from './describe.ts';
import type { SchemaLayer } from './layer.ts';
import type { LifecycleLookup } from './lifecycle.ts';
import type { KindEntry, KindSchema, SchemaSet } from './schema.ts';

/** The schema of a kind in the version that an apiVersion (`apps/v1`, `v1`) names. */
export function kindSchema(schemas: Pick<SchemaSet, 'find'>, apiVersion: string, kind: string): KindSchema | undefined {
  return schemas.find(groupOf(apiVersion), versionOf(apiVersion), kind);
}

/**
 * One set of the layers, which are given in the order of lookup: cluster, workspace, user, catalogue. The first layer
 * that has a version of a kind gives its schema. A layer that is exclusive ends the search for the kinds that it knows.
 */
export function schemaSet(layers: readonly SchemaLayer[], lifecycle?: LifecycleLookup): SchemaSet {
  const ends = new Map<KindId, SchemaLayer>();
  const known = new Map<KindId, KindEntry[]>();
  for (const layer of layers) addLayer(known, ends, layer);
  for (const entries of known.values()) entries.sort((a, b) => compareVersions(a.version, b.version));
  const groups = groupKinds(known.values());
  const origins = new WeakMap<KindSchema, SchemaLayer>();

  return {
    find(group, version, kind) {
      const end = ends.get(kindId(group, kind));
      for (const layer of layers) {
        const schema = layer.find(group, version, kind);
        if (schema !== undefined) origins.set(schema, layer);
        if (schema !== undefined || layer === end) return schema;
      }
      return undefined;
    },
    versions: (group, kind) => known.get(kindId(group, kind))?.map(({ version }) => version) ?? [],
    entry: (group, kind) => known.get(kindId(group, kind))?.[0],
    kinds: (group) => groups.get(group) ?? [],
    groups: () => [...groups.keys()],
    ...(lifecycle !== undefined && { lifecycle }),
    describe: (schema, path) => describeInline(schema, path) ?? origins.get(schema)?.describe?.(schema, path),
  };
}

/** Adds a layer's kinds to `known`, but for those that an earlier layer ends; notes those that it ends itself. */
function addLayer(known: Map<KindId, KindEntry[]>, ends: Map<KindId, SchemaLayer>, layer: SchemaLayer): void {
  for (const entry of layer.entries) {
    const id = kindId(entry.group, entry.kind);
    if (ends.has(id) && ends.get(id) !== layer) continue;
    if (layer.exclusive) ends.set(id, layer);
    const entries = known.get(id) ?? [];
    known.set(id, entries);
    if (entries.every(({ version }) => version !== entry.version)) entries.push(entry);
  }
}

/** Names of kinds by group, both sorted. A name in lower case is that of a schema file, and none that can be written. */
function groupKinds(known: Iterable<readonly KindEntry[]>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [entry] of known) {
    if (entry === undefined || entry.kind === entry.kind.toLowerCase()) continue;
    const kinds = groups.get(entry.group);
    if (kinds === undefined) groups.set(entry.group, [entry.kind]);
    else kinds.push(entry.kind);
  }
  for (const kinds of groups.values()) kinds.sort();
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
