import { describe, expect, it } from 'vitest';
import { conditionsOf } from '../../../src/flux/conditions.ts';
import { nextDue } from '../../../src/flux/due.ts';
import { healthOf, healthOrder } from '../../../src/flux/health.ts';
import { canReconcile, categories, categoryOf, kinds } from '../../../src/flux/kinds.ts';
import { manifestView } from '../../../src/flux/manifestView.ts';
import { kindId, parseKey, type FluxObject, type KindId, type ObjectKey } from '../../../src/flux/object.ts';
import { reconcileOrder, reconcileOutcome, refuseReconcile } from '../../../src/flux/reconcile.ts';
import { dependsOn, providerRef, sourceChain } from '../../../src/flux/references.ts';
import { attemptedRevision, runningRevision, shortRevision } from '../../../src/flux/revision.ts';
import { failingSince, since } from '../../../src/flux/since.ts';
import { refuseResume, refuseSuspend, resumePatch, suspendPatch } from '../../../src/flux/suspend.ts';
import { suspensionOf } from '../../../src/flux/suspension.ts';
import { trimObject } from '../../../src/flux/trim.ts';
import { partsOf } from './objects.ts';

/** Field names and texts that the room looks for, so that what is made at random is nearly what it expects. */
const names = [
  'metadata name namespace uid generation annotations deletionTimestamp creationTimestamp resourceVersion managedFields',
  'spec suspend type sourceRef chartRef chart dependsOn imageRepositoryRef providerRef resources kind apiVersion interval',
  'status conditions observedGeneration lastHandledReconcileAt reason message lastTransitionTime history artifact revision',
  'digest firstReconciled lastReconciled lastReconciledStatus version chartVersion lastDeployed latestRef tag scanTime',
  'lastScanResult lastAutomationRunTime nextSchedule when manager time fieldsV1 f:spec f:suspend lastUpdateTime data',
].flatMap((line) => line.split(' '));
const texts = [
  'Ready Stalled Reconciling True False Unknown DependencyNotReady ArtifactFailed SourceNotReady HealthCheckCanceled',
  'ReconciliationSucceeded deployed oci 10m 1h30m web shop GitRepository HelmChart HelmRepository Kustomization a/b/c',
  '2026-01-01T00:00:00Z 2026-02-01T00:00:00Z main@sha1:1f3c9ab disabled sluice * v1 source.toolkit.fluxcd.io/v1',
].flatMap((line) => line.split(' '));

/** mulberry32: the same numbers for the same seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function anyJson(next: () => number, depth: number): unknown {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];
  const kind = next();
  if (depth === 0 || kind < 0.3) {
    return pick([pick(texts), pick(texts), pick(texts), 0, 1, -1, 2.5, true, false, null, '']);
  }
  const size = Math.floor(next() * 6);
  if (kind < 0.5) return Array.from({ length: size }, () => anyJson(next, depth - 1));
  return Object.fromEntries(Array.from({ length: size + 1 }, () => [pick(names) ?? '', anyJson(next, depth - 1)]));
}

/** An object whose parts are there more often than chance would have it. */
function anyObject(next: () => number): unknown {
  if (next() < 0.02) return anyJson(next, 3);
  const conditions = Array.from({ length: 3 }, () => ({
    type: texts[Math.floor(next() * 3)],
    status: texts[3 + Math.floor(next() * 3)],
    reason: texts[6 + Math.floor(next() * 5)],
    observedGeneration: Math.floor(next() * 3),
  }));
  return {
    metadata: { name: 'web', namespace: 'shop', generation: 1, ...(anyJson(next, 3) as object) },
    spec:
      next() < 0.5
        ? anyJson(next, 5)
        : { sourceRef: { kind: 'GitRepository', name: 'web' }, dependsOn: [{ name: 'web' }] },
    status: next() < 0.3 ? anyJson(next, 5) : { ...(anyJson(next, 4) as object), conditions },
  };
}

const allKinds: readonly KindId[] = [
  ...Object.values(kinds),
  kindId('later.toolkit.fluxcd.io', 'Thing'),
  kindId('', 'Odd'),
];

function anyFluxObject(next: () => number): FluxObject {
  const id = allKinds[Math.floor(next() * allKinds.length)] ?? kinds.kustomization;
  return trimObject(anyObject(next), { id, version: 'v1', ...partsOf(id) });
}

function useEverything(object: FluxObject, lookup: (key: ObjectKey) => FluxObject | undefined): void {
  const health = healthOf(object, { lookup });
  expect(healthOrder).toContain(health.state);
  expect(healthOrder).toContain(healthOf(object, { previous: health }).state);
  expect(categories).toContain(categoryOf(object.kindId));
  expect(parseKey(object.key).kindId).toBe(object.kindId);
  for (const { type, status } of conditionsOf(object)) {
    expect(typeof type).toBe('string');
    expect(['True', 'False', 'Unknown']).toContain(status);
  }
  for (const time of [since(object)?.time, failingSince(object)?.time, nextDue(object), suspensionOf(object)?.since]) {
    if (time !== undefined) expect(Date.parse(time)).not.toBeNaN();
  }
  const chain = sourceChain(object, lookup);
  expect(new Set(chain).size).toBe(chain.length);
  expect(reconcileOrder(object, lookup).at(-1)).toBe(object.key);
  if (canReconcile(object) && health.state === 'ready') expect(refuseReconcile(object)).toBeUndefined();
  expect(refuseSuspend(object) === undefined && refuseResume(object) === undefined).toBe(false);
  for (const revision of [runningRevision(object), attemptedRevision(object)]) {
    if (revision !== undefined) expect(shortRevision(revision).length).toBeLessThanOrEqual(revision.length);
  }
  expect(reconcileOutcome({ before: object, patched: object }, object).state).not.toBe('succeeded');
  suspendPatch(object, { reason: '', time: '' });
  resumePatch(object);
  dependsOn(object);
  providerRef(object);
  manifestView(object.raw);
}

describe('whatever a cluster holds', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('nothing throws, nothing is changed, all answers make sense (seed %d)', (seed) => {
    const next = random(seed);
    for (let round = 0; round < 500; round += 1) {
      const object = anyFluxObject(next);
      const other = anyFluxObject(next);
      const before = JSON.stringify([object, other]);
      useEverything(object, (key) => (key === object.key ? object : other));
      expect(JSON.stringify([object, other])).toBe(before);
    }
  });
});
