import { expect, test } from 'vitest';
import { FailureError } from '../../../src/base/failure.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import type { Transport } from '../../../src/cluster/api/api.ts';
import { clusterSchemas } from '../../../src/cluster/requests/schemas.ts';

/** A cluster that fails at its definitions with a code. */
function failing(code: string): Pick<Transport, 'request' | 'host'> {
  return {
    host: 'api:6443',
    request: <T>({ path }: { readonly path: string }) =>
      path.includes('customresourcedefinitions')
        ? Promise.reject(new FailureError({ code, message: 'token=abc was refused' }))
        : Promise.resolve({ gitVersion: 'v1.34.2', metadata: { uid: 'a' } } as T),
  };
}

test.each([
  ['timeout', true],
  ['forbidden', false],
])(
  'definitions that are lost by %s are logged by their code, and may be asked for again: %s',
  async (code, isPartial) => {
    const log: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void log.push(message) };
    const transport = failing(code) as Transport;
    expect(await clusterSchemas(transport, logger, new AbortController().signal)).toEqual({
      id: 'a',
      kubernetesVersion: 'v1.34.2',
      isPartial,
    });
    expect(log).toEqual([`The cluster's CustomResourceDefinitions could not be read: ${code}.`]);
  },
);
