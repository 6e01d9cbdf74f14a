import { expect, test } from 'vitest';
import { createFluxFinder } from '../../../../src/diff/kustomizations/findFlux.ts';
import type { Answer, DiffCluster } from '../../../../src/diff/terms/ports.ts';
import { keyOf, kustomization, memoryCluster } from '../memoryCluster.ts';

const { signal } = new AbortController();
const answering = (answer: Answer, asked: string[] = []): DiffCluster => ({
  ...memoryCluster({}),
  read: ({ apiVersion, name }) => {
    asked.push(`${apiVersion} ${name}`);
    return Promise.resolve(answer);
  },
});

test('what is known is not asked for', async () => {
  const asked: string[] = [];
  const apps = kustomization('apps');
  const find = createFluxFinder(new Map([[keyOf('apps'), apps]]), answering({ object: {} }, asked));
  expect(await find(keyOf('apps'), signal)).toBe(apps);
  expect(asked).toEqual([]);
});

test('the cluster is asked once for each', async () => {
  const asked: string[] = [];
  const apps = kustomization('apps');
  const find = createFluxFinder(new Map(), answering({ object: apps }, asked));
  expect(await Promise.all([find(keyOf('apps'), signal), find(keyOf('apps'), signal)])).toEqual([apps, apps]);
  expect(asked).toEqual(['kustomize.toolkit.fluxcd.io/v1 apps']);
});

test.each([
  [404, 'NotFound', 'absent'],
  [404, 'NoKindMatch', 'unknown'],
  [403, 'Forbidden', 'unknown'],
])('a refusal with %i %s says that it is %s', async (code, reason, found) => {
  const find = createFluxFinder(new Map(), answering({ refusal: { code, reason, message: 'no' } }));
  expect(await find(keyOf('apps'), signal)).toBe(found);
});
