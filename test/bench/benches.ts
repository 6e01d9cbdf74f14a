import { activation } from './activation/activation.ts';
import type { Bench } from './bench.ts';
import { listing } from './listing/listing.ts';
import { tree } from './tree/tree.ts';

/** All benchmarks by name, in the order in which `all` runs them. */
export const benches = { activation, tree, listing } as const satisfies Readonly<Record<string, Bench>>;

export type BenchName = keyof typeof benches;

export function isBenchName(name: string): name is BenchName {
  return Object.hasOwn(benches, name);
}
