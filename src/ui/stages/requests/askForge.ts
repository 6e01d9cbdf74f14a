import type { PullRequest } from '../../../forges/terms/forge.ts';
import type { FollowedRequest } from '../../../promote/requests/followedRequest.ts';
import { lazy } from '../../lazy.ts';
import { forgesOptions, tokenSource } from '../promote/askAndPublish.ts';
import type { Promoting } from '../promote/promoting.ts';

/** What the forge says now of a pull request, with the token that is known for it. Rejects as requestNow does. */
export function askForge(
  { tokens, log }: Pick<Promoting, 'tokens' | 'log'>,
  request: FollowedRequest,
  signal: AbortSignal,
): Promise<PullRequest> {
  const options = { ...forgesOptions(request.root), tokens: tokenSource(tokens)(request.place), logger: log };
  return lazy('promote').requestNow(request, options, signal);
}
