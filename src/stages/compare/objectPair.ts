import { kindName } from '../../flux/object.ts';
import type { Difference, FieldPath, ObjectName, Side } from '../terms/difference.ts';
import { nearestOf } from './nearest.ts';
import type { Seen } from './seen.ts';

/** An object in both stages. */
export interface ObjectPair {
  readonly source: Seen;
  readonly target: Seen;
  /** Of the application and the object: what ids begin with. */
  readonly id: string;
}

/** A difference before it is asked whether it is meant. */
export type Found = Omit<Difference, 'protected'>;

/** An object as a difference names it. */
export function objectName({ object: { built } }: Seen): ObjectName {
  const { apiVersion, kindId, name, namespace } = built;
  return { apiVersion, kind: kindName(kindId), name, namespace };
}

/** Where a field would be added that the target lacks, or has from elsewhere. */
export function nearestFor(side: Side | undefined, field: FieldPath, seen: Seen): Pick<Found, 'nearest'> {
  if (side !== undefined && !side.traits.some(({ kind }) => kind === 'inherited')) return {};
  const nearest = nearestOf(field, seen);
  return nearest === undefined ? {} : { nearest };
}
