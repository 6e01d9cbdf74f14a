import { createForgeClient, type ForgeClientOptions, type Paging } from '../request/client.ts';
import { listAt, textsAt } from '../request/json.ts';
import { path } from '../request/path.ts';
import { requestReviews } from '../request/reviewers.ts';
import type { Forge, ForgeLimits, PullRequest, PullRequestEdit, Saved } from '../terms/forge.ts';
import type { ForgePlace } from '../terms/place.ts';
import { approversOf, readCheck, requiredApprovals } from './judgement.ts';
import { addLabels } from './labels.ts';
import { readPullRequest, writeTitle } from './pullRequest.ts';

/**
 * Titles are VARCHAR(255) (Gitea's models/issues/issue.go), of which a draft's prefix takes some. Bodies have no limit
 * of their own; longer ones than GitLab takes nobody reads.
 */
const limits: ForgeLimits = { title: 250, body: 1_048_576 };

/** The default of MAX_RESPONSE_ITEMS, beyond which Gitea cuts pages. */
const pages: Paging = { parameter: 'limit', size: 50 };

/**
 * Pull requests at Gitea or Forgejo, by the API that every Gitea describes itself at /swagger.v1.json. Nothing is sent
 * before it is asked.
 */
export function createGitea(place: ForgePlace, options: Pick<ForgeClientOptions, 'tokens' | 'way' | 'logger'>): Forge {
  const [owner = '', name = ''] = place.project;
  const repository = path`/repos/${owner}/${name}`;
  const client = createForgeClient({
    ...options,
    api: place.api,
    site: place.web,
    headers: (token) => (token === undefined ? {} : { authorization: `token ${token}` }),
  });
  const pull = (number: number): string => `${repository}/pulls/${number}`;
  const issue = (number: number): string => `${repository}/issues/${number}`;
  const read = (answer: unknown): PullRequest => readPullRequest(answer, client.host);

  const finish = async (
    answer: unknown,
    { labels = [], reviewers = [] }: PullRequestEdit,
    signal: AbortSignal,
  ): Promise<Saved> => {
    const pullRequest = read(answer);
    const request = `${pull(pullRequest.number)}/requested_reviewers`;
    const unlabelled = await addLabels(
      client,
      { repository, issue: issue(pullRequest.number), has: pullRequest.labels },
      labels,
      signal,
    );
    const unasked = await requestReviews(reviewers, (body) =>
      client.send({ method: 'POST', path: request, body }, signal),
    );
    return { pullRequest, omissions: [...unlabelled, ...unasked] };
  };

  return {
    kind: 'gitea',
    limits,
    async openPullRequests({ base, head }, signal) {
      const query = { state: 'open', base_branch: base };
      const found = await client.list({ path: `${repository}/pulls`, query }, pages, signal);
      // Forgejo and older versions of Gitea do not know `base_branch`.
      return found.map(read).filter((one) => one.base === base && (head === undefined || one.head === head));
    },
    pullRequest: async (number, signal) => read(await client.send({ path: pull(number) }, signal)),
    async open(proposal, signal) {
      const { base, head, body } = proposal;
      const sent = { base, head, title: writeTitle(proposal.title, proposal.isDraft), body };
      return finish(
        await client.send({ method: 'POST', path: `${repository}/pulls`, body: sent }, signal),
        proposal,
        signal,
      );
    },
    async update(current, edit, signal) {
      const { title = current.title, isDraft = current.isDraft, body = current.body } = edit;
      const sent = { title: writeTitle(title, isDraft), body };
      return finish(
        await client.send({ method: 'PATCH', path: pull(current.number), body: sent }, signal),
        edit,
        signal,
      );
    },
    async close(number, signal) {
      await client.send({ method: 'PATCH', path: pull(number), body: { state: 'closed' } }, signal);
    },
    comments: async (number, signal) =>
      textsAt(await client.list({ path: `${issue(number)}/comments` }, pages, signal), 'body'),
    async comment(number, body, signal) {
      await client.send({ method: 'POST', path: `${issue(number)}/comments`, body: { body } }, signal);
    },
    async checks(commit, signal) {
      const elements = (page: unknown): readonly unknown[] => listAt(page, 'statuses');
      const request = { path: `${repository}${path`/commits/${commit}/status`}` };
      return (await client.list(request, { ...pages, elements }, signal)).map(readCheck);
    },
    async approvals({ number, base }, signal) {
      const reviews = await client.list({ path: `${pull(number)}/reviews` }, pages, signal);
      const branch = await client.send({ path: `${repository}${path`/branches/${base}`}` }, signal);
      return { by: approversOf(reviews), required: requiredApprovals(branch) };
    },
    dispose: () => client.dispose(),
  };
}
