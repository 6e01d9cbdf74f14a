import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { isEqual } from '../values/equal.ts';
import type { ObjectPrediction } from '../terms/prediction.ts';

/**
 * Whether the sides of an object differ; a side that is not there differs from one that is. What was refused or is not known
 * has no other side: beside nothing it would look deleted.
 */
export function hasDifference({
  action,
  before,
  after,
}: Pick<ObjectPrediction, 'action' | 'before' | 'after'>): boolean {
  if (after === undefined && (action === 'error' || action === 'unknown')) return false;
  return !isEqual(before, after);
}

/** The path by which editors name an object: `/<namespace>/<Kind>/<name>.yaml`, without namespace if it has none. */
export function comparedPath(key: ObjectKey): string {
  const { kind, namespace, name } = parseKey(key);
  const segments = [namespace, kind, `${name}.yaml`].filter((segment) => segment !== '');
  return `/${segments.join('/')}`;
}
