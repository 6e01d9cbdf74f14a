import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createForge } from '../../src/forges/createForge.ts';
import { silentLogger } from '../../src/base/logger.ts';
import type { Forge } from '../../src/forges/terms/forge.ts';
import { startDescribedServer, type DescribedServer } from './openapi/describedServer.ts';
import { patient, proposal } from './repositories.ts';

const pulls = '/repos/{owner}/{repo}/pulls';
const pull = `${pulls}/{pull_number}`;
const issue = '/repos/{owner}/{repo}/issues/{issue_number}';
const commits = '/repos/{owner}/{repo}/commits/{ref}';

let server: DescribedServer;
let forge: Forge;

beforeAll(async () => {
  server = await startDescribedServer({
    name: 'github',
    prefix: '/api/v3',
    types: true,
    // GraphQL is described elsewhere.
    undescribed: [/^POST \/api\/graphql$/],
  });
  const place = {
    kind: 'github',
    web: server.origin,
    api: `${server.origin}/api/v3`,
    project: ['shop', 'fleet'],
  } as const;
  const tokens = () => Promise.resolve({ value: 'planted', source: 'GITHUB_TOKEN' });
  forge = createForge(place, { tokens, way: { proxies: { env: {} }, authorities: [] }, logger: silentLogger });
});

afterAll(async () => {
  forge.dispose();
  await server.close();
});

beforeEach(() => {
  (server.arrived as unknown[]).length = 0;
});

const open = {
  number: 7,
  node_id: 'PR_7',
  html_url: 'https://github.example/shop/fleet/pull/7',
  title: 'Promote web',
  body: 'Moves web.',
  draft: false,
  state: 'open',
  merged_at: null,
  merge_commit_sha: 'trial',
  labels: [],
  base: { ref: 'main', sha: 'b', repo: { id: 1 } },
  head: { ref: 'promote/web', sha: 'c0ffee', repo: { id: 1 } },
};

