import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cluster, KubernetesResource } from '../cluster.ts';
import { startCluster } from '../startCluster.ts';
import { idOf, keyOf, kustomization } from './flux.ts';
import { isSettled } from './isSettled.ts';
import { useSession } from './openSession.ts';

let cluster: Cluster;
/** Quick looks for kinds. */
const timing = { discovery: { first: 100, max: 400 }, discoveryAfterLoss: 100, retry: { first: 20, max: 200 } };
const id = idOf('Kustomization');
const key = keyOf('Kustomization', 'shop', 'comes');
const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

beforeAll(async () => {
  cluster = await startCluster({ forge: false, controllers: 'none' });
});
afterAll(() => cluster.stop());

/** Removes Flux's definitions whose name matches, and resolves with what to apply to have them again. */
async function uninstall(pattern: RegExp): Promise<KubernetesResource[]> {
  const { items } = await cluster.request<{ items: KubernetesResource[] }>('GET', path);
  const found = items.filter(({ metadata }) => pattern.test(metadata.name));
  await Promise.all(found.map(({ metadata }) => cluster.request('DELETE', `${path}/${metadata.name}`)));
  return found.map(({ metadata: { name }, spec }) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec,
  }));
}

test('a kind that is removed goes with its objects, as soon as its watch ends', async () => {
  await cluster.apply([kustomization('shop', 'comes')]);
  const never = 3_600_000;
  const opened = useSession({
    kubeconfig: cluster.kubeconfig('admin'),
    timing: { ...timing, discovery: { first: never, max: never } },
  });
  await opened.settled();
  expect(opened.object(key)).toBeDefined();
  const others = opened.session.snapshot.kinds.size - 1;
  const definitions = await uninstall(/^kustomizations\.kustomize/);
  expect(definitions).toHaveLength(1);
  await opened.until(() => opened.kind(id) === undefined);
  expect(opened.session.snapshot.kinds.size).toBe(others);
  expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
  await cluster.apply(definitions);
});

test('a kind that comes is found by looking again', async () => {
  const definitions = await uninstall(/^kustomizations\.kustomize/);
  const opened = useSession({ kubeconfig: cluster.kubeconfig('admin'), timing });
  await opened.until((session) => isSettled(session) && opened.kind(id) === undefined);
  await cluster.apply(definitions);
  await opened.until(() => opened.kind(id)?.state.phase === 'live');
  expect(opened.object(key)).toBeUndefined();
  await cluster.apply([kustomization('shop', 'comes')]);
  await opened.until(() => opened.object(key));
  expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
});

test('a cluster without Flux is connected and empty, and fills when Flux is installed', async () => {
  const definitions = await uninstall(/\.toolkit\.fluxcd\.io$|\.fluxcd\.io$/);
  expect(definitions.length).toBeGreaterThan(10);
  const gone = async (): Promise<number> => {
    const { items } = await cluster.request<{ items: KubernetesResource[] }>('GET', path);
    return items.length;
  };
  await expect.poll(gone, { timeout: 60_000 }).toBe(0);
  const opened = useSession({ kubeconfig: cluster.kubeconfig('admin'), timing });
  await opened.until(({ state, snapshot }) => state.phase === 'connected' && snapshot.kinds.size === 0);
  expect(opened.session.snapshot.kinds.size).toBe(0);

  await cluster.apply(definitions);
  await opened.until(({ snapshot }) => snapshot.kinds.size === definitions.length);
  await opened.settled();
  await cluster.apply([kustomization('shop', 'late')]);
  await opened.until(() => opened.object(keyOf('Kustomization', 'shop', 'late')));
  expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
});
