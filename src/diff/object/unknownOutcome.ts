import { asText } from '../../flux/fields.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Unknown } from '../terms/prediction.ts';
import type { Candidate } from './candidates.ts';

/** What is said of an object that nothing could be asked about. */
export function unknownOutcome({ key, object, stage, origin }: Candidate, why: Unknown, message?: string): Outcome {
  return {
    key,
    apiVersion: asText(object['apiVersion']) ?? '',
    action: 'unknown',
    unknown: why,
    desired: object,
    stage,
    ...(message !== undefined && { message }),
    ...(origin && { origin }),
  };
}
