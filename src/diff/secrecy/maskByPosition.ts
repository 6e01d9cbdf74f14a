import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { isEqual } from '../values/equal.ts';
import { noFields, type FieldSet } from '../values/fieldSets.ts';
import { asList, scalarText } from '../values/json.ts';
import { fieldPlace, identityIn, itemPlace, rootPlace, type Place } from '../values/places.ts';

const whole: FieldSet = { isMember: true, below: new Map() };

/** What of an object came from Secrets. */
export interface SecretPlaces {
  readonly places: FieldSet;
  /** The values that stand there now; hidden elsewhere too, so short ones are left out. */
  readonly values: readonly string[];
}

/** Shorter values, as `1` or `prod`, stand for something else too often. */
const shortestValue = 6;

/**
 * Where an object holds what comes from Secrets: the places at which two builds of it differ that were given other values
 * for all of them. A list whose length depends on a secret, or a map with keys that do, is one such place.
 * @param one built with the real values
 * @param other built with others
 */
export function secretPlaces(one: JsonObject, other: JsonObject, kind?: KindSchema): SecretPlaces {
  const values = new Set<string>();
  const places = placesIn(one, other, rootPlace(kind), values) ?? noFields;
  return { places, values: longValues([...values]) };
}

/** The texts among values that are long enough to be hidden wherever they stand. */
export function longValues(values: readonly (Json | undefined)[]): readonly string[] {
  return values.filter((value) => typeof value === 'string').filter((value) => value.length >= shortestValue);
}

function placesIn(
  one: Json | undefined,
  other: Json | undefined,
  place: Place | undefined,
  values: Set<string>,
): FieldSet | undefined {
  if (isEqual(one, other)) return undefined;
  const [map, otherMap] = [asObject(one), asObject(other)];
  const [list, otherList] = [asList(one), asList(other)];
  if (map !== undefined && otherMap !== undefined) return inMaps(map, otherMap, place, values);
  if (list !== undefined && otherList?.length === list.length) return inLists(list, otherList, place, values);
  if (one !== undefined && typeof one !== 'object') values.add(scalarText(one));
  return whole;
}

function inMaps(one: JsonObject, other: JsonObject, place: Place | undefined, values: Set<string>): FieldSet {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length || !names.every((name) => Object.hasOwn(other, name))) return whole;
  return setOf(names.map((name) => [`f:${name}`, placesIn(one[name], other[name], fieldPlace(place, name), values)]));
}

/** Items are named by their keys, as those of live objects may stand in another order; a secret among the keys hides all. */
function inLists(
  one: readonly Json[],
  other: readonly Json[],
  place: Place | undefined,
  values: Set<string>,
): FieldSet {
  const identity = identityIn(place, one, other);
  const items = itemPlace(place);
  if (identity === undefined) {
    const found = one.map((item, index) => placesIn(item, other[index], items, values) ?? noFields);
    return setOf(found.map((set, index) => [`i:${index}`, set]));
  }
  const others = new Map(other.map((item) => [identity.element(item), item]));
  if (!one.every((item) => others.has(identity.element(item)))) return whole;
  return setOf(
    one.map((item) => {
      const element = identity.element(item);
      return [element ?? '', placesIn(item, others.get(element), items, values)];
    }),
  );
}

function setOf(entries: readonly (readonly [string, FieldSet | undefined])[]): FieldSet {
  return {
    isMember: false,
    below: new Map(entries.flatMap(([name, set]) => (set === undefined ? [] : [[name, set]]))),
  };
}
