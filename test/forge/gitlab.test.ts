import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/base/logger.ts';
import { createForge } from '../../src/forges/createForge.ts';
import type { Forge } from '../../src/forges/terms/forge.ts';
import { startDescribedServer, type DescribedServer } from './openapi/describedServer.ts';
import { patient, proposal } from './repositories.ts';

const project = '/api/v4/projects/{id}';
const requests = `${project}/merge_requests`;
const request = `${requests}/{merge_request_iid}`;
/** As it is asked: below a folder, and the project's path as one segment. */
const asked = '/gitlab/api/v4/projects/group/sub/fleet';

let server: DescribedServer;
let forge: Forge;

beforeAll(async () => {
  server = await startDescribedServer({
    name: 'gitlab',
    prefix: '/gitlab',
    types: false,
    // Documented at docs.gitlab.com/api/notes, and left out of the description.
    undescribed: [/^(GET|POST) \/gitlab\/api\/v4\/projects\/group\/sub\/fleet\/merge_requests\/\d+\/notes(\?|$)/],
  });
  const web = `${server.origin}/gitlab`;
  const place = { kind: 'gitlab', web, api: `${web}/api/v4`, project: ['group', 'sub', 'fleet'] } as const;
  const tokens = () => Promise.resolve({ value: 'planted', source: 'GITLAB_TOKEN' });
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
  iid: 5,
  web_url: 'https://gitlab.example/group/sub/fleet/-/merge_requests/5',
  title: 'Draft: Promote web',
  description: 'Moves web.',
  draft: true,
  state: 'opened',
  target_branch: 'main',
  source_branch: 'promote/web',
  source_project_id: 1,
  target_project_id: 1,
  sha: 'c0ffee',
  merge_commit_sha: null,
  squash_commit_sha: null,
  labels: ['promotion'],
  reviewers: [{ id: 3, username: 'cleo' }],
};

describe('GitLab, by its published description', () => {
  test('a merge request is opened as a draft, with labels and reviewers', async () => {
    server.reply(`POST ${requests}`, { status: 201, body: open });
    server.reply(`PUT ${request}`, { status: 200, body: open });
    server.reply('GET /api/v4/users', { status: 200, body: [{ id: 9, username: 'ann' }] });
    const given = proposal('promote/web', { isDraft: true, labels: ['promotion'], reviewers: ['ann'] });
    expect(await forge.open(given, patient)).toEqual({
      pullRequest: {
        number: 5,
        url: open.web_url,
        title: 'Promote web',
        body: 'Moves web.',
        isDraft: true,
        state: 'open',
        base: 'main',
        head: 'promote/web',
        isFromElsewhere: false,
        headCommit: 'c0ffee',
        mergeCommit: undefined,
        labels: ['promotion'],
      },
      omissions: [],
    });
    expect(server.arrived.map(({ line, body }) => [line, body])).toEqual([
      [
        `POST ${asked}/merge_requests`,
        {
          source_branch: 'promote/web',
          target_branch: 'main',
          title: 'Draft: Promote promote/web',
          description: 'Moves web to 1.1.0.',
          labels: ['promotion'],
        },
      ],
      ['GET /gitlab/api/v4/users?username=ann', undefined],
      [`PUT ${asked}/merge_requests/5`, { reviewer_ids: [3, 9] }],
    ]);
    expect(server.arrived[0]?.headers).toMatchObject({ authorization: 'Bearer planted' });
    expect(server.violations).toEqual([]);
  });

  test('an unknown reviewer is told', async () => {
    server.reply('GET /api/v4/users', { status: 200, body: [] });
    const { omissions } = await forge.open(proposal('promote/web', { reviewers: ['nobody'] }), patient);
    expect(omissions).toMatchObject([{ code: 'notFound', message: expect.stringContaining('"nobody"') as string }]);
  });

  test('an open one is found by its branch, changed, commented on and closed', async () => {
    server.reply(`GET ${requests}`, { status: 200, body: [open] });
    const [found] = await forge.openPullRequests({ base: 'main', head: 'promote/web' }, patient);
    if (found === undefined) throw new Error('Nothing was found.');
    server.reply(`PUT ${request}`, { status: 200, body: open });
    await forge.update(found, { title: 'New', labels: ['web'] }, patient);
    await forge.update(found, { isDraft: false }, patient);
    await forge.comment(5, 'Superseded.', patient);
    expect(await forge.comments(5, patient)).toEqual([]);
    await forge.close(5, patient);
    expect(server.arrived.map(({ line, body }) => [line, body])).toEqual([
      [
        `GET ${asked}/merge_requests?state=opened&target_branch=main&source_branch=promote/web&per_page=50&page=1`,
        undefined,
      ],
      [`PUT ${asked}/merge_requests/5`, { title: 'Draft: New', description: 'Moves web.', add_labels: ['web'] }],
      [`PUT ${asked}/merge_requests/5`, { title: 'Promote web', description: 'Moves web.' }],
      [`POST ${asked}/merge_requests/5/notes`, { body: 'Superseded.' }],
      [`GET ${asked}/merge_requests/5/notes?per_page=50&page=1`, undefined],
      [`PUT ${asked}/merge_requests/5`, { state_event: 'close' }],
    ]);
    expect(server.violations).toEqual([]);
  });

  test.each([
    ['by a merge commit', { merge_commit_sha: 'm3rge', squash_commit_sha: 'squash' }, 'm3rge'],
    ['squashed', { squash_commit_sha: 'squash' }, 'squash'],
    ['fast-forwarded', {}, 'c0ffee'],
  ])('a merged one tells its commit: %s', async (_, commits, expected) => {
    server.reply(`GET ${request}`, { status: 200, body: { ...open, draft: false, state: 'merged', ...commits } });
    expect(await forge.pullRequest(5, patient)).toMatchObject({ state: 'merged', mergeCommit: expected });
    expect(server.violations).toEqual([]);
  });

  test('checks and approvals are as GitLab tells them', async () => {
    server.reply(`GET ${project}/repository/commits/{sha}/statuses`, {
      status: 200,
      body: [
        { name: 'test', status: 'success', target_url: 'https://test', allow_failure: false },
        { name: 'lint', status: 'failed', target_url: 'https://lint', allow_failure: true },
        { name: 'deploy', status: 'canceled', target_url: null, allow_failure: false },
        { name: 'later', status: 'waiting_for_resource', target_url: null, allow_failure: false },
      ],
    });
    expect((await forge.checks('c0ffee', patient)).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'test success',
      'lint neutral',
      'deploy failure',
      'later pending',
    ]);
    server.reply(`GET ${request}`, { status: 200, body: open });
    server.reply(`GET ${request}/approvals`, {
      status: 200,
      body: { approved: true, approved_by: [{ user: { username: 'ann' } }] },
    });
    const one = await forge.pullRequest(5, patient);
    expect(await forge.approvals(one, patient)).toEqual({ by: ['ann'], required: undefined });
    expect(server.violations).toEqual([]);
  });

  test('the same branch twice is told from other refusals', async () => {
    const message = ['Another open merge request already exists for this source branch: !5'];
    server.reply(`POST ${requests}`, { status: 409, body: { message } });
    await expect(forge.open(proposal('promote/web'), patient)).rejects.toMatchObject({ failure: { code: 'exists' } });
  });
});

test('the server notices wrong names in requests and in answers', async () => {
  const other = await startDescribedServer({ name: 'gitlab', prefix: '', types: false });
  other.reply(`POST ${requests}`, { status: 201, body: { ...open, number: 5 } });
  const path = '/api/v4/projects/1/merge_requests';
  await fetch(`${other.origin}${path}`, { method: 'POST', body: JSON.stringify({ title: 'x', body: 'wrong' }) });
  await fetch(`${other.origin}${path}?base=main`);
  await other.close();
  expect(other.violations).toEqual([
    `POST ${path}: /body is not described`,
    `POST ${path}:  must have required property 'source_branch'`,
    `POST ${path}:  must have required property 'target_branch'`,
    `answer to POST ${path}: /number is not described`,
    `GET ${path}?base=main: the parameter base is not described`,
  ]);
});
