import { describe, expect, test } from 'vitest';
import { gatesOf, type GateFacts } from '../../../../src/stages/gates/gatesOf.ts';
import type { Landing } from '../../../../src/stages/landing/terms.ts';
import type { FreezeWindow, Gates } from '../../../../src/stages/terms/config.ts';

const now = Date.parse('2026-03-06T16:30:00Z');
const hour = 3_600_000;

const landing = (verdict: Landing['verdict'], since?: string): Landing => ({
  verdict,
  sentence: `It is ${verdict}.`,
  objects: [],
  unseen: [],
  ...(since !== undefined && { since }),
});

function verdictOf(gates: Partial<Gates>, facts: Partial<GateFacts> = {}) {
  const all = { from: 'staging', landing: landing('landed', '2026-03-06T14:00:00Z'), checks: [], now, ...facts };
  return gatesOf({ freeze: [], ...gates }, all);
}

test('without gates all is open', () => {
  expect(verdictOf({})).toEqual({ results: [], effect: undefined });
});

describe('health', () => {
  test.each([
    ['landed', true, undefined],
    ['notApplied', false, 'block'],
    ['notHealthy', false, 'block'],
    ['waiting', false, 'block'],
    ['unknown', undefined, 'block'],
    ['notAffected', undefined, 'block'],
  ] as const)('%s', (verdict, isMet, effect) => {
    const found = verdictOf({ health: 'block' }, { landing: landing(verdict) });
    expect(found).toMatchObject({ results: [{ gate: 'health', isMet }], effect });
  });

  test('says why it is not known', () => {
    const found = verdictOf({ health: 'warn' }, { landing: { unknown: 'No cluster of staging is connected.' } });
    expect(found).toEqual({
      results: [
        {
          gate: 'health',
          effect: 'warn',
          isMet: undefined,
          sentence: 'Whether it landed in staging is not known: No cluster of staging is connected.',
        },
      ],
      effect: 'warn',
    });
  });
});

describe('soak', () => {
  test.each([
    [2 * hour, true, /^It has run in staging since 2026-03-06T14:00:00Z: 2 hours 30 minutes, of 2 hours that/],
    [24 * hour, false, /21 hours 30 minutes of 1 day are left\.$/],
  ])('%d', (milliseconds, isMet, sentence) => {
    const { results } = verdictOf({ soak: { milliseconds, effect: 'block' } });
    expect(results).toMatchObject([{ isMet, sentence: expect.stringMatching(sentence) as string }]);
  });

  test('is not met by what has not landed, nor known without a time', () => {
    const soak = { milliseconds: hour, effect: 'warn' } as const;
    expect(verdictOf({ soak }, { landing: landing('waiting') }).results).toMatchObject([{ isMet: false }]);
    expect(verdictOf({ soak }, { landing: landing('landed') }).results).toMatchObject([{ isMet: undefined }]);
  });
});

test.each([
  [[{ name: 'ci', state: 'success' }], true, 'passed: ci.'],
  [
    [
      { name: 'ci', state: 'success' },
      { name: 'e2e', state: 'failure' },
    ],
    false,
    'fail: e2e.',
  ],
  [[{ name: 'ci', state: 'pending' }], false, 'not over: ci.'],
  [[{ name: 'docs', state: 'neutral' }], undefined, 'no checks that say anything.'],
  [[], undefined, 'no checks that say anything.'],
] as const)('checks %j', (checks, isMet, words) => {
  const [result] = verdictOf({ checks: 'block' }, { checks }).results;
  expect(result?.isMet).toBe(isMet);
  expect(result?.sentence).toContain(words);
});

describe('freeze', () => {
  const weekly = (parts: object): FreezeWindow => ({
    kind: 'weekly',
    reason: 'weekend',
    effect: 'block',
    days: ['fri'],
    from: 17 * 60,
    to: 6 * 60,
    timeZone: 'Europe/Vienna',
    ...parts,
  });
  const met = (window: FreezeWindow, time: string) =>
    verdictOf({ freeze: [window] }, { now: Date.parse(time) }).results[0];

  test.each([
    // Friday, 17:30 in Vienna.
    ['2026-03-06T16:30:00Z', false],
    ['2026-03-06T15:59:00Z', true],
    // Saturday, 05:59 and 06:00.
    ['2026-03-07T04:59:00Z', false],
    ['2026-03-07T05:00:00Z', true],
    // Summer time: Friday, 17:30.
    ['2026-07-03T15:30:00Z', false],
    ['2026-07-03T14:59:00Z', true],
  ])('by the clock of its zone: %s', (time, isMet) => {
    expect(met(weekly({}), time)?.isMet).toBe(isMet);
  });

  test('within a day', () => {
    const window = weekly({ from: 9 * 60, to: 17 * 60, timeZone: 'UTC' });
    expect(met(window, '2026-03-06T16:30:00Z')).toMatchObject({
      isMet: false,
      sentence: 'Frozen until 17:00 UTC (weekend).',
    });
    expect(met(window, '2026-03-06T17:00:00Z')?.isMet).toBe(true);
    expect(met(window, '2026-03-07T12:00:00Z')?.isMet).toBe(true);
  });

  test('of which the zone is none is not known', () => {
    expect(met(weekly({ timeZone: 'Europe/Nowhere' }), '2026-03-06T16:30:00Z')).toMatchObject({
      isMet: undefined,
      effect: 'block',
    });
  });

  test('once', () => {
    const window: FreezeWindow = { kind: 'once', reason: undefined, effect: 'warn', from: now - hour, to: now + hour };
    expect(verdictOf({ freeze: [window] })).toMatchObject({
      results: [{ isMet: false, sentence: 'Frozen until 2026-03-06T17:30:00Z.' }],
      effect: 'warn',
    });
    expect(verdictOf({ freeze: [window] }, { now: now + hour }).effect).toBeUndefined();
  });
});
