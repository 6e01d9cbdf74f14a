import { describe, expect, it } from 'vitest';
import { healthOf, healthOrder, settledVerdict, type Health, type HealthState } from '../../../src/flux/health.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { kindId, type KindId } from '../../../src/flux/object.ts';
import { condition, fluxObject, lookupIn, objectKey, ready, statusWith } from './objects.ts';

const progressing = condition('Ready', 'Unknown', { reason: 'Progressing', message: 'Reconciliation in progress' });
const reconciling = condition('Reconciling', 'True', { reason: 'ProgressingWithRetry' });
const stalled = condition('Stalled', 'True', { reason: 'InvalidPath', message: 'no such path' });
const failing = (reason: string, rest: object = {}) => condition('Ready', 'False', { reason, message: 'why', ...rest });

const state = (id: KindId, parts: Parameters<typeof fluxObject>[1]): HealthState =>
  healthOf(fluxObject(id, parts)).state;

describe('rule 1: terminating', () => {
  const deleted = { deletionTimestamp: '2026-01-02T00:00:00Z' };
  it('wins over everything', () => {
    const object = fluxObject(kinds.kustomization, {
      metadata: deleted,
      spec: { suspend: true },
      status: statusWith(failing('BuildFailed')),
    });
    expect(healthOf(object)).toEqual({ state: 'terminating', since: '2026-01-02T00:00:00Z' });
  });
  it('also of kinds without status, and with an odd time', () => {
    expect(healthOf(fluxObject(kinds.alert, { metadata: { deletionTimestamp: 'soon' } }))).toEqual({
      state: 'terminating',
    });
  });
});

describe('rule 2: suspended', () => {
  it('wins over a failure', () => {
    const status = statusWith(failing('BuildFailed'), stalled);
    expect(state(kinds.kustomization, { spec: { suspend: true }, status })).toBe('suspended');
  });
  it('holds for kinds without status', () => {
    expect(state(kinds.alert, { spec: { suspend: true } })).toBe('suspended');
    expect(state(kinds.helmRepository, { spec: { suspend: true, type: 'oci' } })).toBe('suspended');
  });
  it.each([false, null, 'true', 1])('suspend: %j does not suspend', (suspend) => {
    expect(state(kinds.kustomization, { spec: { suspend }, status: statusWith(ready) })).toBe('ready');
  });
  it.each([
    [kinds.resourceSet, 'fluxcd.controlplane.io/reconcile'],
    [kinds.fluxInstance, 'fluxcd.controlplane.io/reconcile'],
    [kinds.artifactGenerator, 'source.extensions.fluxcd.io/reconcile'],
  ])('%s by annotation, in any case', (id, name) => {
    const status = statusWith(ready);
    expect(state(id, { metadata: { annotations: { [name]: 'Disabled' } }, status })).toBe('suspended');
    expect(state(id, { metadata: { annotations: { [name]: 'enabled' } }, status })).toBe('ready');
    expect(state(id, { spec: { suspend: true }, status })).toBe('ready');
  });
  it('is not meant by the annotation on a kind that has spec.suspend', () => {
    const annotations = {
      'kustomize.toolkit.fluxcd.io/reconcile': 'disabled',
      'fluxcd.controlplane.io/reconcile': 'disabled',
    };
    expect(state(kinds.kustomization, { metadata: { annotations }, status: statusWith(ready) })).toBe('ready');
  });
});

describe('rule 3: no status', () => {
  it.each<[string, KindId, unknown]>([
    ['Alert', kinds.alert, {}],
    ['Provider', kinds.provider, {}],
    ['HelmRepository of type oci', kinds.helmRepository, { type: 'oci' }],
  ])('%s', (_name, id, spec) => {
    expect(healthOf(fluxObject(id, { spec }))).toEqual({ state: 'noStatus' });
    // Older controllers wrote one, which nobody updates since.
    expect(state(id, { spec, status: statusWith(failing('Failed')) })).toBe('noStatus');
  });
  it('an unknown kind without any status, while a known one is about to get it', () => {
    expect(state(kindId('later.toolkit.fluxcd.io', 'Thing'), {})).toBe('noStatus');
    expect(state(kindId('later.toolkit.fluxcd.io', 'Thing'), { status: {} })).toBe('reconciling');
    expect(state(kinds.gitRepository, {})).toBe('reconciling');
  });
});

