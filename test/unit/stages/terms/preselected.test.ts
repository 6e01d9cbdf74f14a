import { expect, test } from 'vitest';
import type { ApplicationComparison, Difference } from '../../../../src/stages/terms/difference.ts';
import { preselected } from '../../../../src/stages/terms/preselected.ts';

const difference = (id: string, more: Partial<Difference>): Difference => ({
  id,
  class: 'version',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: undefined },
  field: ['spec', 'replicas'],
  source: undefined,
  target: undefined,
  ...more,
});

test('versions that are behind are moved, unless they are meant to differ', () => {
  const version = (order: 'behind' | 'ahead' | 'unknown') => ({ of: 'chart', subject: 'web', order }) as const;
  const comparison: ApplicationComparison = {
    key: 'web',
    kind: 'helmRelease',
    source: undefined,
    target: undefined,
    standing: 'mixed',
    differences: [
      difference('behind', { version: version('behind') }),
      difference('kept', { version: version('behind'), protected: { by: 'configured', reason: 'As configured.' } }),
      difference('ahead', { version: version('ahead') }),
      difference('unordered', { version: version('unknown') }),
      difference('other', { class: 'configuration' }),
    ],
  };
  expect(preselected(comparison).map(({ id }) => id)).toEqual(['behind']);
});
