import { createForge } from '../../forges/createForge.ts';
import type { PullRequest } from '../../forges/terms/forge.ts';
import type { TokenSource } from '../../forges/terms/token.ts';
import type { Logger } from '../../base/logger.ts';
import { wayTo, type ForgesOptions } from '../review.ts';
import type { FollowedRequest } from './followedRequest.ts';

/** What the forge says now of a pull request. Throws a FailureError with a ForgeFailure, or the signal's reason. */
export async function requestNow(
  { place, number }: Pick<FollowedRequest, 'place' | 'number'>,
  { tokens, logger, ...options }: ForgesOptions & { readonly tokens: TokenSource; readonly logger: Logger },
  signal: AbortSignal,
): Promise<PullRequest> {
  const address = [place.web, ...place.project].join('/');
  const forge = createForge(place, { tokens, way: await wayTo(address, options, signal), logger });
  try {
    return await forge.pullRequest(number, signal);
  } finally {
    forge.dispose();
  }
}
