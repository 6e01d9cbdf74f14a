import { asObject, asText } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import type { DiffCluster, Identity } from '../terms/ports.ts';
import { asList } from '../values/json.ts';
import { withMetadata, without } from '../values/objects.ts';

/**
 * The object that a write stores, where fields were taken away: they may have defaults, which creating an object of another
 * name shows, by dry run. If that is refused, the object as it is.
 * @param before as the dry run answered
 * @param after the same without the fields that Flux takes away
 */
export async function defaulted(
  before: JsonObject,
  after: JsonObject,
  identity: Identity,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { name, namespace } = asObject(after['metadata']) ?? {};
  const own = asWritten(after);
  const fresh = `${asText(name)?.slice(0, 50) ?? ''}-sluice`;
  const answer = await cluster.dryRunCreate(withMetadata(own, { name: fresh, namespace }), identity, signal);
  if ('refusal' in answer) return after;
  // A Namespace has a label that is its name.
  const created = renamed(answer.object, fresh, asText(name) ?? '');
  const filled = withDefaults(asWritten(before), own, asWritten(asObject(created) ?? {}));
  const rest = without(asObject(after['metadata']) ?? {}, ['labels', 'annotations']);
  const { status } = after;
  return { ...filled, ...(status !== undefined && { status }), metadata: { ...rest, ...asObject(filled['metadata']) } };
}

/** A value in which one text is another. */
function renamed(value: Json | undefined, from: string, to: string): Json | undefined {
  if (value === from) return to;
  const items = asList(value);
  if (items !== undefined) return items.map((item) => renamed(item, from, to) ?? null);
  const map = asObject(value);
  if (map === undefined) return value;
  return Object.fromEntries(Object.entries(map).map(([field, inner]) => [field, renamed(inner, from, to)]));
}

/** What people write: of metadata labels and annotations only. */
function asWritten(object: JsonObject): JsonObject {
  const { labels, annotations } = asObject(object['metadata']) ?? {};
  const metadata = { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }) };
  return { ...without(object, ['status']), metadata };
}

/**
 * Puts back what the API server sets by default where fields were taken away: fields that `before` has and `after` has
 * not, with the values of `fresh`, a new object made of `after`. A map that was emptied goes if `fresh` does not keep it.
 * Lists are followed where no item went.
 */
function withDefaults(before: JsonObject, after: JsonObject, fresh: JsonObject): JsonObject {
  return filled(before, after, fresh) as JsonObject;
}

function filled(before: Json | undefined, after: Json | undefined, fresh: Json | undefined): Json | undefined {
  if (after === undefined) return before === undefined ? undefined : fresh;
  const [was, is, other] = [asObject(before), asObject(after), asObject(fresh)];
  if (fresh === undefined && is !== undefined && isEmpty(is) && !isEmpty(was ?? {})) return undefined;
  if (was !== undefined && is !== undefined && other !== undefined) {
    const names = [...new Set([...Object.keys(is), ...Object.keys(was)])];
    const entries = names.map((name) => [name, filled(was[name], is[name], other[name])] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const [items, kept, others] = [asList(before), asList(after), asList(fresh)];
  const isWhole = kept !== undefined && items?.length === kept.length && others?.length === kept.length;
  return isWhole ? kept.map((item, index) => filled(items[index], item, others[index]) ?? item) : after;
}

function isEmpty(map: JsonObject): boolean {
  return Object.keys(map).length === 0;
}
