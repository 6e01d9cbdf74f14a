import { at, listAt, numberAt, textAt } from '../request/json.ts';
import { required } from '../request/saved.ts';
import type { PullRequest } from '../terms/forge.ts';

/** What marks a draft in a title: GitLab's documentation names `Draft:`, `[Draft]`, `(Draft)`. */
const draftPrefix = /^(draft:|\[draft\]|\(draft\))\s*/i;

/** Reads a merge request of GitLab's API. Throws FailureError `notApi` where it is none. */
export function readMergeRequest(answer: unknown, host: string): PullRequest {
  const title = textAt(answer, 'title') ?? '';
  const isDraft = at(answer, 'draft') === true;
  const state = textAt(answer, 'state');
  const headCommit = textAt(answer, 'sha') ?? '';
  // Squashed without a merge commit, or fast-forwarded, there is no merge commit.
  const merged = textAt(answer, 'merge_commit_sha') ?? textAt(answer, 'squash_commit_sha') ?? headCommit;
  return {
    number: required(numberAt(answer, 'iid'), 'a number', host),
    url: required(textAt(answer, 'web_url'), 'an address', host),
    title: isDraft ? title.replace(draftPrefix, '') : title,
    body: textAt(answer, 'description') ?? '',
    isDraft,
    // Locked is one that is being merged.
    state: state === 'merged' ? 'merged' : state === 'closed' ? 'closed' : 'open',
    base: required(textAt(answer, 'target_branch'), 'a target branch', host),
    head: required(textAt(answer, 'source_branch'), 'a source branch', host),
    isFromElsewhere: numberAt(answer, 'source_project_id') !== numberAt(answer, 'target_project_id'),
    headCommit,
    mergeCommit: state === 'merged' ? merged : undefined,
    labels: listAt(answer, 'labels').filter((label) => typeof label === 'string'),
  };
}

/** A title as GitLab takes it. */
export function writeTitle(title: string, isDraft: boolean): string {
  return isDraft ? `Draft: ${title}` : title;
}
