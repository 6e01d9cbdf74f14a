import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject, Json, JsonObject, KindId } from '../../../src/flux/object.ts';
import { refuseResume, refuseSuspend, resumePatch, suspendPatch } from '../../../src/flux/suspend.ts';
import { isSuspended, suspensionOf } from '../../../src/flux/suspension.ts';
import { fluxObject } from './objects.ts';

/** RFC 7386, as the API server applies `application/merge-patch+json`. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, Json | undefined> =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...(target as JsonObject) } : {};
  for (const [name, value] of Object.entries(patch as JsonObject)) {
    if (value === null || value === undefined) Reflect.deleteProperty(result, name);
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

function patched(object: FluxObject, patch: JsonObject): FluxObject {
  return { ...object, raw: mergePatch(object.raw as unknown as Json, patch) as unknown as FluxObject['raw'] };
}

const note = { reason: 'migration', time: '2026-01-02T03:04:05Z', user: 'ada' };

describe.each<[KindId]>([[kinds.kustomization], [kinds.alert], [kinds.artifactGenerator], [kinds.resourceSet]])(
  '%s',
  (id) => {
    const object = fluxObject(id, { metadata: { annotations: { mine: 'kept' } }, spec: { interval: '10m' } });
    const suspended = patched(object, suspendPatch(object, note));
    const resumed = patched(suspended, resumePatch(suspended));

    it('is suspended by the patch, with our note', () => {
      expect(isSuspended(suspended)).toBe(true);
      expect(suspensionOf(suspended)).toEqual({
        by: 'ada',
        since: note.time,
        precision: 'exact',
        reason: 'migration',
      });
    });
    it('is resumed by the patch, without a trace of the note', () => {
      expect(isSuspended(resumed)).toBe(false);
      expect(resumed.raw.spec).toEqual({ interval: '10m' });
      const left = Object.keys(resumed.raw.metadata.annotations ?? {});
      expect(left.filter((name) => name.includes('suspend'))).toEqual([]);
      expect(left).toContain('mine');
    });
    it('refuses what is done already', () => {
      expect(refuseSuspend(object)).toBeUndefined();
      expect(refuseSuspend(suspended)).toEqual({ code: 'alreadySuspended' });
      expect(refuseResume(suspended)).toBeUndefined();
      expect(refuseResume(object)).toEqual({ code: 'notSuspended' });
    });
  },
);

it('sends exactly these patches for kinds with spec.suspend', () => {
  const object = fluxObject(kinds.kustomization);
  expect(suspendPatch(object, note)).toEqual({
    metadata: {
      annotations: {
        'sluice.dev/suspend-reason': 'migration',
        'sluice.dev/suspended-at': '2026-01-02T03:04:05Z',
        'sluice.dev/suspended-by': 'ada',
        'fluxcd.controlplane.io/suspendedBy': null,
      },
    },
    spec: { suspend: true },
  });
  expect(resumePatch(object)).toMatchObject({ spec: { suspend: null } });
});

it('sets flux-operator’s annotation to enabled, and removes source-watcher’s', () => {
  expect(resumePatch(fluxObject(kinds.fluxInstance))).toMatchObject({
    metadata: { annotations: { 'fluxcd.controlplane.io/reconcile': 'enabled' } },
  });
  expect(resumePatch(fluxObject(kinds.fluxInstance))).not.toHaveProperty('spec');
  expect(resumePatch(fluxObject(kinds.artifactGenerator))).toMatchObject({
    metadata: { annotations: { 'source.extensions.fluxcd.io/reconcile': null } },
  });
});

it('removes an earlier note where nothing takes its place', () => {
  const patch = suspendPatch(fluxObject(kinds.kustomization), { reason: '', time: note.time });
  expect(patch).toMatchObject({
    metadata: { annotations: { 'sluice.dev/suspend-reason': null, 'sluice.dev/suspended-by': null } },
  });
});

it('refuses kinds that cannot be suspended', () => {
  expect(refuseSuspend(fluxObject(kinds.externalArtifact))).toEqual({ code: 'unsupported' });
  expect(refuseResume(fluxObject(kinds.externalArtifact))).toEqual({ code: 'unsupported' });
});
