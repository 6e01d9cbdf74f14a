import { expect, it } from 'vitest';
import { inputOf } from '../../fuzz/input.ts';
import { run } from '../../fuzz/subject.ts';
import { shapes } from '../../fuzz/shapes.ts';
import { randomFrom } from '../../fuzz/random.ts';

/** `npm run fuzz` goes on from here. */
const inputs = 20_000;
const sizes = { usual: 2_000, rare: inputs + 1, largest: 0 };

/** Ends a test that hangs; a busy machine takes its time. */
const hang = { timeout: 180_000 };

/** What a file may come to: one finding for each word of it, and some more. */
function mostFindings(length: number): number {
  return 100 + length / 2;
}

it.each(Array.from({ length: 20 }, (_, part) => part))('takes mutated manifests, part %i', hang, (part) => {
  for (let index = part; index < inputs; index += 20) {
    const input = inputOf(index, sizes);
    const { findings, messageLength } = attempt(index, () => run(input));
    expect(findings, `input ${index}`).toBeLessThan(mostFindings(input.text.length));
    expect(messageLength, `input ${index}`).toBeLessThan(1_000 * mostFindings(input.text.length));
  }
});

it.each(Array.from(shapes.entries()))(
  'takes what is nested, repeated or long beyond reason, %i',
  hang,
  (index, shape) => {
    for (const size of [0, 1, 100, 10_000]) {
      const text = shape(size, randomFrom(index));
      for (const path of ['/repo/everything.yaml', '/repo/kustomization.yaml', '/repo/patch.yaml']) {
        const { findings } = attempt(index, () => run({ path, text, offset: Math.floor(text.length / 2), before: '' }));
        expect(findings, path).toBeLessThan(mostFindings(text.length));
      }
    }
  },
);

function attempt<T>(index: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Error(`input ${index}`, { cause: error });
  }
}
