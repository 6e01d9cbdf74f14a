import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { isEqual } from './equal.ts';
import { asList } from './json.ts';
import { fieldPlace, identityIn, itemPlace, rootPlace, type Place } from './places.ts';

/** A place where two states of an object differ. */
export interface Change {
  /** As a person writes it: `spec.containers[name=web].image`, `metadata.labels["a.b/c"]`, `spec.args[0]`. */
  readonly path: string;
  /** Absent if the place is new. */
  readonly before?: Json;
  /** Absent if the place goes. */
  readonly after?: Json;
}

/**
 * Where two states of an object differ, in the order of their fields; nothing if they are equal. Items of lists are
 * compared by their keys where the kind's schema, or else their names, tell them apart. A map or an item that is new or goes
 * is one change, as is a list without keys whose length changes.
 */
export function changesBetween(before: JsonObject, after: JsonObject, kind?: KindSchema): readonly Change[] {
  const changes: Change[] = [];
  compare(before, after, '', rootPlace(kind), changes);
  return changes;
}

function compare(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
  place: Place | undefined,
  into: Change[],
): void {
  if (isEqual(before, after)) return;
  const [one, other] = [asObject(before), asObject(after)];
  const [list, otherList] = [asList(before), asList(after)];
  if (one !== undefined && other !== undefined) {
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      compare(one[name], other[name], withField(path, name), fieldPlace(place, name), into);
    }
  } else if (list !== undefined && otherList !== undefined && compareLists(list, otherList, path, place, into)) {
    return;
  } else {
    into.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
  }
}

/** Whether the lists could be compared item by item. */
function compareLists(
  before: readonly Json[],
  after: readonly Json[],
  path: string,
  place: Place | undefined,
  into: Change[],
): boolean {
  const identity = identityIn(place, before, after);
  const items = itemPlace(place);
  if (identity === undefined) {
    if (before.length !== after.length) return false;
    for (const [index, item] of before.entries()) compare(item, after[index], `${path}[${index}]`, items, into);
    return true;
  }
  const [was, is] = [before, after].map((list) => new Map(list.map((item) => [identity.element(item) ?? '', item])));
  const count = into.length;
  for (const element of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
    compare(was?.get(element), is?.get(element), `${path}[${inBrackets(element)}]`, items, into);
  }
  // Only the order differs.
  return into.length > count || place !== undefined;
}

function withField(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** `name=web`, `containerPort=80,protocol=TCP`, or the value itself. */
function inBrackets(element: string): string {
  if (!element.startsWith('k:')) return element.slice(2);
  const keys = Object.entries(JSON.parse(element.slice(2)) as JsonObject);
  return keys.map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(',');
}
