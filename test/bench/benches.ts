import { activation } from './activation/activation.ts';
import type { Bench } from './bench.ts';
import { diff } from './diff/diff.ts';
import { listing } from './listing/listing.ts';
import { lsp } from './lsp/lsp.ts';
import { render } from './render/render.ts';
import { stages } from './stages/stages.ts';
import { tree } from './tree/tree.ts';
import { validate } from './validate/validate.ts';

/** All benchmarks by name, in the order in which `all` runs them. */
export const benches = { activation, tree, listing, lsp, validate, render, diff, stages } as const satisfies Readonly<
  Record<string, Bench>
>;

export type BenchName = keyof typeof benches;

export function isBenchName(name: string): name is BenchName {
  return Object.hasOwn(benches, name);
}