describe('rule 4: not ready', () => {
  it('a build error as kustomize-controller leaves it: observedGeneration -1 and retrying', () => {
    const object = fluxObject(kinds.kustomization, {
      metadata: { generation: 2 },
      status: { observedGeneration: -1, conditions: [reconciling, failing('BuildFailed', { observedGeneration: 2 })] },
    });
    expect(healthOf(object)).toEqual({ state: 'failed', reason: 'BuildFailed', message: 'why', stalled: false });
  });
  it('a failure that is also stalled, with the words of Ready', () => {
    const object = fluxObject(kinds.kustomization, { status: statusWith(stalled, failing('AccessDenied')) });
    expect(healthOf(object)).toEqual({ state: 'failed', reason: 'AccessDenied', message: 'why', stalled: true });
  });
  it.each([
    ['without Ready', []],
    ['with Ready=Unknown', [progressing]],
    ['with Ready=True', [ready]],
  ])('stalled %s, with the words of Stalled', (_name, others) => {
    const object = fluxObject(kinds.gitRepository, { status: statusWith(...others, stalled) });
    expect(healthOf(object)).toEqual({
      state: 'failed',
      reason: 'InvalidPath',
      message: 'no such path',
      stalled: true,
    });
  });
  it('Stalled=False is not stalled', () => {
    const status = statusWith(condition('Stalled', 'False'), ready);
    expect(state(kinds.gitRepository, { status })).toBe('ready');
  });
  it('a failure of an earlier spec is being reconciled', () => {
    const object = fluxObject(kinds.kustomization, {
      metadata: { generation: 2 },
      status: statusWith(failing('BuildFailed')),
    });
    expect(healthOf(object)).toEqual({
      state: 'reconciling',
      reason: 'BuildFailed',
      message: 'why',
      settled: 'failed',
    });
    const waiting = { metadata: { generation: 2 }, status: statusWith(failing('DependencyNotReady')) };
    expect(healthOf(fluxObject(kinds.kustomization, waiting))).toMatchObject({
      state: 'reconciling',
      settled: 'waiting',
    });
  });
  it.each([0, undefined])('a failure with observedGeneration %j is of this spec', (seen) => {
    const parts = {
      metadata: { generation: 7 },
      status: statusWith(failing('InstallFailed', { observedGeneration: seen })),
    };
    expect(state(kinds.helmRelease, parts)).toBe('failed');
    expect(state(kinds.imageUpdateAutomation, parts)).toBe('failed');
  });
  it('an object without generation', () => {
    const parts = { metadata: { generation: undefined }, status: statusWith(failing('BuildFailed')) };
    expect(state(kinds.kustomization, parts)).toBe('failed');
  });
  it('without reason and message', () => {
    const object = fluxObject(kinds.kustomization, { status: { conditions: [{ type: 'Ready', status: 'False' }] } });
    expect(healthOf(object)).toEqual({ state: 'failed', reason: '', message: '', stalled: false });
  });
  it('a canceled health check makes way for the next run at once', () => {
    const status = statusWith(reconciling, failing('HealthCheckCanceled'));
    expect(healthOf(fluxObject(kinds.kustomization, { status }))).toEqual({
      state: 'reconciling',
      reason: 'HealthCheckCanceled',
      message: 'why',
    });
    expect(healthOf(fluxObject(kinds.kustomization, { status }), { previous: readyHealth })).toMatchObject({
      settled: 'ready',
    });
  });
  it('a HelmRelease whose last condition is Drifted=False is ready', () => {
    const status = statusWith(
      ready,
      condition('Released', 'True'),
      condition('Drifted', 'False', { reason: 'NoDriftDetected' }),
    );
    expect(state(kinds.helmRelease, { status })).toBe('ready');
  });
});

