import { backoffDelay } from '../../base/backoff.ts';
import { sleep } from '../../base/wait.ts';
import { parseKey, type FluxObject, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import { fieldManager } from '../../flux/suspension.ts';
import { trimObject } from '../../flux/trim.ts';
import type { Transport } from '../api/api.ts';
import { resourcePath } from '../watch/discovery.ts';
import { asClusterFailure } from '../api/statusFailure.ts';

const maxTries = 5;

/**
 * Sends one JSON merge patch for an object and returns the object as the server answered; views follow the watch.
 * A conflict with another writer is retried. Throws FailureError with a ClusterFailure.
 */
export async function patchObject(
  transport: Transport,
  served: ServedKind,
  key: ObjectKey,
  patch: JsonObject,
  signal: AbortSignal,
): Promise<FluxObject> {
  const { namespace, name } = parseKey(key);
  const request = {
    method: 'PATCH',
    path: resourcePath(served, namespace, name),
    query: { fieldManager },
    contentType: 'application/merge-patch+json',
    body: patch,
  } as const;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return trimObject(await transport.request<JsonObject>(request, signal), served);
    } catch (error) {
      signal.throwIfAborted();
      if (asClusterFailure(error).code !== 'conflict' || attempt + 1 >= maxTries) throw error;
      await sleep(backoffDelay(attempt, { first: 100, max: 2000 }), signal);
    }
  }
}
