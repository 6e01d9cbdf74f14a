import { abortable, sleep } from '../../base/wait.ts';
import type { Answer, DiffCluster, Identity, ObjectAddress, Refusal } from '../../diff/terms/ports.ts';
import { fluxManager } from '../../diff/applier/takeover.ts';
import { addressOf } from '../../diff/values/objects.ts';
import { asObjects, asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import type { ApiRequest, ClusterFailure, Transport } from '../api/api.ts';
import { asClusterFailure } from '../api/statusFailure.ts';
import { review } from './access.ts';
import { readController } from './controller.ts';
import { resourcePath } from '../watch/discovery.ts';
import { createServedKinds } from './servedKinds.ts';

const maxTries = 6;
const defaultPauseMs = 1_000;
/** Objects in one answer to a list, and answers at most. */
const [pageSize, mostPages] = [500, 20];

/**
 * What a prediction asks of the cluster behind `transport`. Nothing of it is stored there, though webhooks and the audit
 * log see dry runs. A server that is busy is asked again after as long as it says.
 * @param actsAsOther whether the kubeconfig acts as somebody else already, which cannot be done twice
 */
export function createDiffCluster(
  transport: Transport,
  { actsAsOther }: { readonly actsAsOther: boolean },
): DiffCluster {
  const servedKinds = createServedKinds(transport);
  const impersonation = new Map<string, Promise<boolean>>();

  const ask = async (
    what: ObjectAddress,
    identity: Identity,
    signal: AbortSignal,
    request: (served: ServedKind) => ApiRequest,
  ): Promise<Answer> => {
    const served = await servedKinds(what.apiVersion, what.kind, signal);
    if (served === undefined) return { refusal: notServed(what) };
    const as = identity === 'self' ? undefined : identity.user;
    return answerOf(transport, { ...request(served), ...(as !== undefined && { as }) }, signal);
  };

  return {
    read: (object, identity, signal) =>
      ask(object, identity, signal, (served) => ({ path: resourcePath(served, object.namespace, object.name) })),
    async list({ apiVersion, kind, namespace, labels }, identity, signal) {
      const served = await servedKinds(apiVersion, kind, signal);
      if (served === undefined || served.namespaced !== (namespace !== undefined)) return undefined;
      const labelSelector = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      return listAll(
        (more) =>
          answerOf(
            transport,
            {
              path: resourcePath(served, namespace),
              query: { labelSelector: labelSelector.join(','), limit: String(pageSize), ...more },
              ...(identity !== 'self' && { as: identity.user }),
            },
            signal,
          ),
        { apiVersion, kind },
      );
    },
    dryRunApply: (object, identity, signal) => {
      const address = addressOf(object);
      return ask(address, identity, signal, (served) => ({
        method: 'PATCH',
        path: resourcePath(served, address.namespace, address.name),
        query: { dryRun: 'All', fieldManager: fluxManager, force: 'true' },
        contentType: 'application/apply-patch+yaml',
        body: object,
      }));
    },
    dryRunCreate: (object, identity, signal) => {
      const address = addressOf(object);
      return ask(address, identity, signal, (served) => ({
        method: 'POST',
        path: resourcePath(served, address.namespace),
        query: { dryRun: 'All', fieldManager: fluxManager },
        body: object,
      }));
    },
    mayImpersonate: (user, signal) => {
      if (actsAsOther) return Promise.resolve(false);
      // Others may be waiting for it too: only the transport's end ends the question.
      const answer = impersonation.get(user) ?? mayImpersonate(transport, user, new AbortController().signal);
      impersonation.set(user, answer);
      return abortable(answer, signal);
    },
    async scopeOf(apiVersion, kind, signal) {
      const served = await servedKinds(apiVersion, kind, signal);
      return served && (served.namespaced ? 'namespaced' : 'cluster');
    },
    controller: (signal) => readController(transport, signal),
  };
}

async function mayImpersonate(transport: Transport, user: string, signal: AbortSignal): Promise<boolean> {
  const [, , namespace, name] = /^(system:serviceaccount:)([^:]+):(.+)$/.exec(user) ?? [];
  if (namespace === undefined || name === undefined) return false;
  const attributes = { verb: 'impersonate', group: '', resource: 'serviceaccounts', namespace, name };
  return (await review(transport, attributes, signal)) === 'allowed';
}

/** The items of all pages, as if each had been read by itself: those of a list do not say what they are. */
async function listAll(
  ask: (more: Readonly<Record<string, string>>) => Promise<Answer>,
  type: { readonly apiVersion: string; readonly kind: string },
): Promise<readonly JsonObject[] | undefined> {
  const found: JsonObject[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask(next === undefined ? {} : { continue: next });
    if ('refusal' in answer) return undefined;
    found.push(...asObjects(answer.object['items']).map((item) => ({ ...item, ...type })));
    next = asText(valueAt(answer.object, 'metadata', 'continue'));
    if (next === undefined || next === '') return found;
  }
  return undefined;
}

/** Sends a request until the server is not too busy for it; a refusal by the API server is an answer. */
async function answerOf(transport: Transport, request: ApiRequest, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { object: await transport.request<JsonObject>(request, signal) };
    } catch (error) {
      signal.throwIfAborted();
      const failure = asClusterFailure(error);
      if (failure.code === 'tooManyRequests' && attempt < maxTries) {
        await sleep(failure.retryAfterMs ?? defaultPauseMs, signal);
        continue;
      }
      const refusal = refusalOf(failure);
      if (refusal === undefined) throw error;
      return { refusal };
    }
  }
}

/** What the API server said of the object; undefined where nobody judged it. */
function refusalOf({ code, status, reason, message, fields }: ClusterFailure): Refusal | undefined {
  if (status === undefined || code === 'unauthenticated' || code === 'tooManyRequests' || code === 'protocol') {
    return undefined;
  }
  return { code: status, reason: reason ?? '', message, ...(fields !== undefined && { fields }) };
}

/** In the words of the API server's clients (apimachinery meta/errors.go, NoKindMatchError). */
function notServed({ apiVersion, kind }: ObjectAddress): Refusal {
  return { code: 404, reason: 'NoKindMatch', message: `no matches for kind "${kind}" in version "${apiVersion}"` };
}