describe('rule 4: waiting for a dependency', () => {
  const spec = { dependsOn: [{ name: 'infra' }, { name: 'infra-crds', namespace: 'base' }] };
  const waitingFor = (message: string) =>
    fluxObject(kinds.kustomization, { spec, status: statusWith(failing('DependencyNotReady', { message })) });
  const infra = objectKey(kinds.kustomization, 'shop', 'infra');
  const crds = objectKey(kinds.kustomization, 'base', 'infra-crds');

  it.each([
    ["dependency 'base/infra-crds' is not ready", crds],
    ["dependency 'shop/infra' not found: ...", infra],
    ["unable to get 'base/infra-crds' dependency: ...", crds],
    ["dependency 'shop/infra' revision is not up to date", infra],
  ])('that the controller names: %s', (message, on) => {
    expect(healthOf(waitingFor(message))).toEqual({ state: 'waiting', reason: 'DependencyNotReady', message, on });
  });
  it('of a ResourceSet', () => {
    const message = 'Retrying dependency check: dependency apps/v1/Deployment/shop/api not ready: status InProgress';
    const object = fluxObject(kinds.resourceSet, {
      spec: { dependsOn: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', namespace: 'shop' }] },
      status: statusWith(failing('DependencyNotReady', { message })),
    });
    expect(healthOf(object)).toMatchObject({ state: 'waiting', on: 'apps/Deployment/shop/api' });
  });
  it('else the first that is not ready, or absent', () => {
    const ok = fluxObject(kinds.kustomization, { name: 'infra', status: statusWith(ready) });
    expect(healthOf(waitingFor('?'), { lookup: lookupIn(ok) })).toMatchObject({ on: crds });
    const bad = fluxObject(kinds.kustomization, { name: 'infra', status: statusWith(failing('BuildFailed')) });
    expect(healthOf(waitingFor('?'), { lookup: lookupIn(bad) })).toMatchObject({ on: infra });
  });
  it('among them one whose latest spec was not observed', () => {
    const status = { observedGeneration: 1, conditions: [ready] };
    const stale = fluxObject(kinds.kustomization, { name: 'infra', metadata: { generation: 2 }, status });
    expect(healthOf(waitingFor('?'), { lookup: lookupIn(stale) })).toMatchObject({ on: infra });
    const fresh = fluxObject(kinds.kustomization, { name: 'infra', status: { conditions: [ready] } });
    expect(healthOf(waitingFor('?'), { lookup: lookupIn(fresh) })).toMatchObject({ on: crds });
  });
  it('else none', () => {
    expect(healthOf(waitingFor('?'))).toEqual({ state: 'waiting', reason: 'DependencyNotReady', message: '?' });
    const both = lookupIn(
      fluxObject(kinds.kustomization, { name: 'infra', status: statusWith(ready) }),
      fluxObject(kinds.kustomization, { name: 'infra-crds', namespace: 'base', status: statusWith(ready) }),
    );
    expect(healthOf(waitingFor('?'), { lookup: both })).not.toHaveProperty('on');
  });
  it('of an ImagePolicy: its repository', () => {
    const object = fluxObject(kinds.imagePolicy, {
      spec: { imageRepositoryRef: { name: 'app' } },
      status: statusWith(failing('DependencyNotReady')),
    });
    expect(healthOf(object)).toMatchObject({ state: 'waiting', on: objectKey(kinds.imageRepository, 'shop', 'app') });
  });
});

describe('rule 4: waiting for a source', () => {
  const spec = { sourceRef: { kind: 'GitRepository', name: 'fleet' } };
  const fleet = objectKey(kinds.gitRepository, 'shop', 'fleet');
  const object = fluxObject(kinds.kustomization, { spec, status: statusWith(failing('ArtifactFailed')) });
  const source = (status: unknown) => lookupIn(fluxObject(kinds.gitRepository, { name: 'fleet', status }));
  const artifact = { revision: 'main@sha1:1f3c9ab' };

  it.each<[string, unknown]>([
    ['failing', statusWith(failing('GitOperationFailed'))],
    ['failing with an old artifact', { ...statusWith(failing('GitOperationFailed')), artifact }],
    ['stalled', { ...statusWith(stalled, progressing), artifact }],
    ['stalled since it was ready', { ...statusWith(stalled, ready), artifact }],
    ['not fetched yet', statusWith(progressing)],
    ['seen by no controller yet', undefined],
  ])('ArtifactFailed while the source is %s', (_name, status) => {
    expect(healthOf(object, { lookup: source(status) })).toEqual({
      state: 'waiting',
      reason: 'ArtifactFailed',
      message: 'why',
      on: fleet,
    });
  });
  it.each<[string, ReturnType<typeof lookupIn> | undefined]>([
    ['is absent', lookupIn()],
    ['cannot be looked up', undefined],
    ['is ready', source(statusWith(ready))],
    ['is ready and fetches a newer revision', source({ ...statusWith(ready, reconciling), artifact })],
    ['has an artifact and makes the next', source({ ...statusWith(progressing, reconciling), artifact })],
  ])('ArtifactFailed is a failure if the source %s', (_name, lookup) => {
    expect(healthOf(object, lookup === undefined ? {} : { lookup }).state).toBe('failed');
  });
  it('a suspended source counts by what it last was', () => {
    const suspended = (status: unknown) =>
      lookupIn(fluxObject(kinds.gitRepository, { name: 'fleet', spec: { suspend: true }, status }));
    expect(healthOf(object, { lookup: suspended(statusWith(ready)) }).state).toBe('failed');
    expect(healthOf(object, { lookup: suspended({}) }).state).toBe('waiting');
  });
  it('BuildFailed is a failure whatever the source', () => {
    const broken = fluxObject(kinds.kustomization, { spec, status: statusWith(failing('BuildFailed')) });
    expect(healthOf(broken, { lookup: source(statusWith(failing('GitOperationFailed'))) }).state).toBe('failed');
  });
  it('a HelmChart without source artifact waits for a failing repository, never for a static one', () => {
    const chart = fluxObject(kinds.helmChart, {
      spec: { sourceRef: { kind: 'HelmRepository', name: 'stable' } },
      status: statusWith(failing('NoSourceArtifact')),
    });
    const repository = (type: string) =>
      lookupIn(
        fluxObject(kinds.helmRepository, { name: 'stable', spec: { type }, status: statusWith(failing('Failed')) }),
      );
    expect(healthOf(chart, { lookup: repository('default') }).state).toBe('waiting');
    expect(healthOf(chart, { lookup: repository('oci') }).state).toBe('failed');
  });
  it('a HelmRelease with SourceNotReady waits for its chart, known or not', () => {
    const release = fluxObject(kinds.helmRelease, {
      spec: {
        chart: {
          spec: { chart: 'web', sourceRef: { kind: 'GitRepository', name: 'fleet', namespace: 'flux-system' } },
        },
      },
      status: statusWith(condition('Reconciling', 'True', { reason: 'Progressing' }), failing('SourceNotReady')),
    });
    expect(healthOf(release)).toEqual({
      state: 'waiting',
      reason: 'SourceNotReady',
      message: 'why',
      on: objectKey(kinds.helmChart, 'flux-system', 'shop-web'),
    });
  });
});

const readyHealth: Health = { state: 'ready', reason: '', message: '' };
const failedHealth: Health = { state: 'failed', reason: '', message: '', stalled: false };

describe('rule 5: nothing decided', () => {
  it.each<[string, unknown]>([
    ['no conditions', {}],
    ['conditions that are no list', { conditions: {} }],
    ['Reconciling only', statusWith(reconciling)],
    ['Ready=Unknown, Progressing', statusWith(progressing)],
    [
      'Ready=Unknown, ProgressingWithRetry',
      statusWith(condition('Ready', 'Unknown', { reason: 'ProgressingWithRetry' })),
    ],
    ['Ready=Unknown, Reconciling', statusWith(condition('Ready', 'Unknown', { reason: 'Reconciling' }))],
    [
      'Ready=Unknown of another reason while Reconciling',
      statusWith(condition('Ready', 'Unknown', { reason: 'Odd' }), reconciling),
    ],
  ])('%s: reconciling', (_name, status) => {
    expect(state(kinds.kustomization, { status })).toBe('reconciling');
  });
  it('Ready=Unknown for a reason of its own: unknown', () => {
    const object = fluxObject(kinds.kustomization, {
      status: statusWith(condition('Ready', 'Unknown', { reason: 'Odd' })),
    });
    expect(healthOf(object)).toEqual({ state: 'unknown', reason: 'Odd', message: 'Message' });
    expect(healthOf(object, { previous: failedHealth })).toHaveProperty('settled', 'failed');
  });
  it('keeps the last verdict through any number of undecided values', () => {
    const object = fluxObject(kinds.kustomization, { status: statusWith(progressing, reconciling) });
    const first = healthOf(object, { previous: failedHealth });
    expect(first).toEqual({
      state: 'reconciling',
      reason: 'Progressing',
      message: 'Reconciliation in progress',
      settled: 'failed',
    });
    expect(healthOf(object, { previous: first })).toEqual(first);
    expect(healthOf(object)).not.toHaveProperty('settled');
  });
});

describe('rule 6: ready', () => {
  it('for this spec', () => {
    expect(healthOf(fluxObject(kinds.kustomization, { status: statusWith(ready) }))).toEqual({
      state: 'ready',
      reason: 'ReconciliationSucceeded',
      message: 'Message',
    });
  });
  it('while Reconciling, with its words', () => {
    expect(healthOf(fluxObject(kinds.helmRelease, { status: statusWith(ready, reconciling) }))).toEqual({
      state: 'reconciling',
      reason: 'ProgressingWithRetry',
      message: 'Message',
      settled: 'ready',
    });
  });
  it.each([
    ['an earlier generation', { observedGeneration: 1, conditions: [ready] }, 2, 'reconciling'],
    ['never observed', { observedGeneration: -1, conditions: [ready] }, 1, 'reconciling'],
    [
      'conditions without generation (HelmRelease)',
      { observedGeneration: 2, conditions: [condition('Ready', 'True', { observedGeneration: 0 })] },
      2,
      'ready',
    ],
    [
      'the same of an earlier generation',
      { observedGeneration: 1, conditions: [condition('Ready', 'True', { observedGeneration: 0 })] },
      2,
      'reconciling',
    ],
    ['no status.observedGeneration (FluxReport)', { conditions: [ready] }, 1, 'ready'],
    ['no status.observedGeneration, earlier condition', { conditions: [ready] }, 2, 'reconciling'],
    [
      'no observedGeneration at all',
      { conditions: [condition('Ready', 'True', { observedGeneration: 0 })] },
      2,
      'ready',
    ],
  ])('%s', (_name, status, generation, expected) => {
    expect(state(kinds.kustomization, { metadata: { generation }, status })).toBe(expected);
  });
});

describe('settledVerdict', () => {
  it.each<[Health | undefined, string | undefined]>([
    [undefined, undefined],
    [readyHealth, 'ready'],
    [failedHealth, 'failed'],
    [{ state: 'waiting', reason: '', message: '' }, 'waiting'],
    [{ state: 'reconciling', reason: '', message: '', settled: 'waiting' }, 'waiting'],
    [{ state: 'reconciling', reason: '', message: '' }, undefined],
    [{ state: 'unknown', reason: '', message: '', settled: 'ready' }, 'ready'],
    [{ state: 'suspended' }, undefined],
    [{ state: 'terminating' }, undefined],
    [{ state: 'noStatus' }, undefined],
  ])('%j', (health, expected) => {
    expect(settledVerdict(health)).toBe(expected);
  });
});

it('orders every state once, failing first', () => {
  const all: Record<HealthState, true> = {
    failed: true,
    reconciling: true,
    terminating: true,
    waiting: true,
    unknown: true,
    suspended: true,
    ready: true,
    noStatus: true,
  };
  expect(healthOrder.toSorted()).toEqual(Object.keys(all).toSorted());
  expect(healthOrder[0]).toBe('failed');
  expect(healthOrder.indexOf('suspended')).toBeLessThan(healthOrder.indexOf('ready'));
});
