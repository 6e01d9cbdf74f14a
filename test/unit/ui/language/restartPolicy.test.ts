import { expect, it } from 'vitest';
import { createRestartPolicy } from '../../../../src/ui/language/restartPolicy.ts';

it('starts a server again that ends now and then', () => {
  const policy = createRestartPolicy(2, 1000);
  expect([0, 600, 1200, 1800, 2400].map(policy.crashed)).toEqual([true, true, true, true, true]);
});

it('gives up on one that keeps ending', () => {
  const policy = createRestartPolicy(2, 1000);
  expect([0, 10, 20, 30].map(policy.crashed)).toEqual([true, true, false, false]);
});
