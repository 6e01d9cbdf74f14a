import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiError } from './access/rest.ts';
import type { Cluster, KubernetesResource } from './cluster.ts';
import { startCluster } from './startCluster.ts';

let cluster: Cluster;
let dispatcher: Agent;

beforeAll(async () => {
  const users = [{ name: 'guest', groups: ['viewers'] }];
  cluster = await startCluster({ forge: false, controllers: 'none', users });
  dispatcher = new Agent({ connect: { ca: readFileSync(cluster.description.certificateAuthority, 'utf8') } });
});
afterAll(async () => {
  await dispatcher.destroy();
  await cluster.stop();
});

const path = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/shop/kustomizations';

interface List {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly KubernetesResource[];
}

function kustomization(name: string): KubernetesResource {
  const spec = { interval: '1h', prune: true, sourceRef: { kind: 'GitRepository', name: 'none' } };
  const metadata = { namespace: 'shop', name };
  return { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec };
}

interface WatchEvent {
  readonly type: string;
  readonly object: { readonly code?: number };
}

/** The first event of a watch from `resourceVersion`. */
async function firstEvent(resourceVersion: string): Promise<WatchEvent> {
  const url = `${cluster.server}${path}?watch=1&resourceVersion=${resourceVersion}`;
  const headers = { authorization: `Bearer ${cluster.description.harnessToken}` };
  const { statusCode, body } = await request(url, { dispatcher, headers });
  // Right after its start the API server still prepares the storage of custom resources.
  if (statusCode === 429) return body.dump().then(() => firstEvent(resourceVersion));
  let text = '';
  for await (const chunk of body) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return JSON.parse(text.split('\n', 1)[0] ?? '') as WatchEvent;
}

test('more users have the rights of their groups', async () => {
  const text = readFileSync(cluster.kubeconfig('guest'), 'utf8');
  const token = /token: (\w+)/.exec(text)?.[1] ?? '';
  expect((await cluster.request<List>('GET', path, undefined, { token })).items).toEqual([]);
  await expect(cluster.request('POST', path, kustomization('none'), { token })).rejects.toThrow(
    /"guest" cannot create/,
  );
});

test('a watch goes on from an earlier resourceVersion', async () => {
  const { metadata } = await cluster.request<List>('GET', path);
  await cluster.apply([kustomization('one')]);
  expect(await firstEvent(metadata.resourceVersion)).toMatchObject({ type: 'ADDED' });
});

test('a killed API server is gone and comes back at the same address with its objects', async () => {
  const { 'kube-apiserver': before } = cluster.processes();
  await cluster.stopApiServer();
  expect(cluster.processes()).not.toHaveProperty('kube-apiserver');
  await expect(cluster.request('GET', path)).rejects.toThrow();
  await cluster.startApiServer();
  expect(cluster.processes()['kube-apiserver']).not.toBe(before);
  expect((await cluster.request<List>('GET', path)).items.map(({ metadata }) => metadata.name)).toEqual(['one']);
});

test('after compactEtcd() a watch and a continued list get 410, and a list of its own works', async () => {
  await cluster.apply([kustomization('two'), kustomization('three')]);
  const page = await cluster.request<List>('GET', `${path}?limit=1`);
  await cluster.compactEtcd();
  expect(await firstEvent(page.metadata.resourceVersion)).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  const next = `${path}?limit=1&continue=${page.metadata.continue ?? ''}`;
  const error: unknown = await cluster.request('GET', next).catch((thrown: unknown) => thrown);
  expect((error as ApiError).status).toBe(410);
  const list = await cluster.request<List>('GET', path);
  expect(list.items).toHaveLength(3);
  await cluster.apply([kustomization('four')]);
  expect(await firstEvent(list.metadata.resourceVersion)).toMatchObject({ type: 'ADDED' });
});
