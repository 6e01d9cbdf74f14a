import type { KindSchema, Schema } from '../schema.ts';
import { typeOf } from './fromJson.ts';

const reached = new WeakMap<KindSchema, WeakMap<Schema, boolean>>();

/** Whether a schema of a kind (the whole one unless given) or one below it has CEL rules. True where it contains itself. */
export function holdsRules(kind: KindSchema, schema: Schema = kind.schema): boolean {
  const known = reached.get(kind) ?? new WeakMap<Schema, boolean>();
  reached.set(kind, known);
  return search(schema, kind, known);
}

function search(schema: Schema, kind: KindSchema, known: WeakMap<Schema, boolean>): boolean {
  const before = known.get(schema);
  if (before !== undefined) return before;
  known.set(schema, true);
  const target = schema.$ref === undefined ? undefined : kind.definition(schema.$ref);
  const holds =
    (schema['x-kubernetes-validations'] ?? []).length > 0 ||
    [target, ...partsOf(schema)].some((part) => part !== undefined && search(part, kind, known));
  known.set(schema, holds);
  return holds;
}

/** The schemas that a schema holds itself; a `$ref` is not followed. */
export function partsOf(schema: Schema): readonly (Schema | undefined)[] {
  const { items, additionalProperties, properties = {}, allOf = [] } = schema;
  const values = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return [items, values, ...Object.values(properties), ...allOf];
}

/**
 * Whether rules can see a value: one without a type they cannot, nor lists and maps of such
 * (kubernetes/kubernetes, apiserver/pkg/cel/common/schemas.go, SchemaDeclType).
 */
export function isExposed(schema: Schema, resolve: (schema: Schema) => Schema): boolean {
  let current = resolve(schema);
  // Lists of lists of lists: a schema that is its own item has no end.
  for (let depth = 0; depth < 100; depth++) {
    if (current['x-kubernetes-int-or-string'] === true) return true;
    const type = typeOf(current);
    const inner: Schema | undefined =
      type === 'array' ? (current.items ?? {}) : type === 'object' ? mapValues(current) : undefined;
    if (inner === undefined) return type !== undefined;
    current = resolve(inner);
  }
  return false;
}

function mapValues({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}
