import { afterAll, beforeAll, expect, test } from 'vitest';
import { readyOf } from './fleet/settle.ts';
import type { Cluster, KubernetesResource } from './cluster.ts';
import { seedObjects } from './seedObjects.ts';
import { startCluster } from './startCluster.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ forge: false, controllers: 'none' });
});
afterAll(() => cluster.stop());

const count = 330;
const kinds = [
  'source.toolkit.fluxcd.io/v1/gitrepositories',
  'kustomize.toolkit.fluxcd.io/v1/kustomizations',
  'helm.toolkit.fluxcd.io/v2/helmreleases',
];

test('as many objects as asked for, with a status each, some failing, in 300 namespaces', async () => {
  await seedObjects(cluster, count);
  const lists = await Promise.all(
    kinds.map((kind) => cluster.request<{ items: KubernetesResource[] }>('GET', `/apis/${kind}`)),
  );
  const items = lists.flatMap((list) => list.items);
  expect(items).toHaveLength(count);
  expect(new Set(items.map(({ metadata }) => metadata.namespace)).size).toBe(300);
  const statuses = items.map((item) => readyOf(item)?.status);
  expect(statuses).not.toContain(undefined);
  expect(statuses.filter((status) => status === 'False')).toHaveLength(13);
});
