import { FailureError, failureOf } from '../../base/failure.ts';
import type { ClusterFailure } from './api.ts';

/** Wraps a failure for throwing. */
export function clusterError(failure: ClusterFailure, cause?: unknown): FailureError {
  return new FailureError(failure, cause === undefined ? undefined : { cause });
}

/** A failure to get the credentials that a request needs. */
export function credentialsError(message: string, cause?: unknown): FailureError {
  return clusterError({ code: 'credentials', message }, cause);
}

/** Whether `error` carries a failure already, as opposed to an error of Node or of a library. */
export function isFailure(error: unknown): error is FailureError {
  return failureOf(error) !== undefined;
}
