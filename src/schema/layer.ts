import type { KindEntry, KindSchema } from './schema.ts';

/** Schemas from one place: a cluster, the CRDs of a workspace, a person's files, the catalogue. */
export interface SchemaLayer {
  /** All kinds, each version by itself, in no order. */
  readonly entries: readonly KindEntry[];
  /**
   * Whether it knows all versions of each kind that it knows, as a cluster does: what it lacks then does not exist, and
   * no later layer is asked.
   */
  readonly exclusive: boolean;
  find(group: string, version: string, kind: string): KindSchema | undefined;
  /** See {@link SchemaSet.describe}; only for kinds that this layer found. */
  describe?(kind: KindSchema, path: readonly string[]): string | undefined;
}

/**
 * A layer of schemas that are all at hand. Of two for the same version of a kind, the first counts. A kind whose name is
 * known in lower case only (a schema file's path) is found by any spelling.
 */
export function layerOf(schemas: readonly (KindEntry & KindSchema)[], exclusive: boolean): SchemaLayer {
  const found = new Map<string, KindEntry & KindSchema>();
  for (const schema of schemas) {
    const key = keyOf(schema.group, schema.version, schema.kind);
    if (!found.has(key)) found.set(key, schema);
  }
  const entries = [...found.values()];
  return {
    entries,
    exclusive,
    find(group, version, kind) {
      const key = keyOf(group, version, kind);
      const exact = found.get(key);
      const lower = exact ?? found.get(keyOf(group, version, kind.toLowerCase()));
      if (exact !== undefined || lower === undefined) return exact;
      const named = { ...lower, kind };
      found.set(key, named);
      return named;
    },
  };
}

function keyOf(group: string, version: string, kind: string): string {
  return `${group}/${version}/${kind}`;
}

/**
 * The schemas without those that differ from another of the same version of the same kind, if `other` has that one: a
 * repository that keeps several copies of a CRD does not tell which of them counts.
 */
export function withoutContradictions<Kind extends KindEntry & KindSchema>(
  schemas: readonly Kind[],
  other: SchemaLayer,
): readonly Kind[] {
  const first = new Map<string, Kind>();
  const contradicted = new Set<string>();
  for (const schema of schemas) {
    const key = keyOf(schema.group, schema.version, schema.kind);
    const known = first.get(key);
    if (known === undefined) first.set(key, schema);
    else if (!contradicted.has(key) && JSON.stringify(known.schema) !== JSON.stringify(schema.schema))
      contradicted.add(key);
  }
  if (contradicted.size === 0) return schemas;
  const elsewhere = new Set(other.entries.map(({ group, version, kind }) => keyOf(group, version, kind)));
  return schemas.filter(({ group, version, kind }) => {
    const key = keyOf(group, version, kind);
    return !contradicted.has(key) || !elsewhere.has(key);
  });
}
