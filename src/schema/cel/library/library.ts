import type { Budget } from '../budget.ts';
import type { Value } from '../value.ts';

/** A function with its arguments evaluated; of a method the first is the receiver. */
export type CelFunction = (args: readonly Value[], budget: Budget) => Value;

/** Functions by name and number of arguments: `size/1`, `sets.contains/2`; methods with a dot before: `.size/0`. */
export type Library = Readonly<Record<string, CelFunction>>;
