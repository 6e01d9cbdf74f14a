import { at, listAt, numberAt, textAt, textsAt } from '../request/json.ts';
import { required } from '../request/saved.ts';
import type { PullRequest } from '../terms/forge.ts';

/** Reads a `pull-request` or `pull-request-simple` of GitHub's API. Throws FailureError `notApi` where it is none. */
export function readPullRequest(answer: unknown, host: string): PullRequest {
  const isMerged = textAt(answer, 'merged_at') !== undefined;
  return {
    number: required(numberAt(answer, 'number'), 'a number', host),
    url: required(textAt(answer, 'html_url'), 'an address', host),
    title: textAt(answer, 'title') ?? '',
    body: textAt(answer, 'body') ?? '',
    isDraft: at(answer, 'draft') === true,
    state: isMerged ? 'merged' : at(answer, 'state') === 'open' ? 'open' : 'closed',
    base: required(textAt(answer, 'base', 'ref'), 'a base', host),
    head: required(textAt(answer, 'head', 'ref'), 'a head', host),
    // The repository of a fork that was deleted is null.
    isFromElsewhere: numberAt(answer, 'head', 'repo', 'id') !== numberAt(answer, 'base', 'repo', 'id'),
    headCommit: textAt(answer, 'head', 'sha') ?? '',
    // Of an open one it is a trial merge.
    mergeCommit: isMerged ? textAt(answer, 'merge_commit_sha') : undefined,
    labels: textsAt(listAt(answer, 'labels'), 'name'),
  };
}
