import { mutated } from './mutate.ts';
import { randomFrom } from './random.ts';
import { seeds } from './seeds.ts';
import { shapes } from './shapes.ts';

/** A file to be looked at, and a place in it that is asked about. */
export interface Input {
  readonly path: string;
  readonly text: string;
  readonly offset: number;
  /** What stood in the file until now. */
  readonly before: string;
}

/** How long the texts may get that are a strain by their shape: characters. */
export interface Sizes {
  readonly usual: number;
  /** One in so many inputs is of the largest size. */
  readonly rare: number;
  readonly largest: number;
}

/** Most inputs are real manifests after some accidents; one in fifty is a strain by its shape. The same index gives the same input. */
export function inputOf(index: number, sizes: Sizes): Input {
  const random = randomFrom(index);
  const { path, text: seed } = random.pick(seeds);
  const isLargest = index % sizes.rare === sizes.rare - 1;
  if (isLargest || random.once(50)) {
    const size = isLargest ? sizes.largest : 1 + random.number(sizes.usual);
    // The largest come in their order, so that each shape has its turn.
    const shape = isLargest ? shapes[Math.floor(index / sizes.rare) % shapes.length] : random.pick(shapes);
    const strained = shape?.(size, random) ?? '';
    const text = isLargest || random.once(2) ? strained : mutated(strained, random, seed);
    return { path, text, offset: random.number(text.length + 1), before: seed };
  }
  const text = mutated(seed, random, random.pick(seeds).text);
  return { path, text, offset: random.number(text.length + 1), before: seed };
}
