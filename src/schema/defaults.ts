import type { Json, JsonObject } from '../flux/object.ts';
import { objectMeta } from './objectMeta.ts';
import type { KindSchema, Schema } from './schema.ts';
import { fieldOf, isList, setField, unknownValue } from './validate/value.ts';

/** Whether defaults stand in a schema or below; schemas are never changed. */
const defaulting = new WeakMap<Schema, boolean>();

/** A value of more nodes than this is left as it is; aliases can make one without end. */
const mostNodes = 400_000;

/** What becomes of nulls in custom resources that their schema does not allow and has no default for. */
type Nulls = 'drop' | 'keep';

/**
 * The value with the defaults of its schema, as the API server stores it: nulls where null is not allowed are dropped, or
 * replaced where there is a default; then defaults are added, also those within added ones. What does not change is shared
 * with `value`. Kinds that are no custom resources get no defaults, as their schema does not have them; Go decodes their
 * nulls as nothing, in lists and maps as the zero value.
 *
 * Rules: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/defaulting (prunenulls.go, algorithm.go).
 */
export function applyDefaults(value: Json, schema: Schema, kind: KindSchema): Json {
  return settle(value, schema, { kind, nulls: 'drop', left: mostNodes }, true);
}

/**
 * The same as server-side apply has it, which does not drop nulls of custom resources: where there is no default they
 * stay, to be refused.
 */
export function applyDefaultsKeepingNulls(value: Json, schema: Schema, kind: KindSchema): Json {
  return settle(value, schema, { kind, nulls: 'keep', left: mostNodes }, true);
}

/**
 * Whether {@link applyDefaults} can change a value without nulls. Through a `$ref` it may always: what it names can lead
 * back to itself.
 */
export function hasDefaults(schema: Schema): boolean {
  const known = defaulting.get(schema);
  if (known !== undefined) return known;
  const { properties, items, additionalProperties } = schema;
  const found =
    schema.$ref !== undefined ||
    schema.default !== undefined ||
    (items !== undefined && hasDefaults(items)) ||
    (typeof additionalProperties === 'object' && hasDefaults(additionalProperties)) ||
    (properties !== undefined && Object.values(properties).some(hasDefaults));
  defaulting.set(schema, found);
  return found;
}

interface Settling {
  readonly kind: KindSchema;
  nulls: Nulls;
  left: number;
}

function settle(from: Json, by: Schema | undefined, run: Settling, isRoot = false): Json {
  if (typeof from !== 'object' || from === null || from === unknownValue || by === undefined) return from;
  if (--run.left < 0) return from;
  const own = by.$ref === undefined ? by : run.kind.definition(by.$ref);
  if (own === undefined) return from;
  return isList(from) ? settleList(from, own.items, run) : settleMap(from, own, run, isRoot);
}

function settleList(from: readonly Json[], items: Schema | undefined, run: Settling): Json {
  if (items === undefined) return from;
  let made: Json[] | undefined;
  for (const [at, item] of from.entries()) {
    const next = settle(item === null ? nullItem(items, run) : item, items, run);
    if (made === undefined && next !== item) made = from.slice(0, at);
    made?.push(next);
  }
  return made ?? from;
}

function nullItem(items: Schema, { kind }: Settling): Json {
  if (!kind.custom) return zeroOf(items, kind);
  return items.nullable === true ? null : (items.default ?? null);
}

/** What Go makes of nothing. */
function zeroOf(schema: Schema, kind: KindSchema): Json {
  const own = schema.$ref === undefined ? schema : kind.definition(schema.$ref);
  if (own?.type === 'object') return {};
  if (own?.['x-kubernetes-int-or-string'] === true || own?.anyOf?.some(({ type }) => type === 'number') === true)
    return 0;
  return own?.type === 'string' ? '' : null;
}

function settleMap(from: JsonObject, by: Schema, run: Settling, isRoot: boolean): Json {
  const rest = typeof by.additionalProperties === 'object' ? by.additionalProperties : undefined;
  let made: Record<string, Json> | undefined;
  for (const name in from) {
    const item = from[name] ?? null;
    const next = settleField(item, name, propertyOf(by, name), rest, run, isRoot || isEmbedded(by));
    if (next === item) continue;
    made ??= copyOf(from);
    if (next === undefined) Reflect.deleteProperty(made, name);
    else setField(made, name, next);
  }
  if (!run.kind.custom || by.properties === undefined) return made ?? from;
  for (const name in by.properties) {
    const child = by.properties[name];
    if (child?.default === undefined || Object.hasOwn(made ?? from, name)) continue;
    made ??= copyOf(from);
    setField(made, name, settle(child.default, child, run));
  }
  return made ?? from;
}

function settleField(
  item: Json,
  name: string,
  field: Schema | undefined,
  rest: Schema | undefined,
  run: Settling,
  isObject: boolean,
): Json | undefined {
  if (isObject && name === 'metadata') return settleMetadata(item, field ?? objectMeta, run);
  if (item !== null) return settle(item, field ?? rest, run);
  const by = field ?? rest;
  if (by === undefined || by.nullable === true) return null;
  if (!run.kind.custom) return field === undefined ? zeroOf(by, run.kind) : undefined;
  if (by.default !== undefined) return settle(by.default, by, run);
  return run.nulls === 'keep' ? null : undefined;
}

/** Metadata is decoded by its Go type, in which null is nothing. */
function settleMetadata(item: Json, by: Schema, run: Settling): Json | undefined {
  if (item === null) return undefined;
  const { nulls } = run;
  run.nulls = 'drop';
  const settled = settle(item, by, run);
  run.nulls = nulls;
  return settled;
}

function isEmbedded(schema: Schema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}

function propertyOf(schema: Schema, name: string): Schema | undefined {
  return fieldOf(schema.properties as JsonObject | undefined, name) as Schema | undefined;
}

function copyOf(from: JsonObject): Record<string, Json> {
  const made: Record<string, Json> = {};
  for (const name in from) setField(made, name, from[name] ?? null);
  return made;
}
