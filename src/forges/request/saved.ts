import { failureOf, type Failure } from '../../base/failure.ts';
import { forgeError } from '../terms/forgeFailure.ts';

/**
 * Does what may fail without losing a pull request that stands already: what the forge refuses is given as a failure
 * whose sentence begins with `what`. Cancellation is passed on.
 */
export async function omitting(what: string, work: () => Promise<unknown>): Promise<readonly Failure[]> {
  try {
    await work();
    return [];
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return [{ ...failure, message: `${what}: ${failure.message}` }];
  }
}

/** A value that an answer must have; `what` names it. Throws FailureError `notApi` where it is not there. */
export function required<T>(value: T | undefined, what: string, host: string): T {
  if (value !== undefined) return value;
  throw forgeError({ code: 'notApi', message: `${host} answered without ${what}, which its API promises.` });
}
