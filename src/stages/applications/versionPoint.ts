import type { VersionKind } from '../terms/application.ts';
import type { FieldPath } from '../terms/difference.ts';
import type { HeldObject } from './holding.ts';
import type { Placed, PlacedScalar } from './placed.ts';
import { substituted } from './variables.ts';

/** A version of an object, where it stands, and which part of the scalar it is. */
export interface VersionPoint {
  readonly of: VersionKind;
  readonly subject: string;
  readonly field: FieldPath;
  /** Of an image these are told apart; else it is all of the field. */
  readonly part: 'tag' | 'digest' | undefined;
  readonly scalar: PlacedScalar;
  /** Of the scalar's text before variables are replaced. */
  readonly from: number;
  readonly to: number;
  /** After variables are replaced. */
  readonly value: string;
}

type Named = Pick<VersionPoint, 'of' | 'subject' | 'field'>;

/** Adds a scalar that is a version as a whole; anything else is none. */
export function wholeField(object: HeldObject, found: VersionPoint[], value: Placed | undefined, named: Named): void {
  if (value?.type !== 'scalar' || value.value === null) return;
  const { text } = substituted(value.text, object.variables);
  found.push({ ...named, part: undefined, scalar: value, from: 0, to: value.text.length, value: text });
}

/** Objects are nested no deeper. */
export const deepest = 40;
