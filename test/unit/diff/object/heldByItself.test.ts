import { expect, test } from 'vitest';
import { createAnew } from '../../../../src/diff/object/heldByItself.ts';
import type { Answer } from '../../../../src/diff/terms/ports.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { memoryCluster } from '../memoryCluster.ts';

const { signal } = new AbortController();
const allocated: Answer = {
  refusal: {
    code: 422,
    reason: 'Invalid',
    message: 'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
  },
};

function service(spec: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name: 'web' }, spec };
}

const live = service({
  clusterIP: '10.0.0.5',
  clusterIPs: ['10.0.0.5'],
  ports: [{ port: 80, nodePort: 30080 }],
  healthCheckNodePort: 32000,
});

/** The specs that are asked for one after another, the first of them refused. */
async function asked(desired: JsonObject, first: Answer = allocated): Promise<unknown[]> {
  const specs: unknown[] = [];
  const cluster = {
    ...memoryCluster({}),
    dryRunCreate: (object: JsonObject): Promise<Answer> =>
      Promise.resolve(specs.push(object['spec']) === 1 ? first : { object }),
  };
  await createAnew(desired, live, cluster, 'self', signal);
  return specs;
}

test('what the live Service holds is free once it is deleted', async () => {
  const ports = [
    { port: 80, nodePort: 30080 },
    { port: 81, nodePort: 30081 },
  ];
  expect(await asked(service({ clusterIP: '10.0.0.5', ports, healthCheckNodePort: 32000 }))).toEqual([
    expect.anything(),
    { ports: [{ port: 80 }, { port: 81, nodePort: 30081 }] },
  ]);
});

test('what another one holds stays so', async () => {
  expect(await asked(service({ clusterIP: '10.0.0.6', ports: [{ port: 80, nodePort: 30081 }] }))).toHaveLength(1);
});

test('another refusal is one of the new Service', async () => {
  const invalid: Answer = { refusal: { code: 422, reason: 'Invalid', message: 'spec.ports[0].port: Invalid value' } };
  expect(await asked(service({ ports: [{ port: 80, nodePort: 30080 }] }), invalid)).toHaveLength(1);
});
