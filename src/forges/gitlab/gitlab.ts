import { createForgeClient, type ForgeClientOptions, type Paging } from '../request/client.ts';
import { listAt, numberAt, textsAt } from '../request/json.ts';
import { path } from '../request/path.ts';
import type { Forge, ForgeLimits, PullRequest, PullRequestEdit, Saved } from '../terms/forge.ts';
import type { ForgePlace } from '../terms/place.ts';
import { readCheck } from './judgement.ts';
import { readMergeRequest, writeTitle } from './mergeRequest.ts';
import { addReviewers } from './reviewers.ts';

/** By GitLab's published description; titles have 255 characters, of which a draft's prefix takes some. */
const limits: ForgeLimits = { title: 247, body: 1_048_576 };

/** Merge requests may be long: fewer on a page. */
const pages: Paging = { parameter: 'per_page', size: 50 };

/**
 * Merge requests at gitlab.com or on a GitLab of one's own, by GitLab's published description of its REST API
 * (doc/api/openapi in gitlab-org/gitlab) and its documentation. Nothing is sent before it is asked.
 */
export function createGitLab(place: ForgePlace, options: Pick<ForgeClientOptions, 'tokens' | 'way' | 'logger'>): Forge {
  const project = path`/projects/${place.project.join('/')}`;
  const client = createForgeClient({
    ...options,
    api: place.api,
    site: place.web,
    // Personal, project and group tokens, and those of OAuth, go by this header.
    headers: (token) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
  });
  const requests = `${project}/merge_requests`;
  const request = (number: number): string => `${requests}/${number}`;
  const read = (answer: unknown): PullRequest => readMergeRequest(answer, client.host);

  const finish = async (answer: unknown, { reviewers = [] }: PullRequestEdit, signal: AbortSignal): Promise<Saved> => {
    const pullRequest = read(answer);
    const asked = { request: request(pullRequest.number), answer };
    return { pullRequest, omissions: await addReviewers(client, asked, reviewers, signal) };
  };

  return {
    kind: 'gitlab',
    limits,
    async openPullRequests({ base, head }, signal) {
      const query = { state: 'opened', target_branch: base, ...(head === undefined ? {} : { source_branch: head }) };
      const found = await client.list({ path: requests, query }, pages, signal);
      return found.map(read).filter((one) => one.base === base && (head === undefined || one.head === head));
    },
    pullRequest: async (number, signal) => read(await client.send({ path: request(number) }, signal)),
    async open({ base, head, title, body, isDraft, labels, reviewers }, signal) {
      const sent = {
        source_branch: head,
        target_branch: base,
        title: writeTitle(title, isDraft),
        description: body,
        ...(labels.length > 0 && { labels }),
      };
      return finish(await client.send({ method: 'POST', path: requests, body: sent }, signal), { reviewers }, signal);
    },
    async update(current, edit, signal) {
      const { title = current.title, isDraft = current.isDraft, body = current.body, labels = [] } = edit;
      const sent = {
        title: writeTitle(title, isDraft),
        description: body,
        ...(labels.length > 0 && { add_labels: labels }),
      };
      return finish(
        await client.send({ method: 'PUT', path: request(current.number), body: sent }, signal),
        edit,
        signal,
      );
    },
    async close(number, signal) {
      await client.send({ method: 'PUT', path: request(number), body: { state_event: 'close' } }, signal);
    },
    comments: async (number, signal) =>
      textsAt(await client.list({ path: `${request(number)}/notes` }, pages, signal), 'body'),
    async comment(number, body, signal) {
      await client.send({ method: 'POST', path: `${request(number)}/notes`, body: { body } }, signal);
    },
    async checks(commit, signal) {
      const statuses = { path: `${project}${path`/repository/commits/${commit}/statuses`}` };
      return (await client.list(statuses, pages, signal)).map(readCheck);
    },
    async approvals({ number }, signal) {
      const answer = await client.send({ path: `${request(number)}/approvals` }, signal);
      // The free edition knows no required number.
      return {
        by: textsAt(listAt(answer, 'approved_by'), 'user', 'username'),
        required: numberAt(answer, 'approvals_required'),
      };
    },
    dispose: () => client.dispose(),
  };
}
