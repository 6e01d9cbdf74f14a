import { FailureError } from '../../src/base/failure.ts';

/** What can go wrong with Go and what it builds. */
export type GoFailureCode = 'goMissing' | 'goTooOld' | 'compilerMissing' | 'buildFailed';

/** An error whose message is a sentence, or several, for the person who ran the command. */
export function goFailure(code: GoFailureCode, message: string): FailureError {
  return new FailureError({ code, message });
}
