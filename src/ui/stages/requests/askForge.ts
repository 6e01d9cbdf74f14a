import type { Approvals, PullRequest } from '../../../forges/terms/forge.ts';
import type { FollowedRequest } from '../../../promote/requests/followedRequest.ts';
import { lazy } from '../../lazy.ts';
import { forgesOptions, tokenSource } from '../promote/askAndPublish.ts';
import type { Promoting } from '../promote/promoting.ts';

type Asking = Pick<Promoting, 'tokens' | 'log'>;

/** What the forge says now of a pull request, with the token that is known for it. Rejects as requestNow does. */
export function askForge(asking: Asking, request: FollowedRequest, signal: AbortSignal): Promise<PullRequest> {
  return lazy('promote').requestNow(request, optionsOf(asking, request), signal);
}

/** Who agreed to an open one; undefined where the forge does not tell this token. Rejects with the signal's reason. */
export async function askApprovals(
  asking: Asking,
  request: FollowedRequest,
  pullRequest: PullRequest,
  signal: AbortSignal,
): Promise<Approvals | undefined> {
  const options = optionsOf(asking, request);
  const approvals = await lazy('promote')
    .approvalsNow(request, pullRequest, options, signal)
    .catch(() => undefined);
  signal.throwIfAborted();
  return approvals;
}

function optionsOf({ tokens, log }: Asking, { root, place }: FollowedRequest) {
  return { ...forgesOptions(root), tokens: tokenSource(tokens)(place), logger: log };
}
