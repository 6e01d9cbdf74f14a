import { messageOf, type Failure } from '../../base/failure.ts';
import { createForgeClient, type ForgeClientOptions, type Paging } from '../request/client.ts';
import { listAt, textsAt } from '../request/json.ts';
import { path } from '../request/path.ts';
import { requestReviews } from '../request/reviewers.ts';
import { omitting } from '../request/saved.ts';
import type { Forge, ForgeLimits, Proposal, PullRequest, PullRequestEdit, Saved } from '../terms/forge.ts';
import { failedWith } from '../terms/forgeFailure.ts';
import type { ForgePlace } from '../terms/place.ts';
import { changeDraft } from './draft.ts';
import { approversOf, readCheckRun, readStatus, requiredApprovals } from './judgement.ts';
import { readPullRequest } from './pullRequest.ts';

/** GitHub refuses more: "body is too long (maximum is 65536 characters)", "title is too long (maximum is 256 ...)". */
const limits: ForgeLimits = { title: 256, body: 65_536 };

const pages: Paging = { parameter: 'per_page', size: 100 };

/**
 * Pull requests at github.com, at a company's *.ghe.com or on a GitHub Enterprise Server, by GitHub's published
 * description of its REST API (github/rest-api-description). Nothing is sent before it is asked.
 */
export function createGitHub(place: ForgePlace, options: Pick<ForgeClientOptions, 'tokens' | 'way' | 'logger'>): Forge {
  const [owner = '', name = ''] = place.project;
  const repository = path`/repos/${owner}/${name}`;
  const reached = { ...options, site: place.web, headers };
  const client = createForgeClient({ ...reached, api: place.api });
  // An Enterprise Server has it beside /api/v3, the others below the API's address.
  const graphql = createForgeClient({ ...reached, api: place.api.replace(/\/v3$/, '') });
  const pull = (number: number): string => `${repository}/pulls/${number}`;
  const issue = (number: number): string => `${repository}/issues/${number}`;
  const read = (answer: unknown): PullRequest => readPullRequest(answer, client.host);
  const post = (to: string, body: unknown, signal: AbortSignal): Promise<unknown> =>
    client.send({ method: 'POST', path: to, body }, signal);

  const finish = async (answer: unknown, edit: PullRequestEdit, signal: AbortSignal): Promise<Saved> => {
    const pullRequest = read(answer);
    const { number } = pullRequest;
    const labels = (edit.labels ?? []).filter((label) => !pullRequest.labels.includes(label));
    const unlabelled =
      labels.length === 0
        ? []
        : await omitting(`The label ${labels.join(', ')} was not set`, () =>
            post(`${issue(number)}/labels`, { labels }, signal),
          );
    const unasked = await requestReviews(edit.reviewers ?? [], (body) =>
      post(`${pull(number)}/requested_reviewers`, body, signal),
    );
    return { pullRequest, omissions: [...unlabelled, ...unasked] };
  };

  const create = (proposal: Proposal, isDraft: boolean, signal: AbortSignal): Promise<unknown> => {
    const { base, head, title, body } = proposal;
    return post(`${repository}/pulls`, { base, head, title, body, draft: isDraft }, signal);
  };

  return {
    kind: 'github',
    limits,
    async openPullRequests({ base, head }, signal) {
      const query = { state: 'open', base, ...(head === undefined ? {} : { head: `${owner}:${head}` }) };
      const found = await client.list({ path: `${repository}/pulls`, query }, pages, signal);
      // An empty filter matches all, and so did wrong ones at times: what was asked for is looked for again.
      return found.map(read).filter((one) => one.base === base && (head === undefined || one.head === head));
    },
    pullRequest: async (number, signal) => read(await client.send({ path: pull(number) }, signal)),
    async open(proposal, signal) {
      try {
        return await finish(await create(proposal, proposal.isDraft, signal), proposal, signal);
      } catch (error) {
        // Private repositories of some plans have no drafts.
        if (!proposal.isDraft || !failedWith(error, 'invalid')) throw error;
        const saved = await finish(await create(proposal, false, signal), proposal, signal);
        const refused: Failure = { code: 'invalid', message: `It is no draft: ${messageOf(error)}` };
        return { ...saved, omissions: [refused, ...saved.omissions] };
      }
    },
    async update(current, edit, signal) {
      const { title = current.title, body = current.body, isDraft = current.isDraft } = edit;
      const answer = await client.send({ method: 'PATCH', path: pull(current.number), body: { title, body } }, signal);
      const kept = await changeDraft(graphql, answer, isDraft, signal);
      const { pullRequest, omissions } = await finish(answer, edit, signal);
      return {
        pullRequest: kept.length === 0 ? { ...pullRequest, isDraft } : pullRequest,
        omissions: [...kept, ...omissions],
      };
    },
    async close(number, signal) {
      await client.send({ method: 'PATCH', path: pull(number), body: { state: 'closed' } }, signal);
    },
    comments: async (number, signal) =>
      textsAt(await client.list({ path: `${issue(number)}/comments` }, pages, signal), 'body'),
    async comment(number, body, signal) {
      await post(`${issue(number)}/comments`, { body }, signal);
    },
    async checks(commit, signal) {
      const of = path`/commits/${commit}`;
      const list = (name: string, field: string): Promise<readonly unknown[]> =>
        client.list(
          { path: `${repository}${of}/${name}` },
          { ...pages, elements: (page) => listAt(page, field) },
          signal,
        );
      const [statuses, runs] = await Promise.all([list('status', 'statuses'), list('check-runs', 'check_runs')]);
      return [...statuses.map(readStatus), ...runs.map(readCheckRun)];
    },
    async approvals({ number, base }, signal) {
      const [reviews, rules, branch] = await Promise.all([
        client.list({ path: `${pull(number)}/reviews` }, pages, signal),
        client.list({ path: `${repository}${path`/rules/branches/${base}`}` }, pages, signal),
        client.send({ path: `${repository}${path`/branches/${base}`}` }, signal),
      ]);
      return { by: approversOf(reviews), required: requiredApprovals(rules, branch) };
    },
    dispose() {
      client.dispose();
      graphql.dispose();
    },
  };
}

function headers(token: string | undefined): Record<string, string> {
  return {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}
