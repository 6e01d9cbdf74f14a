import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import { isElement, noFields, parseFieldSet, type FieldSet } from '../values/fieldSets.ts';
import { asList } from '../values/json.ts';
import { fluxManager } from '../applier/takeover.ts';

/**
 * What Flux would probably make of a live object, where nobody may ask: what is declared wins, and what Flux applied and
 * declares no more goes. Items of lists are told apart as managedFields tell them apart; defaults are not filled in.
 */
export function estimated(desired: JsonObject, live: JsonObject): JsonObject {
  const entry = asObjects(valueAt(live, 'metadata', 'managedFields')).find(
    (one) => one['manager'] === fluxManager && one['operation'] === 'Apply' && asText(one['subresource']) === undefined,
  );
  return asObject(merged(live, desired, parseFieldSet(entry?.['fieldsV1']))) ?? desired;
}

/** Undefined for what goes. */
function merged(live: Json | undefined, desired: Json | undefined, own: FieldSet): Json | undefined {
  if (live === undefined) return desired;
  const [map, declared] = [asObject(live), desired === undefined ? {} : asObject(desired)];
  if (map !== undefined && declared !== undefined) {
    if (desired === undefined && own.below.size === 0) return own.isMember ? undefined : live;
    const names = new Set([...Object.keys(map), ...Object.keys(declared)]);
    const entries = [...names].map((name) => {
      return [name, merged(map[name], declared[name], own.below.get(`f:${name}`) ?? noFields)] as const;
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const [list, items] = [asList(live), desired === undefined ? [] : asList(desired)];
  const elements = [...own.below.keys()].filter((element) => element.startsWith('k:'));
  if (list !== undefined && items !== undefined && elements.length > 0) return mergedLists(list, items, own, elements);
  if (desired !== undefined) return desired;
  return own.isMember ? undefined : live;
}

function mergedLists(
  live: readonly Json[],
  desired: readonly Json[],
  own: FieldSet,
  elements: readonly string[],
): readonly Json[] {
  const elementOf = (item: Json): string | undefined => elements.find((element) => isElement(element, item, 0));
  const kept = live.flatMap((item) => {
    const element = elementOf(item);
    if (element === undefined) return [item];
    const twin = desired.find((one) => isElement(element, one, 0));
    return twin === undefined ? [] : (merged(item, twin, own.below.get(element) ?? noFields) ?? []);
  });
  return [...kept, ...desired.filter((item) => elementOf(item) === undefined)];
}
