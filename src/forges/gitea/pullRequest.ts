import { at, listAt, numberAt, textAt, textsAt } from '../request/json.ts';
import { required } from '../request/saved.ts';
import type { PullRequest } from '../terms/forge.ts';

/** Gitea's default WORK_IN_PROGRESS_PREFIXES, which mark a draft in the title. */
const draftPrefix = /^(WIP:|\[WIP\])\s*/i;

/** Reads a `PullRequest` of Gitea's API. Throws FailureError `notApi` where it is none. */
export function readPullRequest(answer: unknown, host: string): PullRequest {
  const title = textAt(answer, 'title') ?? '';
  const isDraft = at(answer, 'draft') === true;
  const isMerged = at(answer, 'merged') === true;
  return {
    number: required(numberAt(answer, 'number'), 'a number', host),
    url: required(textAt(answer, 'html_url'), 'an address', host),
    title: isDraft ? title.replace(draftPrefix, '') : title,
    body: textAt(answer, 'body') ?? '',
    isDraft,
    state: isMerged ? 'merged' : at(answer, 'state') === 'open' ? 'open' : 'closed',
    base: required(textAt(answer, 'base', 'ref'), 'a base', host),
    head: required(textAt(answer, 'head', 'ref'), 'a head', host),
    isFromElsewhere: numberAt(answer, 'head', 'repo_id') !== numberAt(answer, 'base', 'repo_id'),
    headCommit: textAt(answer, 'head', 'sha') ?? '',
    mergeCommit: isMerged ? textAt(answer, 'merge_commit_sha') : undefined,
    labels: textsAt(listAt(answer, 'labels'), 'name'),
  };
}

/** A title as Gitea takes it. */
export function writeTitle(title: string, isDraft: boolean): string {
  return isDraft ? `WIP: ${title}` : title;
}
