import { failureOf, FailureError, messageOf } from '../../src/base/failure.ts';

/** What can go wrong with the control plane. */
export type ClusterFailureCode =
  | 'assetsIncomplete'
  | 'startFailed'
  | 'processFailed'
  | 'notReady'
  | 'notSettled'
  | 'unknownUser'
  | 'noForge'
  | 'usage'
  | 'alreadyUp'
  | 'notUp';

/** An error whose message is a sentence for the person who ran the command. */
export function clusterFailure(code: ClusterFailureCode, message: string, options?: ErrorOptions): FailureError {
  return new FailureError({ code, message }, options);
}

/** What to print for an error: a failure's whole text, which may end with the last lines of a log, or one line. */
export function sentenceOf(error: unknown): string {
  return failureOf(error)?.message ?? messageOf(error);
}
