import { itemStep } from '../applications/fieldSteps.ts';
import { entryText, type Placed, type PlacedList } from '../applications/placed.ts';
import type { FieldPath, FieldStep } from '../terms/difference.ts';

/** A field in which two values differ; the side that lacks it is undefined. */
export interface FieldPair {
  readonly field: FieldPath;
  readonly source: Placed | undefined;
  readonly target: Placed | undefined;
}

export interface WalkOptions {
  /** Whether values that are one and the same may still differ, by their variables. */
  readonly mayVary: (value: Placed) => boolean;
  readonly isSame: (source: Placed & { type: 'scalar' }, target: Placed & { type: 'scalar' }) => boolean;
  /** Fields that are compared otherwise, or not at all. The path is good during the call alone. */
  readonly isPassedOver: (field: FieldPath) => boolean;
}

/** Deeper than objects are nested. */
const deepest = 60;

/** The fields in which two values differ, in the order of the source: a missing map or list counts as one. */
export function differingFields(source: Placed, target: Placed, options: WalkOptions): FieldPair[] {
  const found: FieldPair[] = [];
  // One path for the whole walk: it visits far more fields than it finds.
  const field: FieldStep[] = [];
  const report = (one: Placed | undefined, other: Placed | undefined): void => {
    found.push({ field: [...field], source: one, target: other });
  };
  const below = (step: FieldStep, one: Placed | undefined, other: Placed | undefined): void => {
    field.push(step);
    if (field.length <= deepest && !options.isPassedOver(field)) compare(one, other);
    field.pop();
  };
  const compare = (one: Placed | undefined, other: Placed | undefined): void => {
    if (one === undefined || other === undefined) {
      if (one !== other) report(one, other);
    } else if (one === other && !options.mayVary(one)) return;
    else if (one.type === 'map' && other.type === 'map') {
      for (const [key, value] of one.entries) below(key, value, other.entries.get(key));
      for (const [key, value] of other.entries) if (!one.entries.has(key)) below(key, undefined, value);
    } else if (one.type === 'list' && other.type === 'list') compareLists(one, other);
    else if (one.type !== 'scalar' || other.type !== 'scalar' || !options.isSame(one, other)) report(one, other);
  };
  /** Items with names are matched by these, lists of one length by their places; of others the whole differs. */
  const compareLists = (one: PlacedList, other: PlacedList): void => {
    const [named, others] = [byName(one), byName(other)];
    if (named !== undefined && others !== undefined) {
      for (const [name, [step, value]] of named) below(step, value, others.get(name)?.[1]);
      for (const [name, [step, value]] of others) if (!named.has(name)) below(step, undefined, value);
    } else if (one.items.length === other.items.length) {
      one.items.forEach((value, index) => {
        below(index, value, other.items[index]);
      });
    } else report(one, other);
  };
  compare(source, target);
  return found;
}

function byName({ items }: PlacedList): ReadonlyMap<string, readonly [FieldStep, Placed]> | undefined {
  const map = new Map<string, readonly [FieldStep, Placed]>();
  for (const [index, item] of items.entries()) {
    const name = entryText(item, 'name');
    if (name === undefined || name === '' || map.has(name)) return undefined;
    map.set(name, [itemStep(item, index), item]);
  }
  return map;
}
