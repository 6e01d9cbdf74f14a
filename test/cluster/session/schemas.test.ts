import { expect, test } from 'vitest';
import { asObject, valueAt } from '../../../src/flux/fields.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { useSession } from './openSession.ts';

const access = sharedAccess();
const never = new AbortController().signal;

test('a cluster tells by what it judges', async () => {
  const opened = useSession({ kubeconfig: access.kubeconfig('admin') });
  await opened.settled();
  const { id, kubernetesVersion, definitions = [] } = await opened.client.schemas(never);
  const { metadata } = await access.request<{ metadata: { uid: string } }>('GET', '/api/v1/namespaces/kube-system');
  expect(id).toBe(metadata.uid);
  expect(kubernetesVersion).toMatch(/^v1\.\d+\.\d+/);
  const served = await access.request<{ items: readonly { metadata: { name: string } }[] }>(
    'GET',
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  );
  const names = definitions.map((definition) => valueAt(definition, 'metadata', 'name'));
  expect(names).toEqual(served.items.map(({ metadata: { name } }) => name));
  for (const definition of definitions) {
    expect(Object.keys(definition)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(asObject(definition['metadata'])).not.toHaveProperty('managedFields');
  }
});

test('one who may not list definitions learns the rest', async () => {
  const opened = useSession({ kubeconfig: access.kubeconfig('tenant'), namespaces: ['shop'] });
  await opened.until(({ state }) => state.phase === 'connected');
  const schemas = await opened.client.schemas(never);
  expect(schemas).toEqual({
    id: opened.client.host,
    kubernetesVersion: schemas.kubernetesVersion,
    isPartial: false,
  });
  expect(schemas.kubernetesVersion).toMatch(/^v1\./);
});

test('an answer that is waited for ends with its connection', async () => {
  const opened = useSession({ kubeconfig: access.kubeconfig('admin') });
  await opened.settled();
  const asked = opened.client.schemas(never);
  opened.session.disconnect();
  await expect(asked).rejects.toThrow('the connection to the cluster was ended');
});
