import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import { kindId, type KindId } from '../../../src/flux/object.ts';
import {
  reconcileOrder,
  reconcileOutcome,
  reconcilePatch,
  refuseReconcile,
  type ReconcileOutcome,
} from '../../../src/flux/reconcile.ts';
import { condition, fluxObject, lookupIn, objectKey, ready, statusWith } from './objects.ts';

describe('reconcilePatch', () => {
  it('asks with a token', () => {
    expect(reconcilePatch('t1')).toEqual({ metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': 't1' } } });
  });
});

describe('refuseReconcile', () => {
  const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
  it.each<[string, KindId, Parameters<typeof fluxObject>[1], string | undefined]>([
    ['Kustomization', kinds.kustomization, {}, undefined],
    ['suspended', kinds.kustomization, { spec: { suspend: true } }, 'suspended'],
    ['terminating', kinds.kustomization, { metadata: deleted, spec: { suspend: true } }, 'terminating'],
    ['static', kinds.helmRepository, { spec: { type: 'oci' } }, 'static'],
    ['static and suspended', kinds.helmRepository, { spec: { type: 'oci', suspend: true } }, 'static'],
    ['Alert', kinds.alert, {}, 'unsupported'],
    ['Provider', kinds.provider, {}, 'unsupported'],
    ['ExternalArtifact', kinds.externalArtifact, {}, 'unsupported'],
    ['unknown kind', kindId('later.toolkit.fluxcd.io', 'Thing'), {}, 'unsupported'],
    [
      'unknown kind that has handled a request',
      kindId('later.toolkit.fluxcd.io', 'Thing'),
      { status: { lastHandledReconcileAt: 'x' } },
      undefined,
    ],
    ['ArtifactGenerator', kinds.artifactGenerator, {}, undefined],
  ])('%s', (_name, id, parts, code) => {
    expect(refuseReconcile(fluxObject(id, parts))?.code).toBe(code);
  });
});

describe('reconcileOrder', () => {
  const chartSpec = (kind: string) => ({ chart: { spec: { chart: 'web', sourceRef: { kind, name: 'stable' } } } });
  const release = fluxObject(kinds.helmRelease, { spec: chartSpec('HelmRepository') });
  const chart = fluxObject(kinds.helmChart, {
    name: 'shop-web',
    spec: { sourceRef: { kind: 'HelmRepository', name: 'stable' } },
  });
  const repository = (type: string) => fluxObject(kinds.helmRepository, { name: 'stable', spec: { type } });

  it('begins with the origin', () => {
    expect(reconcileOrder(release, lookupIn(chart, repository('default')))).toEqual([
      objectKey(kinds.helmRepository, 'shop', 'stable'),
      chart.key,
      release.key,
    ]);
  });
  it('leaves out what cannot be reconciled or is not known', () => {
    expect(reconcileOrder(release, lookupIn(chart, repository('oci')))).toEqual([chart.key, release.key]);
    expect(reconcileOrder(release, lookupIn())).toEqual([release.key]);
    const external = fluxObject(kinds.externalArtifact, { name: 'a' });
    const object = fluxObject(kinds.kustomization, { spec: { sourceRef: { kind: 'ExternalArtifact', name: 'a' } } });
    expect(reconcileOrder(object, lookupIn(external))).toEqual([object.key]);
  });
  it('reconciles the generator of an ExternalArtifact', () => {
    const sourceRef = { apiVersion: 'source.extensions.fluxcd.io/v1beta1', kind: 'ArtifactGenerator', name: 'g' };
    const external = fluxObject(kinds.externalArtifact, { name: 'a', spec: { sourceRef } });
    const generator = fluxObject(kinds.artifactGenerator, { name: 'g' });
    const object = fluxObject(kinds.kustomization, { spec: { sourceRef: { kind: 'ExternalArtifact', name: 'a' } } });
    expect(reconcileOrder(object, lookupIn(external, generator))).toEqual([generator.key, object.key]);
  });
});

describe('reconcileOutcome', () => {
  interface At {
    readonly id?: KindId;
    readonly requested?: string | undefined;
    readonly handled?: string | undefined;
    readonly version?: string;
    readonly metadata?: object;
    readonly spec?: object;
    readonly status?: object;
  }
  const at = ({ id = kinds.kustomization, requested, handled, version = '1', metadata, spec, status }: At) =>
    fluxObject(id, {
      metadata: {
        uid: 'u',
        resourceVersion: version,
        annotations: requested === undefined ? {} : { 'reconcile.fluxcd.io/requestedAt': requested },
        ...metadata,
      },
      spec,
      status: { ...(status ?? statusWith(ready)), lastHandledReconcileAt: handled },
    });
  const request = {
    before: at({ requested: 't0', handled: 't0' }),
    patched: at({ requested: 't1', handled: 't0', version: '10' }),
  };
  const outcome = (now: At | undefined): ReconcileOutcome =>
    reconcileOutcome(request, now === undefined ? undefined : at({ requested: 't1', version: '11', ...now }));
  const failed = condition('Ready', 'False', { reason: 'BuildFailed', message: 'why' });
  const retrying = condition('Reconciling', 'True', { reason: 'ProgressingWithRetry' });

  it('is pending until the controller has handled it', () => {
    expect(outcome({ handled: 't0' })).toEqual({ state: 'pending' });
    expect(outcome({ handled: undefined })).toEqual({ state: 'pending' });
    expect(outcome({ handled: 't0', status: statusWith(failed) })).toEqual({ state: 'pending' });
  });
  it('succeeds, with what runs', () => {
    expect(outcome({ handled: 't1' })).toEqual({ state: 'succeeded' });
    const status = { ...statusWith(ready), lastAppliedRevision: 'main@sha1:abc' };
    expect(outcome({ handled: 't1', status })).toEqual({ state: 'succeeded', revision: 'main@sha1:abc' });
  });
  it('fails although kstatus calls it in progress', () => {
    const status = { observedGeneration: -1, conditions: [failed, retrying] };
    expect(outcome({ handled: 't1', status })).toEqual({ state: 'failed', reason: 'BuildFailed', message: 'why' });
  });
  it('fails of a HelmRelease, whose conditions may have no generation', () => {
    const status = {
      observedGeneration: 1,
      conditions: [condition('Ready', 'False', { reason: 'UpgradeFailed', observedGeneration: 0 })],
    };
    expect(outcome({ id: kinds.helmRelease, handled: 't1', metadata: { generation: 3 }, status })).toMatchObject({
      state: 'failed',
    });
  });
  it('waits for a dependency: the wait for the request is over', () => {
    const spec = { dependsOn: [{ name: 'infra' }] };
    const message = "dependency 'shop/infra' is not ready";
    const status = statusWith(condition('Ready', 'False', { reason: 'DependencyNotReady', message }));
    expect(outcome({ handled: 't1', spec, status })).toEqual({
      state: 'waiting',
      reason: 'DependencyNotReady',
      message,
      on: objectKey(kinds.kustomization, 'shop', 'infra'),
    });
  });
  it('uses what is known of other objects', () => {
    const now = at({
      requested: 't1',
      handled: 't1',
      spec: { sourceRef: { kind: 'GitRepository', name: 'fleet' } },
      status: statusWith(condition('Ready', 'False', { reason: 'ArtifactFailed' })),
    });
    const source = fluxObject(kinds.gitRepository, { name: 'fleet', status: statusWith(failed) });
    expect(reconcileOutcome(request, now).state).toBe('failed');
    expect(reconcileOutcome(request, now, lookupIn(source)).state).toBe('waiting');
  });
  it.each<[string, At]>([
    ['Ready=Unknown', { status: statusWith(condition('Ready', 'Unknown', { reason: 'Progressing' })) }],
    ['Ready=Unknown of an odd reason', { status: statusWith(condition('Ready', 'Unknown', { reason: 'Odd' })) }],
    ['no verdict', { status: statusWith() }],
    ['Ready=True and still at work', { status: statusWith(ready, retrying) }],
    ['Ready=True of an earlier spec', { metadata: { generation: 2 } }],
    ['Ready=False of an earlier spec', { metadata: { generation: 2 }, status: statusWith(failed) }],
    ['a canceled health check', { status: statusWith(condition('Ready', 'False', { reason: 'HealthCheckCanceled' })) }],
  ])('is pending while handled with %s', (_name, now) => {
    expect(outcome({ handled: 't1', ...now })).toEqual({ state: 'pending' });
  });
  it('counts a later request that overwrote ours', () => {
    expect(outcome({ requested: 't2', handled: 't2' })).toEqual({ state: 'succeeded' });
    expect(outcome({ requested: 't2', handled: 't0' })).toEqual({ state: 'pending' });
  });
  it('does not count one that was pending before ours', () => {
    const before = at({ requested: 't0', handled: 'old' });
    const patched = at({ requested: 't1', handled: 'old' });
    const now = (handled: string) => reconcileOutcome({ before, patched }, at({ requested: 't1', handled })).state;
    expect(now('old')).toBe('pending');
    expect(now('t0')).toBe('pending');
    expect(now('t1')).toBe('succeeded');
  });
  it('does not take a value from before the patch that we did not know for an answer', () => {
    // Our view of the object was older than what the patch met.
    const before = at({ requested: 'a', handled: 'a' });
    const patched = at({ requested: 't1', handled: 'b' });
    expect(reconcileOutcome({ before, patched }, at({ requested: 't1', handled: 'b' })).state).toBe('pending');
    expect(reconcileOutcome({ before, patched }, at({ requested: 't1', handled: 'a' })).state).toBe('pending');
  });
  it('is superseded once the annotation is gone from a later value', () => {
    expect(outcome({ requested: undefined, handled: 't0' })).toEqual({ state: 'superseded' });
    expect(outcome({ requested: undefined, handled: 't1' })).toEqual({ state: 'succeeded' });
    // Not yet seen our own patch.
    expect(outcome({ requested: undefined, handled: 't0', version: '9' })).toEqual({ state: 'pending' });
    expect(outcome({ requested: undefined, handled: 't0', version: 'opaque' })).toEqual({ state: 'pending' });
  });
  it('compares versions as numbers', () => {
    const request = { before: at({}), patched: at({ requested: 't1', version: '9' }) };
    expect(reconcileOutcome(request, at({ version: '10' })).state).toBe('superseded');
  });
  it('ends when suspended, though suspended objects are marked as handled', () => {
    expect(outcome({ handled: 't1', spec: { suspend: true } })).toEqual({ state: 'suspended' });
  });
  it('ends when deleted, being deleted, or made anew', () => {
    expect(outcome(undefined)).toEqual({ state: 'deleted' });
    expect(outcome({ handled: 't1', metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })).toEqual({
      state: 'deleted',
    });
    expect(outcome({ handled: 't1', metadata: { uid: 'other' } })).toEqual({ state: 'deleted' });
  });
});
