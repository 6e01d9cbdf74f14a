import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { KindId } from '../../../src/flux/object.ts';
import { failingSince, since, type Since } from '../../../src/flux/since.ts';
import { condition, fluxObject, ready, statusWith } from './objects.ts';

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00Z`;
const ok = 'ReconciliationSucceeded';
const run = (digest: string, status: string, first: number, last: number) => ({
  digest,
  lastReconciledStatus: status,
  firstReconciled: day(first),
  lastReconciled: day(last),
  lastReconciledDuration: '1s',
  totalReconciliations: 1,
});
const created = { creationTimestamp: day(1) };

describe('since', () => {
  it('is never Ready.lastTransitionTime', () => {
    for (const id of Object.values(kinds)) {
      const object = fluxObject(id, { metadata: created, status: statusWith(ready) });
      expect(since(object)?.time, id).not.toBe('2026-01-01T00:00:01Z');
      const moved = condition('Ready', 'True', { lastTransitionTime: day(9) });
      expect(since(fluxObject(id, { metadata: created, status: statusWith(moved) })), id).toEqual(since(object));
    }
  });

  it.each<[string, unknown[], string | undefined]>([
    ['runs since it was first applied', [run('a', ok, 3, 9)], day(3)],
    ['another digest before it', [run('b', ok, 5, 9), run('a', ok, 1, 4)], day(5)],
    ['it was replaced and came back', [run('a', ok, 1, 9), run('b', ok, 4, 6)], day(6)],
    ['it was replaced twice', [run('a', ok, 1, 9), run('c', ok, 7, 8), run('b', ok, 4, 6)], day(8)],
    ['another was tried in vain in between', [run('a', ok, 1, 9), run('b', 'ReconciliationFailed', 4, 5)], day(5)],
    ['its own health check failed in between', [run('a', ok, 1, 9), run('a', 'HealthCheckFailed', 4, 5)], day(1)],
    ['a newer one fails now', [run('b', 'HealthCheckFailed', 7, 9), run('a', ok, 2, 6)], day(2)],
    ['entries out of order', [run('a', ok, 1, 4), run('b', ok, 5, 9)], day(5)],
    ['nothing ever succeeded', [run('a', 'ReconciliationFailed', 1, 9)], undefined],
    ['no history (Flux before 2.7)', [], undefined],
    ['entries without times', [{ digest: 'a', lastReconciledStatus: ok }], undefined],
    ['an entry with one time', [{ ...run('a', ok, 1, 9), lastReconciled: 'soon' }], undefined],
    ['an entry with the other', [{ ...run('a', ok, 1, 9), firstReconciled: null }], undefined],
  ])('of a Kustomization: %s', (_name, history, expected) => {
    const object = fluxObject(kinds.kustomization, { metadata: created, status: { history } });
    expect(since(object)).toEqual(expected === undefined ? undefined : { time: expected, what: 'applied' });
  });

  it.each<[string, KindId, unknown, Since | undefined]>([
    ['source', kinds.gitRepository, { artifact: { lastUpdateTime: day(2) } }, { time: day(2), what: 'fetched' }],
    [
      'ExternalArtifact',
      kinds.externalArtifact,
      { artifact: { lastUpdateTime: day(2) } },
      { time: day(2), what: 'fetched' },
    ],
    ['source without artifact', kinds.bucket, {}, undefined],
    ['source with an odd time', kinds.bucket, { artifact: { lastUpdateTime: 'soon' } }, undefined],
    [
      'HelmRelease',
      kinds.helmRelease,
      { history: [{ version: 2, status: 'deployed', firstDeployed: day(1), lastDeployed: day(5) }] },
      { time: day(5), what: 'released' },
    ],
    [
      'HelmRelease whose upgrade failed',
      kinds.helmRelease,
      {
        history: [
          { version: 3, status: 'failed', lastDeployed: day(8) },
          { version: 2, status: 'deployed', lastDeployed: day(5) },
        ],
      },
      { time: day(5), what: 'released' },
    ],
    [
      'ImageRepository',
      kinds.imageRepository,
      { lastScanResult: { scanTime: day(3) } },
      { time: day(3), what: 'scanned' },
    ],
    ['ImageUpdateAutomation', kinds.imageUpdateAutomation, { lastPushTime: day(3) }, { time: day(3), what: 'pushed' }],
    ['ImagePolicy', kinds.imagePolicy, { latestRef: { tag: '1' } }, undefined],
    ['Receiver', kinds.receiver, {}, { time: day(1), what: 'created' }],
    ['Alert', kinds.alert, undefined, { time: day(1), what: 'created' }],
    ['ResourceSet', kinds.resourceSet, { history: [run('a', ok, 3, 9)] }, { time: day(3), what: 'applied' }],
  ])('of a %s', (_name, id, status, expected) => {
    expect(since(fluxObject(id, { metadata: created, status }))).toEqual(expected);
  });

  it('of a static HelmRepository', () => {
    const object = fluxObject(kinds.helmRepository, { metadata: created, spec: { type: 'oci' } });
    expect(since(object)).toEqual({ time: day(1), what: 'created' });
  });
});

describe('failingSince by history', () => {
  const failing = (reason: string, ...history: unknown[]) =>
    failingSince(
      fluxObject(kinds.kustomization, { status: { ...statusWith(condition('Ready', 'False', { reason })), history } }),
    );

  it('is the first failed run after the last success', () => {
    const history = [run('c', 'HealthCheckFailed', 7, 9), run('b', 'HealthCheckFailed', 5, 6), run('a', ok, 1, 4)];
    expect(failing('HealthCheckFailed', ...history)).toEqual({ time: day(5), precision: 'exact' });
  });
  it('is at least since the newest run if the same failure was there before the success', () => {
    const history = [run('a', 'HealthCheckFailed', 2, 9), run('a', ok, 1, 6)];
    expect(failing('HealthCheckFailed', ...history)).toEqual({ time: day(9), precision: 'atLeast' });
  });
  it('takes what is known of several', () => {
    const history = [run('b', 'HealthCheckFailed', 7, 9), run('a', 'HealthCheckFailed', 2, 8), run('a', ok, 1, 5)];
    expect(failing('HealthCheckFailed', ...history)).toEqual({ time: day(7), precision: 'atLeast' });
  });
  it('is at least since the oldest entry if nothing ever succeeded', () => {
    expect(failing('ReconciliationFailed', run('a', 'ReconciliationFailed', 2, 9))).toEqual({
      time: day(2),
      precision: 'atLeast',
    });
  });
  it('is not known of a failed build, which history lacks', () => {
    expect(failing('BuildFailed', run('a', ok, 1, 9))).toBeUndefined();
    expect(failing('BuildFailed', run('b', 'HealthCheckFailed', 7, 9), run('a', ok, 1, 6))).toBeUndefined();
    expect(failing('BuildFailed')).toBeUndefined();
    expect(failing(ok, run('a', ok, 1, 9))).toBeUndefined();
  });
});

describe('failingSince by conditions', () => {
  it('of a source is at least the oldest of its failures', () => {
    const status = statusWith(
      condition('Ready', 'False', { lastTransitionTime: day(5) }),
      condition('FetchFailed', 'True', { lastTransitionTime: day(3) }),
      condition('ArtifactInStorage', 'False', { lastTransitionTime: day(1) }),
    );
    expect(failingSince(fluxObject(kinds.gitRepository, { status }))).toEqual({ time: day(3), precision: 'atLeast' });
  });
  it.each([
    ['Ready', 'False'],
    ['FetchFailed', 'True'],
    ['BuildFailed', 'True'],
    ['IncludeUnavailable', 'True'],
    ['StorageOperationFailed', 'True'],
  ])('counts %s=%s, and not its opposite', (type, bad) => {
    const at = (status: string) =>
      failingSince(
        fluxObject(kinds.helmChart, { status: statusWith(condition(type, status, { lastTransitionTime: day(3) })) }),
      );
    expect(at(bad)).toEqual({ time: day(3), precision: 'atLeast' });
    expect(at(bad === 'True' ? 'False' : 'True')).toBeUndefined();
    expect(at('Unknown')).toBeUndefined();
  });
  it('is unknown of a HelmRelease and of an ImagePolicy', () => {
    const status = statusWith(condition('Ready', 'False'));
    expect(failingSince(fluxObject(kinds.helmRelease, { status: { ...status, history: [{}] } }))).toBeUndefined();
    expect(failingSince(fluxObject(kinds.imagePolicy, { status }))).toBeUndefined();
  });
});
