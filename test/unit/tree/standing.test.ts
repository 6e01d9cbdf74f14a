import { describe, expect, it } from 'vitest';
import type { Health } from '../../../src/flux/health.ts';
import { noCounts, rankOf, recount, standingOf, sumCounts, type Standing } from '../../../src/tree/standing.ts';

const words = { reason: 'r', message: 'm' };
const failed: Health = { state: 'failed', ...words, stalled: false };
const ready: Health = { state: 'ready', ...words };

/** Every state with every verdict before it, in the order in which the tree shows them. */
const inOrder: readonly (readonly (readonly [Health, Standing])[])[] = [
  [
    [failed, 'failing'],
    [{ state: 'failed', ...words, stalled: true }, 'failing'],
    [{ state: 'reconciling', ...words, settled: 'failed' }, 'failing'],
    [{ state: 'unknown', ...words, settled: 'failed' }, 'failing'],
  ],
  [
    [{ state: 'reconciling', ...words }, 'unsettled'],
    [{ state: 'reconciling', ...words, settled: 'ready' }, 'ready'],
  ],
  [[{ state: 'terminating' }, 'terminating']],
  [
    [{ state: 'waiting', ...words }, 'waiting'],
    [{ state: 'reconciling', ...words, settled: 'waiting' }, 'waiting'],
    [{ state: 'unknown', ...words, settled: 'waiting' }, 'waiting'],
  ],
  [
    [{ state: 'unknown', ...words }, 'unknown'],
    [{ state: 'unknown', ...words, settled: 'ready' }, 'ready'],
  ],
  [[{ state: 'suspended' }, 'suspended']],
  [[ready, 'ready']],
  [[{ state: 'noStatus' }, 'noStatus']],
];

describe('standingOf', () => {
  it.each(inOrder.flat())('%j stands %s', (health, standing) => {
    expect(standingOf(health)).toBe(standing);
  });
});

describe('rankOf', () => {
  it('is the same within a line of the table and grows from line to line', () => {
    const ranks = inOrder.map((line) => line.map(([health]) => rankOf(health)));
    for (const line of ranks) expect(new Set(line).size).toBe(1);
    const first = ranks.map(([rank]) => rank ?? Number.NaN);
    expect(first).toEqual([...first].sort((a, b) => a - b));
    expect(new Set(first).size).toBe(first.length);
    expect(first[0]).toBe(0);
  });
});

describe('recount', () => {
  it('counts what comes, goes and changes', () => {
    const two = recount(noCounts, [
      { before: undefined, after: failed },
      { before: undefined, after: { state: 'reconciling', ...words, settled: 'failed' } },
    ]);
    expect(two).toEqual({ ...noCounts, total: 2, failing: 2, reconciling: 1 });
    expect(recount(two, [{ before: failed, after: ready }])).toEqual({
      ...noCounts,
      total: 2,
      failing: 1,
      ready: 1,
      reconciling: 1,
    });
    expect(recount(two, [{ before: failed, after: undefined }])).toEqual({
      ...noCounts,
      total: 1,
      failing: 1,
      reconciling: 1,
    });
  });

  it('leaves the counts it is given alone', () => {
    recount(noCounts, [{ before: undefined, after: failed }]);
    expect(noCounts.total).toBe(0);
  });
});

describe('sumCounts', () => {
  it('adds up', () => {
    const one = recount(noCounts, [{ before: undefined, after: failed }]);
    const other = recount(noCounts, [{ before: undefined, after: ready }]);
    expect(sumCounts([one, other, one])).toEqual({ ...noCounts, total: 3, failing: 2, ready: 1 });
    expect(sumCounts([])).toEqual(noCounts);
  });
});
