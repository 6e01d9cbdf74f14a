import { asObject } from '../../flux/fields.ts';
import type { Json } from '../../flux/object.ts';

/**
 * Whether two values are the same, whatever the order of their fields; a field that is undefined is absent. An empty list
 * or map is equal to null, as apimachinery's `equality.Semantic.DeepEqual` has it, by which Flux compares objects.
 */
export function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    const [items, others]: [readonly Json[], readonly Json[]] = [one, other];
    return items.length === others.length && items.every((item, index) => isEqual(item, others[index]));
  }
  const map = asObject(one);
  const otherMap = asObject(other);
  if (map === undefined || otherMap === undefined) return isNothing(one) && isNothing(other);
  const names = Object.keys(map).filter((name) => map[name] !== undefined);
  const count = Object.values(otherMap).filter((value) => value !== undefined).length;
  return (
    names.length === count && names.every((name) => Object.hasOwn(otherMap, name) && isEqual(map[name], otherMap[name]))
  );
}

function isNothing(value: Json | undefined): boolean {
  if (value === null) return true;
  return typeof value === 'object' && (Array.isArray(value) ? value.length : Object.keys(value).length) === 0;
}
