import { expect, test } from 'vitest';
import { withHistory } from '../../../../src/stages/compare/alwaysDiffered.ts';
import { earlierValues } from '../../../../src/stages/compare/earlierValues.ts';
import { compared, differencesOf, helmRelease } from '../repository.ts';

const state = (staging: string, production: string) => {
  const values = (level: string) => helmRelease('web', '1.0.0', `  values:\n    level: ${level}\n`);
  return { 'apps/staging/web.yaml': values(staging), 'apps/production/web.yaml': values(production) };
};

/** Why the difference of now is meant, by the states before it, the newest first. */
const protectionAfter = (...states: readonly (readonly [string, string])[]) => {
  const now = state('debug', 'info');
  const before = states.map(([staging, production]) => compared(state(staging, production)));
  const history = earlierValues(compared(now), before);
  return differencesOf(withHistory(compared(now), history)).map((difference) => difference.protected?.by);
};

test('what a stage always overrode is meant', () => {
  expect(protectionAfter(['debug', 'info'], ['trace', 'warn'])).toEqual(['alwaysDiffered']);
});

test('one earlier state is no habit', () => {
  expect(protectionAfter(['debug', 'info'])).toEqual([undefined]);
});

test('what was promoted once is not', () => {
  expect(protectionAfter(['debug', 'info'], ['info', 'info'])).toEqual([undefined]);
  expect(protectionAfter(['debug', 'info'], ['info', 'warn'])).toEqual([undefined]);
});

test('of a stage that lacked the application nothing is known', () => {
  const now = compared(state('debug', 'info'));
  const lacking = compared({ 'apps/staging/web.yaml': state('debug', 'info')['apps/staging/web.yaml'] });
  expect([...earlierValues(now, [lacking]).values()]).toEqual([[]]);
});
