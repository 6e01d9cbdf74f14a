import { expect, test } from 'vitest';
import type { ApiRequest, ClusterFailure, Transport } from '../../../../src/cluster/api/api.ts';
import { clusterError } from '../../../../src/cluster/api/clusterError.ts';
import { createDiffCluster } from '../../../../src/cluster/requests/dryRun.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';

const { signal } = new AbortController();
const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace: 'shop', name: 'web' } };
const kinds = {
  resources: [
    { name: 'deployments', kind: 'Deployment', namespaced: true },
    { name: 'deployments/status', kind: 'Deployment', namespaced: true },
  ],
};

/** A transport that answers from a list, each request in turn; what is thrown is a failure. */
function scripted(answers: readonly (JsonObject | ClusterFailure)[]): { transport: Transport; requests: ApiRequest[] } {
  const requests: ApiRequest[] = [];
  const left = [...answers];
  const request = async <T>(one: ApiRequest): Promise<T> => {
    await Promise.resolve();
    requests.push(one);
    const answer = left.shift();
    if (answer !== undefined && 'code' in answer && 'message' in answer) throw clusterError(answer as ClusterFailure);
    return answer as T;
  };
  const unused = (): never => {
    throw new Error('not expected');
  };
  return {
    requests,
    transport: { host: 'test', request, requestText: unused, stream: unused, dispose: () => undefined },
  };
}

