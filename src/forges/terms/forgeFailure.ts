import { FailureError, failureOf, type Failure } from '../../base/failure.ts';

/**
 * What kept a request from succeeding:
 * - `noToken`: the forge wants a token and there is none for it;
 * - `unauthorized`: the token is wrong, expired or revoked; `forbidden`: it may not do this;
 * - `notFound`: it is not there, or the token may not see it;
 * - `exists`: there is an open pull request from the same branch; `invalid`: the forge refused for another reason;
 * - `rateLimited`: too many requests; `unavailable`: the forge has a fault (5xx);
 * - `unreachable`: no answer came, so that what was sent may have been done or not; `untrusted`: no TLS connection, since
 *   the certificate cannot be trusted;
 * - `redirected`: it wants to be asked elsewhere, where the token must not go;
 * - `notApi`: what answered is no forge, but a proxy or a page to sign in.
 */
export type ForgeFailureCode =
  | 'noToken'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'exists'
  | 'invalid'
  | 'rateLimited'
  | 'unavailable'
  | 'unreachable'
  | 'untrusted'
  | 'redirected'
  | 'notApi';

/** A failed request as a value; its message is a sentence for people. */
export interface ForgeFailure extends Failure<ForgeFailureCode> {
  /** The HTTP status, if one came. */
  readonly status?: number;
  /** When the forge takes requests again, in milliseconds since 1970, where it says so. */
  readonly retryAt?: number;
}

/** Wraps a failure for throwing. */
export function forgeError(failure: ForgeFailure, cause?: unknown): FailureError {
  return new FailureError(failure, cause === undefined ? undefined : { cause });
}

/** Whether `error` carries a failure with this code. */
export function failedWith(error: unknown, code: ForgeFailureCode): boolean {
  return failureOf(error)?.code === code;
}
