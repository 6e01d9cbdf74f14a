import { createForge } from '../../forges/createForge.ts';
import type { Approvals, Forge, PullRequest } from '../../forges/terms/forge.ts';
import type { ForgePlace } from '../../forges/terms/place.ts';
import type { TokenSource } from '../../forges/terms/token.ts';
import type { Logger } from '../../base/logger.ts';
import { wayTo, type ForgesOptions } from '../publishing/review.ts';
import type { FollowedRequest } from './followedRequest.ts';

type Options = ForgesOptions & { readonly tokens: TokenSource; readonly logger: Logger };

/** What the forge says now of a pull request. Throws a FailureError with a ForgeFailure, or the signal's reason. */
export function requestNow(
  request: Pick<FollowedRequest, 'place' | 'number'>,
  options: Options,
  signal: AbortSignal,
): Promise<PullRequest> {
  return withForge(request.place, options, signal, (forge) => forge.pullRequest(request.number, signal));
}

/** Who agreed to a pull request, and how many have to; throws as {@link requestNow}. */
export function approvalsNow(
  { place }: Pick<FollowedRequest, 'place'>,
  pullRequest: PullRequest,
  options: Options,
  signal: AbortSignal,
): Promise<Approvals> {
  return withForge(place, options, signal, (forge) => forge.approvals(pullRequest, signal));
}

async function withForge<T>(
  place: ForgePlace,
  { tokens, logger, ...options }: Options,
  signal: AbortSignal,
  work: (forge: Forge) => Promise<T>,
): Promise<T> {
  const address = [place.web, ...place.project].join('/');
  const forge = createForge(place, { tokens, way: await wayTo(address, options, signal), logger });
  try {
    return await work(forge);
  } finally {
    forge.dispose();
  }
}
