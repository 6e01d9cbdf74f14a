import { expect, test } from 'vitest';
import { createQuietLook } from '../../../../../src/ui/stages/requests/quietLook.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

function watched(answers: readonly boolean[]) {
  let time = 0;
  let looks = 0;
  const quiet = createQuietLook({
    look: () => Promise.resolve(answers[looks++] ?? true),
    now: () => time,
    gap: 10,
    longestGap: 25,
  });
  return {
    quiet,
    looks: () => looks,
    at: async (moment: number) => {
      time = moment;
      quiet.nudge();
      await settled();
      return looks;
    },
  };
}

test('nothing is looked at while nobody sees it, or again at once', async () => {
  const { quiet, at, looks } = watched([]);
  expect(await at(100)).toBe(0);
  quiet.setSeen(true);
  await settled();
  expect(looks()).toBe(1);
  expect(await at(105)).toBe(1);
  expect(await at(110)).toBe(2);
  quiet.setSeen(false);
  expect(await at(200)).toBe(2);
});

test('what does not answer is asked less often, up to a limit', async () => {
  const { quiet, at } = watched([false, false, false, true, true]);
  quiet.setSeen(true);
  await settled();
  expect(await at(19)).toBe(1);
  expect(await at(20)).toBe(2);
  expect(await at(44)).toBe(2);
  expect(await at(45)).toBe(3);
  expect(await at(70)).toBe(4);
  expect(await at(80)).toBe(5);
});

test('what was given up looks no more', async () => {
  const { quiet, at } = watched([]);
  quiet.setSeen(true);
  quiet.dispose();
  await settled();
  expect(await at(500)).toBe(1);
});
