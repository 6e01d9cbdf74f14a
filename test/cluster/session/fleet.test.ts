import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { healthOf } from '../../../src/flux/health.ts';
import { parseKey, type FluxObject } from '../../../src/flux/object.ts';
import { findObject } from '../../../src/flux/snapshot.ts';
import { fleet, fleetKinds } from '../../fixtures/fleet.ts';
import { listFlux, nameOf } from '../fleet/settle.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { keyOf } from './flux.ts';
import { openSession, type TestSession } from './openSession.ts';

const access = sharedAccess();
let opened: TestSession;

beforeAll(async () => {
  opened = openSession({ kubeconfig: access.kubeconfig('admin') });
  opened.session.start();
  await opened.settled();
});
afterAll(() => opened.dispose());

describe('a session shows', () => {
  test('exactly the objects that the API server has, as they are there', async () => {
    const found = await listFlux(access, Object.keys(fleetKinds), AbortSignal.timeout(60_000));
    const names = [...found.keys()].sort();
    await opened.until(() => objects(opened).length === names.length);
    expect(objects(opened).map(shortName).sort()).toEqual(names);
    for (const object of objects(opened)) {
      const stored = found.get(shortName(object));
      const metadata = { ...stored?.metadata, managedFields: undefined };
      // Time passes between the two: controllers may have written since.
      if (stored?.metadata['resourceVersion'] !== object.raw.metadata.resourceVersion) continue;
      expect(object.raw).toEqual({ ...stored, metadata });
    }
  });

  test('every Flux kind as live, at the version that is served', () => {
    const kinds = [...opened.session.snapshot.kinds.values()];
    const served = kinds.map(({ served: { group, version, plural } }) => `${group}/${version}/${plural}`);
    expect(served).toEqual(expect.arrayContaining(Object.values(fleetKinds)));
    expect(kinds.filter(({ state }) => state.phase !== 'live')).toEqual([]);
  });

  test.each(fleet)('$kind $namespace/$name as $health', async ({ kind, namespace, name, health, reason }) => {
    const { session } = opened;
    const lookup = (key: Parameters<typeof findObject>[1]): FluxObject | undefined => findObject(session.snapshot, key);
    const found = await opened.until(() => {
      const object = lookup(keyOf(kind, namespace, name));
      const now = object && healthOf(object, { lookup });
      // A controller that looks again says so for a moment.
      return now?.state === 'reconciling' ? undefined : now;
    });
    expect(found).toMatchObject({ state: health, ...(reason !== undefined && 'reason' in found && { reason }) });
  });
});

describe('a change in the cluster', () => {
  // Nothing but its producer touches an ExternalArtifact: each of our writes is one change.
  const metadata = { namespace: 'shop', name: 'session-change' };
  const sourceRef = { apiVersion: 'v1', kind: 'ConfigMap', name: 'none' };
  const made = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'ExternalArtifact', metadata, spec: { sourceRef } };
  const key = keyOf('ExternalArtifact', 'shop', 'session-change');
  const path = '/apis/source.toolkit.fluxcd.io/v1/namespaces/shop/externalartifacts/session-change';

  /** Lets `act` happen and resolves with the one change that names the object. */
  async function changeBy(act: () => Promise<unknown>) {
    const before = { count: opened.changes.length, snapshot: opened.session.snapshot };
    await act();
    const change = await opened.until(() =>
      opened.changes.slice(before.count).find(({ changes }) => changes.objects.has(key)),
    );
    return {
      before: before.snapshot,
      after: change.snapshot,
      keys: [...change.changes.objects],
      kinds: [...change.changes.kinds],
    };
  }

  test.each([
    ['create', () => access.apply([made])],
    ['patch', () => access.request('PATCH', path, { metadata: { annotations: { seen: 'yes' } } })],
    ['delete', () => access.request('DELETE', path)],
  ])('by %s comes as one set of keys, and what did not change stays the same value', async (verb, act) => {
    const { before, after, keys, kinds } = await changeBy(act);
    expect(keys).toEqual([key]);
    expect(kinds).toEqual([parseKey(key).kindId]);
    expect(findObject(after, key) === undefined).toBe(verb === 'delete');
    expect(findObject(after, key)).not.toBe(findObject(before, key));
    for (const [id, kind] of before.kinds) {
      if (id !== parseKey(key).kindId) expect(after.kinds.get(id)).toBe(kind);
      for (const [other, object] of kind.objects) {
        if (other !== key) expect(findObject(after, other)).toBe(object);
      }
    }
  });
});

function objects({ session }: TestSession): FluxObject[] {
  return [...session.snapshot.kinds.values()].flatMap(({ objects: ofKind }) => [...ofKind.values()]);
}

function shortName({ raw }: FluxObject): string {
  return nameOf({ kind: raw.kind, ...raw.metadata });
}
