import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { reconcileObject, type ReconcileProgress } from '../../../src/cluster/session/reconcile.ts';
import { asObject } from '../../../src/flux/fields.ts';
import type { FluxObject, ObjectKey } from '../../../src/flux/object.ts';
import { resumePatch, suspendPatch } from '../../../src/flux/suspend.ts';
import { suspensionOf } from '../../../src/flux/suspension.ts';
import type { KubernetesResource } from '../cluster.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { keyOf } from './flux.ts';
import { openSession, type TestSession } from './openSession.ts';

const access = sharedAccess();
let opened: TestSession;
const never = new AbortController().signal;

beforeAll(async () => {
  opened = openSession({ kubeconfig: access.kubeconfig('admin') });
  opened.session.start();
  await opened.settled();
});
afterAll(() => opened.dispose());

function handledAt(key: ObjectKey): unknown {
  return opened.object(key)?.raw.status?.['lastHandledReconcileAt'];
}

async function stored(key: ObjectKey): Promise<KubernetesResource> {
  const object = opened.object(key);
  if (!object) throw new Error(`no ${key}`);
  return access.request('GET', await access.pathOf(object.raw as unknown as KubernetesResource));
}

/** Managers of the annotation `name`, from the API server. */
async function managersOf(key: ObjectKey, name: string): Promise<unknown[]> {
  const entries = (await stored(key)).metadata['managedFields'] as readonly { manager: string; fieldsV1: object }[];
  return entries
    .filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes(`"f:${name}"`))
    .map(({ manager }) => manager);
}

describe('reconcile', () => {
  const staging = keyOf('Kustomization', 'shop', 'staging');
  const gitRepository = keyOf('GitRepository', 'flux-system', 'flux-system');
  const chart = keyOf('HelmChart', 'flux-system', 'shop-cache');
  const release = keyOf('HelmRelease', 'shop', 'cache');

  test.each([staging, gitRepository, release])('of %s is handled by its controller', async (key) => {
    const before = handledAt(key);
    const result = await reconcileObject(opened.session, key, { client: opened.client, withSource: false }, never);
    expect(result).toMatchObject({ key, outcome: { state: 'succeeded' } });
    expect(handledAt(key)).toBeTypeOf('string');
    expect(handledAt(key)).not.toBe(before);
    expect(await managersOf(key, 'reconcile.fluxcd.io/requestedAt')).toEqual(['sluice']);
  });

  test('with source goes from the origin on, and says where it is', async () => {
    const before = [gitRepository, chart, release].map(handledAt);
    const seen: ReconcileProgress[] = [];
    const options = {
      client: opened.client,
      withSource: true,
      onProgress: (progress: ReconcileProgress) => void seen.push(progress),
    };
    const result = await reconcileObject(opened.session, release, options, never);
    expect(result).toMatchObject({ key: release, outcome: { state: 'succeeded' } });
    expect([gitRepository, chart, release].map(handledAt).filter((at, index) => at === before[index])).toEqual([]);
    const order = [...new Set(seen.map(({ key }) => key))];
    expect(order).toEqual([gitRepository, chart, release]);
    expect(seen.filter(({ stale }) => stale)).toEqual([]);
  });

  test('that fails ends with the condition’s message', async () => {
    const apps = keyOf('Kustomization', 'flux-system', 'apps');
    const { key, outcome } = await reconcileObject(
      opened.session,
      apps,
      { client: opened.client, withSource: true },
      never,
    );
    const message = opened.object(apps)?.raw.status?.conditions?.find(({ type }) => type === 'Ready')?.message;
    expect(message).toMatch(/kustomize build failed/);
    expect({ key, outcome }).toEqual({ key: apps, outcome: { state: 'failed', reason: 'BuildFailed', message } });
    expect(handledAt(gitRepository)).toBeTypeOf('string');
  });

  test('ends at a source that fails, and leaves the object alone', async () => {
    const key = keyOf('Kustomization', 'shop', 'shop-config');
    const source = keyOf('GitRepository', 'shop', 'shop-config');
    const result = await reconcileObject(opened.session, key, { client: opened.client, withSource: true }, never);
    expect(result).toMatchObject({ key: source, outcome: { state: 'failed', reason: 'GitOperationFailed' } });
    expect(handledAt(key)).toBeUndefined();
  });

  test('of what waits ends with what it waits for', async () => {
    const key = keyOf('Kustomization', 'shop', 'payments');
    const { outcome } = await reconcileObject(opened.session, key, { client: opened.client, withSource: false }, never);
    const on = keyOf('Kustomization', 'flux-system', 'apps');
    expect(outcome).toMatchObject({ state: 'waiting', reason: 'DependencyNotReady', on });
  });

  test.each([
    ['Kustomization', 'shop', 'legacy', 'suspended'],
    ['HelmRepository', 'flux-system', 'stable', 'static'],
    ['Alert', 'flux-system', 'on-call', 'unsupported'],
  ])('of %s %s/%s is refused: %s', async (kind, namespace, name, code) => {
    const key = keyOf(kind, namespace, name);
    const before = opened.object(key);
    const { outcome } = await reconcileObject(opened.session, key, { client: opened.client, withSource: true }, never);
    expect(outcome).toEqual({ state: 'refused', refusal: { code } });
    expect((await stored(key)).metadata['resourceVersion']).toBe(before?.raw.metadata.resourceVersion);
  });

  test('of what is not there says that it is gone', async () => {
    const result = await reconcileObject(
      opened.session,
      keyOf('Kustomization', 'shop', 'x'),
      { client: opened.client, withSource: true },
      never,
    );
    expect(result.outcome).toEqual({ state: 'deleted' });
  });
});

describe('suspend and resume', () => {
  const key = keyOf('Kustomization', 'shop', 'theme');
  const note = { reason: 'until the fair is over', time: '2026-01-02T03:04:05Z', user: 'admin' };

  function current(): FluxObject {
    const object = opened.object(key);
    if (!object) throw new Error(`no ${key}`);
    return object;
  }

  test('are written as patches with a note, and taken off again', async () => {
    const { client } = opened.session;
    if (!client) throw new Error('not connected');
    await client.patch(key, suspendPatch(current(), note), never);
    const suspended = await opened.until(() => suspensionOf(current()));
    expect(suspended).toEqual({ by: 'admin', since: note.time, reason: note.reason, precision: 'exact' });
    expect(current().suspendOwner?.manager).toBe('sluice');
    expect(await managersOf(key, 'suspend')).toEqual(['sluice']);
    const refused = await reconcileObject(opened.session, key, { client: opened.client, withSource: false }, never);
    expect(refused.outcome).toEqual({ state: 'refused', refusal: { code: 'suspended' } });

    await client.patch(key, resumePatch(current()), never);
    await opened.until(() => suspensionOf(current()) === undefined);
    const { spec, metadata } = await stored(key);
    expect(asObject(spec)).not.toHaveProperty('suspend');
    expect(Object.keys(metadata.annotations ?? {}).filter((name) => name.startsWith('sluice'))).toEqual([]);
  });

  test('of what is gone fails with what the server says', async () => {
    const gone = keyOf('Kustomization', 'shop', 'x');
    const error: unknown = await opened.session.client?.patch(gone, {}, never).catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toMatchObject({ code: 'notFound', status: 404 });
    const unknown = opened.session.client?.mayPatch('example.org/Nothing/shop/x', never);
    await expect(unknown).rejects.toThrow('does not serve Nothing');
  });
});
