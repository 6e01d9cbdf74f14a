import { expect, test } from 'vitest';
import { wishOf } from '../../../../src/cli/stages/stages.ts';
import type { ApplicationComparison } from '../../../../src/stages/terms/difference.ts';

const object = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', name: 'podinfo', namespace: undefined };
const sides = { source: undefined, target: undefined };
const podinfo = {
  ...{ key: 'podinfo', kind: 'helmRelease', standing: 'unknown', ...sides },
  differences: [
    {
      ...{ id: 'version', class: 'version', version: { of: 'chart', subject: 'podinfo', order: 'ahead' } },
      ...{ object, field: ['spec', 'chart', 'spec', 'version'], ...sides },
    },
    { id: 'level', class: 'configuration', object, field: ['spec', 'values', 'logLevel'], ...sides },
  ],
} as const satisfies ApplicationComparison;

test.each([
  ['chart podinfo', 'version'],
  ['spec.chart.spec.version', 'version'],
  ['HelmRelease/podinfo spec.values.logLevel', 'level'],
  ['spec.values.logLevel', 'level'],
])('a field is named as it is printed, and by its path: %s', (field, id) => {
  const { differences } = wishOf([podinfo], { applications: ['podinfo'], fields: [field], copied: [] });
  expect([...(differences ?? [])]).toEqual([id]);
  expect(() => wishOf([podinfo], { applications: ['podinfo'], fields: ['', field], copied: [] })).toThrow(
    'is in the field ""',
  );
});
