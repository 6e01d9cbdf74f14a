/** A source of pseudo-random numbers that gives the same ones for the same seed. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  readonly number: (below: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** True once in `times`. */
  readonly once: (times: number) => boolean;
}

/** Numbers from a seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const number = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
  return {
    number,
    pick: <T>(items: readonly T[]) => items[number(items.length)] as T,
    once: (times) => number(times) === 0,
  };
}