describe('GitHub, by its published description', () => {
  test('a pull request is opened, labelled and reviewed', async () => {
    server.reply(`POST ${pulls}`, { status: 201, body: open });
    server.reply(`POST ${issue}/labels`, { status: 200, body: [{ name: 'promotion' }] });
    server.reply(`POST ${pull}/requested_reviewers`, { status: 201, body: open });
    const given = proposal('promote/web', {
      labels: ['promotion'],
      reviewers: ['ann', 'shop/platform'],
      isDraft: true,
    });
    expect(await forge.open(given, patient)).toEqual({
      pullRequest: {
        number: 7,
        url: open.html_url,
        title: 'Promote web',
        body: 'Moves web.',
        isDraft: false,
        state: 'open',
        base: 'main',
        head: 'promote/web',
        isFromElsewhere: false,
        headCommit: 'c0ffee',
        mergeCommit: undefined,
        labels: [],
      },
      omissions: [],
    });
    expect(server.arrived.map(({ line, body }) => [line, body])).toEqual([
      [
        'POST /api/v3/repos/shop/fleet/pulls',
        { base: 'main', head: 'promote/web', title: 'Promote promote/web', body: 'Moves web to 1.1.0.', draft: true },
      ],
      ['POST /api/v3/repos/shop/fleet/issues/7/labels', { labels: ['promotion'] }],
      [
        'POST /api/v3/repos/shop/fleet/pulls/7/requested_reviewers',
        { reviewers: ['ann'], team_reviewers: ['platform'] },
      ],
    ]);
    expect(server.arrived[0]?.headers).toMatchObject({
      authorization: 'Bearer planted',
      'x-github-api-version': '2022-11-28',
    });
    expect(server.violations).toEqual([]);
  });

  test('what is refused besides costs neither the pull request nor the rest', async () => {
    server.reply(`POST ${pulls}`, { status: 201, body: open });
    server.reply(`POST ${issue}/labels`, { status: 410, body: { message: 'Issues are disabled.' } });
    server.reply(`POST ${pull}/requested_reviewers`, {
      status: 422,
      body: { message: 'Could not resolve to a node.' },
    });
    const saved = await forge.open(proposal('promote/web', { labels: ['x'], reviewers: ['ann', 'bob'] }), patient);
    expect(saved.omissions.map(({ message }) => message.split(':')[0])).toEqual([
      'The label x was not set',
      'The reviewer ann was not asked',
      'The reviewer bob was not asked',
    ]);
    expect(server.violations).toEqual([]);
  });

  test('an open one is found by its branch, changed, commented on and closed', async () => {
    server.reply(`GET ${pulls}`, {
      status: 200,
      body: [open, { ...open, number: 8, head: { ...open.head, repo: { id: 2 } } }],
    });
    const found = await forge.openPullRequests({ base: 'main', head: 'promote/web' }, patient);
    expect(found.map(({ number, isFromElsewhere }) => [number, isFromElsewhere])).toEqual([
      [7, false],
      [8, true],
    ]);
    server.reply(`PATCH ${pull}`, { status: 200, body: { ...open, title: 'New' } });
    server.reply('POST /api/graphql', { status: 200, body: { data: {} } });
    const { pullRequest } = await forge.update(found[0] ?? never(), { title: 'New', isDraft: true }, patient);
    expect(pullRequest).toMatchObject({ title: 'New', isDraft: true });
    server.reply(`GET ${issue}/comments`, { status: 200, body: [{ body: 'Looks good.' }] });
    expect(await forge.comments(7, patient)).toEqual(['Looks good.']);
    server.reply(`POST ${issue}/comments`, { status: 201, body: { body: 'Superseded.' } });
    await forge.comment(7, 'Superseded.', patient);
    await forge.close(7, patient);
    expect(server.arrived.map(({ line }) => line)).toEqual([
      'GET /api/v3/repos/shop/fleet/pulls?state=open&base=main&head=shop:promote/web&per_page=100&page=1',
      'PATCH /api/v3/repos/shop/fleet/pulls/7',
      'POST /api/graphql',
      'GET /api/v3/repos/shop/fleet/issues/7/comments?per_page=100&page=1',
      'POST /api/v3/repos/shop/fleet/issues/7/comments',
      'PATCH /api/v3/repos/shop/fleet/pulls/7',
    ]);
    expect(server.arrived.at(-1)?.body).toEqual({ state: 'closed' });
    expect(server.violations).toEqual([]);
  });

  test('a merged one tells its commit; an open one’s trial merge is none', async () => {
    server.reply(`GET ${pull}`, {
      status: 200,
      body: { ...open, state: 'closed', merged: true, merged_at: '2026-11-26T10:00:00Z', merge_commit_sha: 'm3rged' },
    });
    expect(await forge.pullRequest(7, patient)).toMatchObject({ state: 'merged', mergeCommit: 'm3rged' });
    server.reply(`GET ${pull}`, { status: 200, body: { ...open, state: 'closed' } });
    expect(await forge.pullRequest(7, patient)).toMatchObject({ state: 'closed', mergeCommit: undefined });
    expect(server.violations).toEqual([]);
  });

  test('checks are statuses and check runs; approvals are the last word of each', async () => {
    server.reply(`GET ${commits}/status`, {
      status: 200,
      body: { state: 'failure', statuses: [{ context: 'ci', state: 'error', target_url: 'https://ci' }] },
    });
    server.reply(`GET ${commits}/check-runs`, {
      status: 200,
      body: {
        check_runs: [
          { name: 'build', status: 'completed', conclusion: 'success', html_url: 'https://build' },
          { name: 'slow', status: 'in_progress', conclusion: null, html_url: 'https://slow' },
          { name: 'stopped', status: 'completed', conclusion: 'cancelled', html_url: 'https://stopped' },
        ],
      },
    });
    expect(await forge.checks('c0ffee', patient)).toEqual([
      { name: 'ci', state: 'failure', url: 'https://ci' },
      { name: 'build', state: 'success', url: 'https://build' },
      { name: 'slow', state: 'pending', url: 'https://slow' },
      { name: 'stopped', state: 'failure', url: 'https://stopped' },
    ]);
    const review = (login: string, state: string) => ({ user: { login }, state });
    server.reply(`GET ${pull}/reviews`, {
      status: 200,
      body: [
        review('ann', 'APPROVED'),
        review('bob', 'APPROVED'),
        review('ann', 'COMMENTED'),
        review('bob', 'CHANGES_REQUESTED'),
      ],
    });
    server.reply('GET /repos/{owner}/{repo}/branches/{branch}', {
      status: 200,
      body: { name: 'main', protected: true },
    });
    const parameters = {
      required_approving_review_count: 2,
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    };
    server.reply('GET /repos/{owner}/{repo}/rules/branches/{branch}', {
      status: 200,
      body: [{ type: 'pull_request', parameters }],
    });
    const asked = { ...(await forge.pullRequest(7, patient)), base: 'main' };
    expect(await forge.approvals(asked, patient)).toEqual({ by: ['ann'], required: 2 });
    server.reply('GET /repos/{owner}/{repo}/rules/branches/{branch}', { status: 200, body: [] });
    expect(await forge.approvals(asked, patient)).toEqual({ by: ['ann'], required: undefined });
    expect(server.violations).toEqual([]);
  });

  test('the same branch twice is told from other refusals', async () => {
    const errors = [
      { resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for shop:promote/web.' },
    ];
    server.reply(`POST ${pulls}`, {
      status: 422,
      body: { message: 'Validation Failed', documentation_url: 'https://docs', errors },
    });
    await expect(forge.open(proposal('promote/web'), patient)).rejects.toMatchObject({ failure: { code: 'exists' } });
  });
});

test('the server notices wrong names and types, of requests and of answers', async () => {
  const other = await startDescribedServer({ name: 'github', prefix: '', types: true });
  const send = (path: string, body?: object): Promise<unknown> =>
    fetch(
      `${other.origin}/repos/shop/fleet/pulls${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
  other.reply(`POST ${pulls}`, { status: 201, body: { ...open, merge_commit: 'x' } });
  await send('', { base: 'main', head: 'x', titel: 'Wrong' });
  await send('', { base: 'main', head: 7 });
  await send('?state=opened&base_branch=main');
  await send('/7/approve', {});
  await other.close();
  const path = '/repos/shop/fleet/pulls';
  expect(other.violations).toEqual([
    `POST ${path}: /titel is not described`,
    `answer to POST ${path}: /merge_commit is not described`,
    `POST ${path}: /head must be string`,
    `answer to POST ${path}: /merge_commit is not described`,
    `GET ${path}?state=opened&base_branch=main: state may not be opened`,
    `GET ${path}?state=opened&base_branch=main: the parameter base_branch is not described`,
    `POST ${path}/7/approve: no such operation is described`,
  ]);
});

function never(): never {
  throw new Error('Nothing was found.');
}
