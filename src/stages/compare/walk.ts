import { itemStep } from '../applications/fieldSteps.ts';
import { textAt, type Placed, type PlacedList } from '../applications/placed.ts';
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
  /** Fields that are compared otherwise, or not at all. */
  readonly isPassedOver: (field: FieldPath) => boolean;
}

/** Deeper than objects are nested. */
const deepest = 60;

/** The fields in which two values differ, in the order of the source: a missing map or list counts as one. */
export function differingFields(source: Placed, target: Placed, options: WalkOptions): FieldPair[] {
  const found: FieldPair[] = [];
  walk({ field: [], source, target }, options, found);
  return found;
}

function walk({ field, source, target }: FieldPair, options: WalkOptions, found: FieldPair[]): void {
  if (field.length > deepest || options.isPassedOver(field)) return;
  if (source === undefined || target === undefined) {
    if (source !== target) found.push({ field, source, target });
    return;
  }
  if (source === target && !options.mayVary(source)) return;
  if (source.type === 'map' && target.type === 'map') {
    for (const [key, value] of source.entries) {
      walk({ field: [...field, key], source: value, target: target.entries.get(key) }, options, found);
    }
    for (const [key, value] of target.entries) {
      if (!source.entries.has(key)) walk({ field: [...field, key], source: undefined, target: value }, options, found);
    }
  } else if (source.type === 'list' && target.type === 'list') {
    walkLists(field, source, target, options, found);
  } else if (source.type !== 'scalar' || target.type !== 'scalar' || !options.isSame(source, target)) {
    found.push({ field, source, target });
  }
}

/** Items with names are matched by these, lists of one length by their places; of others the whole differs. */
function walkLists(
  field: FieldPath,
  source: PlacedList,
  target: PlacedList,
  options: WalkOptions,
  found: FieldPair[],
): void {
  const [named, others] = [byName(source), byName(target)];
  if (named !== undefined && others !== undefined) {
    for (const [name, [step, value]] of named) {
      walk({ field: [...field, step], source: value, target: others.get(name)?.[1] }, options, found);
    }
    for (const [name, [step, value]] of others) {
      if (!named.has(name)) walk({ field: [...field, step], source: undefined, target: value }, options, found);
    }
  } else if (source.items.length === target.items.length) {
    source.items.forEach((value, index) => {
      walk({ field: [...field, index], source: value, target: target.items[index] }, options, found);
    });
  } else found.push({ field, source, target });
}

function byName({ items }: PlacedList): ReadonlyMap<string, readonly [FieldStep, Placed]> | undefined {
  const map = new Map<string, readonly [FieldStep, Placed]>();
  for (const [index, item] of items.entries()) {
    const name = textAt(item, 'name');
    if (name === undefined || name === '' || map.has(name)) return undefined;
    map.set(name, [itemStep(item, index), item]);
  }
  return map;
}
