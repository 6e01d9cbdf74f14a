import type { Side } from '../terms/difference.ts';
import { placeKey, type HeldApplication, type HeldObject, type StageHolding } from '../applications/holding.ts';

/** What a side is seen in. */
export interface Seen {
  readonly holding: StageHolding;
  readonly application: HeldApplication;
  readonly object: HeldObject;
}

/** The key of an object's place, to tell whether two sides are the same text. */
export function sideKey({ place }: Side): string {
  return `${placeKey(place.path, place.span.start)}-${place.span.end}`;
}
