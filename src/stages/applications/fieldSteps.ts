import type { FieldStep } from '../terms/difference.ts';
import { entryText, type Placed } from './placed.ts';

/** How an item of a list is named in a path: by its name where it has one, else by its place. */
export function itemStep(item: Placed, index: number): FieldStep {
  const name = entryText(item, 'name');
  return name === undefined || name === '' ? index : { key: 'name', value: name };
}
