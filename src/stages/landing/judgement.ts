import { nameInSentence, type ObjectKey } from '../../flux/object.ts';
import type { Cause, LandingVerdict, ObjectLanding } from './terms.ts';
import { asSentence } from './words.ts';

/** A verdict on one object, without its place among others. */
export type Judgement = Omit<ObjectLanding, 'key' | 'parent'>;

/** A verdict with its sentence. */
export function judged(verdict: LandingVerdict, sentence: string, cause?: Cause): Judgement {
  return { verdict, sentence, ...(cause && { cause }) };
}

/** What landed, and since when (RFC 3339). */
export function landed(sentence: string, since: string | undefined): Judgement {
  return { verdict: 'landed', sentence, ...(since !== undefined && { since }) };
}

/** A failure in Flux's words, at the object itself or at one that it needs. */
export function failed(
  verdict: 'notApplied' | 'notHealthy',
  what: string,
  { key, message }: { readonly key: ObjectKey; readonly message: string },
): Judgement {
  return judged(verdict, `${what}: ${asSentence(message)}`, { key, message });
}

/** What waits for another object. */
export function waitsFor(key: ObjectKey, why: string, message = ''): Judgement {
  return judged('waiting', `It waits for ${nameInSentence(key)}, ${why}.`, { key, message });
}
