import { describe, expect, it } from 'vitest';
import { intervalOf, nextDue } from '../../../src/flux/due.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import type { KindId } from '../../../src/flux/object.ts';
import { condition, fluxObject, ready, statusWith } from './objects.ts';

const spec = { interval: '10m' };
const failing = (reason: string) => statusWith(condition('Ready', 'False', { reason }));
const scanned = { lastScanResult: { scanTime: '2026-01-01T01:00:00Z' } };

describe('nextDue', () => {
  it.each<[string, KindId, object, unknown, string | undefined]>([
    ['Kustomization', kinds.kustomization, spec, statusWith(ready), '2026-01-01T00:10:00.000Z'],
    ['failing Kustomization', kinds.kustomization, spec, failing('BuildFailed'), '2026-01-01T00:10:00.000Z'],
    [
      'failing Kustomization with a retry interval',
      kinds.kustomization,
      { ...spec, retryInterval: '2m' },
      failing('BuildFailed'),
      '2026-01-01T00:02:00.000Z',
    ],
    [
      'ready Kustomization with a retry interval',
      kinds.kustomization,
      { ...spec, retryInterval: '2m' },
      statusWith(ready),
      '2026-01-01T00:10:00.000Z',
    ],
    // Ready is not touched by the checks before a run.
    ['waiting Kustomization', kinds.kustomization, spec, failing('DependencyNotReady'), undefined],
    ['Kustomization without source', kinds.kustomization, spec, failing('ArtifactFailed'), undefined],
    ['Kustomization that is done for', kinds.kustomization, spec, failing('AccessDenied'), undefined],
    ['Kustomization with an odd expression', kinds.kustomization, spec, failing('InvalidCELExpression'), undefined],
    ['Kustomization of a disabled feature', kinds.kustomization, spec, failing('FeatureGateDisabled'), undefined],
    ['Kustomization at work', kinds.kustomization, spec, statusWith(condition('Ready', 'Unknown')), undefined],
    ['suspended Kustomization', kinds.kustomization, { ...spec, suspend: true }, statusWith(ready), undefined],
    ['Kustomization without interval', kinds.kustomization, {}, statusWith(ready), undefined],
    ['Kustomization with an odd interval', kinds.kustomization, { interval: '1d' }, statusWith(ready), undefined],
    ['Kustomization with interval 0', kinds.kustomization, { interval: '0s' }, statusWith(ready), undefined],
    ['HelmRelease', kinds.helmRelease, spec, statusWith(ready), undefined],
    [
      'GitRepository',
      kinds.gitRepository,
      spec,
      { ...statusWith(ready), artifact: { lastUpdateTime: '2026-01-01T00:00:00Z' } },
      undefined,
    ],
    ['ImageRepository', kinds.imageRepository, spec, { ...statusWith(ready), ...scanned }, '2026-01-01T01:10:00.000Z'],
    ['failing ImageRepository', kinds.imageRepository, spec, { ...failing('Failed'), ...scanned }, undefined],
    [
      'ImageUpdateAutomation',
      kinds.imageUpdateAutomation,
      spec,
      { ...statusWith(ready), lastAutomationRunTime: '2026-01-01T02:00:00Z' },
      '2026-01-01T02:10:00.000Z',
    ],
    [
      'failing ImageUpdateAutomation',
      kinds.imageUpdateAutomation,
      spec,
      { ...failing('Failed'), lastAutomationRunTime: '2026-01-01T02:00:00Z' },
      undefined,
    ],
    ['ResourceSet', kinds.resourceSet, {}, statusWith(ready), '2026-01-01T01:00:00.000Z'],
    ['failing ResourceSet', kinds.resourceSet, {}, failing('ReconciliationFailed'), undefined],
    [
      'ResourceSetInputProvider',
      kinds.resourceSetInputProvider,
      {},
      { ...statusWith(ready), nextSchedule: { cron: '0 8 * * *', when: '2026-01-02T08:00:00Z' } },
      '2026-01-02T08:00:00Z',
    ],
    ['Alert', kinds.alert, spec, undefined, undefined],
  ])('of a %s', (_name, id, spec, status, expected) => {
    expect(nextDue(fluxObject(id, { spec, status }))).toBe(expected);
  });

  it('goes by the annotation of flux-operator’s kinds', () => {
    const annotations = { 'fluxcd.controlplane.io/reconcileEvery': '5m' };
    const object = fluxObject(kinds.resourceSet, { metadata: { annotations }, status: statusWith(ready) });
    expect(intervalOf(object)).toBe('5m');
    expect(nextDue(object)).toBe('2026-01-01T00:05:00.000Z');
  });
  it('survives an interval beyond all dates', () => {
    const object = fluxObject(kinds.kustomization, { spec: { interval: '9999999999999h' }, status: statusWith(ready) });
    expect(nextDue(object)).toBeUndefined();
  });
});
