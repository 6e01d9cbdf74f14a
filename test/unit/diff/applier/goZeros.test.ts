import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { withGoZeros } from '../../../../src/diff/applier/goZeros.ts';

test('structs that are no pointers are written even if they are empty', () => {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    spec: { template: { spec: { containers: [{ name: 'a' }, { name: 'b', resources: { limits: {} } }] } } },
  };
  expect(withGoZeros(job)).toEqual({
    ...job,
    spec: {
      template: {
        metadata: {},
        spec: {
          containers: [
            { name: 'a', resources: {} },
            { name: 'b', resources: { limits: {} } },
          ],
        },
      },
    },
  });
});

test('what is around them may be missing as well, and of another shape', () => {
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment' };
  expect(withGoZeros(deployment)).toEqual({
    ...deployment,
    spec: { strategy: {}, template: { metadata: {}, spec: {} } },
  });
  expect(withGoZeros({ ...deployment, spec: 'odd' })).toEqual({ ...deployment, spec: 'odd' });
  expect(withGoZeros({ apiVersion: 'v1', kind: 'ConfigMap' })).toEqual({ apiVersion: 'v1', kind: 'ConfigMap' });
});

test('a port leads to itself, whoever has set another one', () => {
  const service = (port: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'Service', spec: { ports: [port] } });
  expect(withGoZeros(service({ port: 80 }))).toEqual(service({ port: 80, targetPort: 0 }));
  expect(withGoZeros(service({ port: 80, targetPort: 'http' }))).toEqual(service({ port: 80, targetPort: 'http' }));
});
