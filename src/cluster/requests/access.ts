import type { V1SelfSubjectAccessReview } from '@kubernetes/client-node';
import { abortable } from '../../base/wait.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { parseKey } from '../../flux/object.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import type { Transport } from '../api/api.ts';

/** What the person may do; `unknown` where the server would not tell. */
export type Access = 'allowed' | 'denied' | 'unknown';

/** Asks what the person may do with an object. Answers are kept for a few minutes. */
export type AccessReview = (verb: 'patch', served: ServedKind, key: ObjectKey, signal: AbortSignal) => Promise<Access>;

const keptMs = 5 * 60_000;

/**
 * Makes an access review for one transport by SelfSubjectAccessReview. Rights are asked for per kind and namespace
 * first: only where those are denied may a rule name single objects. Rejects only with the signal's reason.
 */
export function createAccessReview(transport: Transport, now: () => number = Date.now): AccessReview {
  const kept = new Map<string, { readonly answer: Promise<Access>; readonly until: number }>();

  const ask = (attributes: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Access> => {
    const id = JSON.stringify(attributes);
    const known = kept.get(id);
    if (known && known.until > now()) return abortable(known.answer, signal);
    // Others may be waiting for it too: only the transport's end ends the question.
    const answer = review(transport, attributes, new AbortController().signal);
    kept.set(id, { answer, until: now() + keptMs });
    const forget = (): void => void kept.delete(id);
    answer.then((access) => access === 'unknown' && forget(), forget);
    return abortable(answer, signal);
  };

  return async (verb, { group, plural }, key, signal) => {
    const { namespace, name } = parseKey(key);
    const attributes = { verb, group, resource: plural, namespace };
    const forKind = await ask(attributes, signal);
    return forKind === 'denied' ? ask({ ...attributes, name }, signal) : forKind;
  };
}

/** Asks once, by the attributes of a SelfSubjectAccessReview. Never rejects. */
export async function review(
  transport: Transport,
  resourceAttributes: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Access> {
  try {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    };
    const { status } = await transport.request<V1SelfSubjectAccessReview>({ method: 'POST', path, body }, signal);
    if (typeof status?.allowed !== 'boolean') return 'unknown';
    return status.allowed ? 'allowed' : 'denied';
  } catch {
    return 'unknown';
  }
}
