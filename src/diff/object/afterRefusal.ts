import { kindIdOf, nameInSentence, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import type { Answer, Refusal } from '../terms/ports.ts';
import { keyOfObject } from '../values/objects.ts';
import { estimated } from './estimate.ts';
import { judgeRefusal } from './refusals.ts';
import { liveIn, type ObjectRules, type Verdict } from './verdict.ts';

/** What `force` comes to: the object is deleted, and then made anew unless that is refused as well. */
export function forced(desired: JsonObject, live: JsonObject, refusal: Refusal, create: Answer): Verdict {
  const isCreatable = 'object' in create || create.refusal.reason === 'AlreadyExists' || create.refusal.code === 403;
  if (isCreatable) {
    return { action: 'recreate', live, result: desired, isDeclaredOnly: true, refusal, message: refusal.message };
  }
  return { action: 'deleteOnly', live, refusal: create.refusal, message: create.refusal.message };
}

/** What follows from a refusal, which need not be one of Flux. */
export function refused(
  desired: JsonObject,
  live: JsonObject | undefined,
  refusal: Refusal,
  { identity, expected }: ObjectRules,
): Verdict {
  const judgement = judgeRefusal(refusal, identity);
  const error: Verdict = { action: 'error', ...liveIn(live), refusal, message: refusal.message };
  switch (judgement.verdict) {
    case 'error':
      return error;
    case 'unknown':
      return {
        action: 'unknown',
        ...liveIn(live),
        ...(live && { result: estimated(desired, live) }),
        refusal,
        unknown: judgement.unknown,
        message: refusal.message,
      };
    case 'missingNamespace':
      return awaiting(desired, expected.namespace(judgement.namespace), `Namespace ${judgement.namespace}`) ?? error;
    case 'missingKind': {
      const id = kindIdOf(keyOfObject(desired));
      return awaiting(desired, expected.kind(id), `the definition of ${id}`) ?? error;
    }
  }
}

/** What needs something that the same change brings, so that the API server cannot judge it yet. */
function awaiting(desired: JsonObject, by: ObjectKey | undefined, what: string): Verdict | undefined {
  if (by === undefined) return undefined;
  const message = `Not judged by the API server yet: ${what} comes with ${nameInSentence(by)}.`;
  return { action: 'create', result: desired, isDeclaredOnly: true, message };
}
