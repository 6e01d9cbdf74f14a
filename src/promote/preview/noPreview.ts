import { FailureError } from '../../base/failure.ts';

/** Why something can have no preview, for people. */
export function noPreview(message: string): FailureError {
  return new FailureError({ code: 'noPreview', message });
}