test('a dry run is an apply by kustomize-controller that forces and stores nothing', async () => {
  const { transport, requests } = scripted([kinds, { stored: 'no' }]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  expect(await cluster.dryRunApply(web, { user: 'system:serviceaccount:a:b' }, signal)).toEqual({
    object: { stored: 'no' },
  });
  expect(requests).toEqual([
    { path: '/apis/apps/v1' },
    {
      method: 'PATCH',
      path: '/apis/apps/v1/namespaces/shop/deployments/web',
      query: { dryRun: 'All', fieldManager: 'kustomize-controller', force: 'true' },
      contentType: 'application/apply-patch+yaml',
      body: web,
      as: 'system:serviceaccount:a:b',
    },
  ]);
});

test('a server that is busy is asked again after as long as it says', async () => {
  const busy = { code: 'tooManyRequests', status: 429, message: 'slow down', retryAfterMs: 1 } as const;
  const { transport, requests } = scripted([kinds, busy, busy, { done: true }]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  expect(await cluster.dryRunApply(web, 'self', signal)).toEqual({ object: { done: true } });
  expect(requests).toHaveLength(4);
});

test('what the server says of the object is an answer, what keeps it from saying anything is thrown', async () => {
  const invalid = {
    code: 'invalid',
    status: 422,
    reason: 'Invalid',
    message: 'no',
    fields: ['spec.replicas'],
  } as const;
  const cut = { code: 'unreachable', message: 'cut' } as const;
  const signIn = { code: 'unauthenticated', status: 401, message: 'who?' } as const;
  const { transport } = scripted([kinds, invalid, cut, signIn]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  expect(await cluster.dryRunApply(web, 'self', signal)).toEqual({
    refusal: { code: 422, reason: 'Invalid', message: 'no', fields: ['spec.replicas'] },
  });
  await expect(cluster.dryRunApply(web, 'self', signal)).rejects.toThrow('cut');
  await expect(cluster.dryRunApply(web, 'self', signal)).rejects.toThrow('who?');
});

test('a kind that is not served is a refusal, and is asked for once in a while only', async () => {
  const { transport, requests } = scripted([{ code: 'notFound', status: 404, message: 'no such version' }]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  const address = { apiVersion: 'shop.example/v1', kind: 'Widget', namespace: 'shop', name: 'w' };
  const message = 'no matches for kind "Widget" in version "shop.example/v1"';
  expect(await cluster.read(address, 'self', signal)).toEqual({
    refusal: { code: 404, reason: 'NoKindMatch', message },
  });
  expect(await cluster.scopeOf('shop.example/v1', 'Widget', signal)).toBeUndefined();
  expect(requests).toEqual([{ path: '/apis/shop.example/v1' }]);
});

test('core kinds, and kinds without a namespace', async () => {
  const core = { resources: [{ name: 'namespaces', kind: 'Namespace', namespaced: false }] };
  const { transport, requests } = scripted([core, {}]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  await cluster.read({ apiVersion: 'v1', kind: 'Namespace', namespace: 'odd', name: 'shop' }, 'self', signal);
  expect(requests.map(({ path }) => path)).toEqual(['/api/v1', '/api/v1/namespaces/shop']);
});

test('whether we may act as a service account is asked once; who acts as somebody already may not', async () => {
  const { transport, requests } = scripted([{ status: { allowed: true } }]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  const user = 'system:serviceaccount:shop:deployer';
  expect([await cluster.mayImpersonate(user, signal), await cluster.mayImpersonate(user, signal)]).toEqual([
    true,
    true,
  ]);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.body).toMatchObject({
    spec: {
      resourceAttributes: { verb: 'impersonate', resource: 'serviceaccounts', namespace: 'shop', name: 'deployer' },
    },
  });
  const other = createDiffCluster(scripted([]).transport, { actsAsOther: true });
  expect(await other.mayImpersonate(user, signal)).toBe(false);
  expect(await cluster.mayImpersonate('root', signal)).toBe(false);
});

const deployment = {
  metadata: { namespace: 'flux', name: 'kustomize-controller' },
  spec: {
    template: {
      spec: {
        serviceAccountName: 'applier',
        containers: [
          { name: 'manager', image: 'registry:5000/kc:v1.8.2@sha256:abc', args: ['--no-remote-bases=true'] },
        ],
      },
    },
  },
};

test('the controller is read from its Deployment, wherever that is', async () => {
  const missing = { code: 'notFound', status: 404, message: 'no' } as const;
  const { transport, requests } = scripted([missing, { items: [deployment] }]);
  const settings = await createDiffCluster(transport, { actsAsOther: false }).controller(signal);
  expect(settings).toMatchObject({
    user: 'system:serviceaccount:flux:applier',
    isStrict: false,
    allowsRemoteBases: false,
    assumptions: [],
  });
  expect(requests.map(({ path }) => path)).toEqual([
    '/apis/apps/v1/namespaces/flux-system/deployments/kustomize-controller',
    '/apis/apps/v1/deployments',
  ]);
});

test('where the controller may not be read, that is said', async () => {
  const forbidden = { code: 'forbidden', status: 403, message: 'no' } as const;
  const { transport } = scripted([forbidden, forbidden]);
  const settings = await createDiffCluster(transport, { actsAsOther: false }).controller(signal);
  expect(settings).toMatchObject({ isStrict: true, allowsRemoteBases: true });
  expect(settings).not.toHaveProperty('user');
  expect(settings.assumptions).toHaveLength(1);
});

test('a list takes all pages, and tells of each object what it is', async () => {
  const labels = { 'example.org/name': 'apps', 'example.org/namespace': 'flux' };
  const item = (name: string): JsonObject => ({ metadata: { namespace: 'shop', name } });
  const pages = [
    { metadata: { continue: 'more' }, items: [item('a'), item('b')] },
    { metadata: {}, items: [item('c')] },
  ];
  const { transport, requests } = scripted([kinds, ...pages]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  const of = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', labels };
  expect(await cluster.list(of, { user: 'flux' }, signal)).toEqual(
    ['a', 'b', 'c'].map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', ...item(name) })),
  );
  const query = { labelSelector: 'example.org/name=apps,example.org/namespace=flux', limit: '500' };
  const path = '/apis/apps/v1/namespaces/shop/deployments';
  expect(requests.slice(1)).toEqual([
    { path, query, as: 'flux' },
    { path, query: { ...query, continue: 'more' }, as: 'flux' },
  ]);
});

test('what may not be listed, or not in this way, is not', async () => {
  const forbidden = { code: 'forbidden', status: 403, message: 'no' } as const;
  const { transport, requests } = scripted([kinds, forbidden]);
  const cluster = createDiffCluster(transport, { actsAsOther: false });
  const of = { apiVersion: 'apps/v1', kind: 'Deployment', labels: {} };
  expect(await cluster.list({ ...of, namespace: 'shop' }, 'self', signal)).toBeUndefined();
  expect(await cluster.list(of, 'self', signal)).toBeUndefined();
  expect(await cluster.list({ ...of, kind: 'Job' }, 'self', signal)).toBeUndefined();
  expect(requests).toHaveLength(2);
});
