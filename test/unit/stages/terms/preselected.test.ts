import { expect, test } from 'vitest';
import type { ApplicationComparison, Difference, Side } from '../../../../src/stages/terms/difference.ts';
import { preselected } from '../../../../src/stages/terms/preselected.ts';

const automated: Side = {
  value: '1.0.0',
  place: { path: 'web.yaml', span: { start: 0, end: 5 } },
  path: [],
  partial: false,
  traits: [{ kind: 'imagePolicy', policy: 'flux-system:web', part: 'tag', automations: [] }],
};

const difference = (id: string, more: Partial<Difference>): Difference => ({
  id,
  class: 'version',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: undefined },
  field: ['spec', 'replicas'],
  source: undefined,
  target: undefined,
  ...more,
});

test('versions that are not ahead are moved, unless they are meant to differ or automated', () => {
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
      difference('automated', { version: version('unknown'), target: automated }),
      difference('automated, behind', { version: version('behind'), target: automated }),
      difference('other', { class: 'configuration' }),
    ],
  };
  expect(preselected(comparison).map(({ id }) => id)).toEqual(['behind', 'unordered', 'automated, behind']);
});
