import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createForge } from '../../src/forges/createForge.ts';
import { findForge } from '../../src/forges/places/findForge.ts';
import type { Forge } from '../../src/forges/terms/forge.ts';
import { resolveRevision } from '../../src/git/repository.ts';
import { fetchBranch } from '../../src/promote/landing/fetchBranch.ts';
import { testRepository } from '../unit/git/repositories.ts';
import {
  forgeAt,
  makeRepository,
  makeUser,
  patient,
  placeOf,
  proposal,
  type TestRepository,
  type TestUser,
} from './repositories.ts';
import { sharedGitea } from './sharedGitea.ts';

const gitea = sharedGitea();
let repository: TestRepository;
let dev: TestUser;
let forge: Forge;

beforeAll(async () => {
  repository = await makeRepository(gitea, 'adapter');
  dev = await makeUser(gitea, 'adapter-dev', repository);
  const token = await dev.token(['write:repository', 'write:issue']);
  forge = forgeAt(placeOf(gitea.url, gitea.user, 'adapter'), token);
});

afterAll(() => forge.dispose());

describe('a pull request', () => {
  test('is opened with labels, a reviewer and as a draft, found, changed, and closed', async () => {
    const head = 'promote/web-1.1.0';
    const commit = await repository.branch(head, { 'a.yaml': 'a: 1\n' });
    const { pullRequest, omissions } = await forge.open(
      proposal(head, { isDraft: true, labels: ['promotion', 'web'], reviewers: [gitea.user, 'nobody-there'] }),
      patient,
    );
    expect(omissions.map(({ message }) => message)).toEqual([
      expect.stringContaining('The reviewer nobody-there was not asked') as string,
    ]);
    expect(pullRequest).toMatchObject({
      title: `Promote ${head}`,
      isDraft: true,
      state: 'open',
      base: 'main',
      head,
      headCommit: commit,
      isFromElsewhere: false,
      mergeCommit: undefined,
    });
    const [raw] = await repository.api<RawPullRequest[]>('GET', '/pulls?state=open');
    expect(raw?.title).toBe(`WIP: Promote ${head}`);
    expect(raw?.labels.map(({ name }) => name).sort()).toEqual(['promotion', 'web']);
    expect(raw?.requested_reviewers.map(({ login }) => login)).toEqual([gitea.user]);

    expect(await forge.openPullRequests({ base: 'main', head }, patient)).toMatchObject([
      { number: pullRequest.number },
    ]);
    expect(await forge.openPullRequests({ base: 'main', head: 'other' }, patient)).toEqual([]);
    expect(await forge.openPullRequests({ base: 'other' }, patient)).toEqual([]);

    const { pullRequest: titled } = await forge.update(pullRequest, { title: 'Another title' }, patient);
    expect(titled).toMatchObject({ title: 'Another title', isDraft: true, body: pullRequest.body });
    const { pullRequest: ready } = await forge.update(titled, { isDraft: false, body: 'New text' }, patient);
    expect(ready).toMatchObject({ title: 'Another title', isDraft: false, body: 'New text' });

    await forge.comment(pullRequest.number, 'Superseded.', patient);
    expect(await forge.comments(pullRequest.number, patient)).toEqual(['Superseded.']);
    await forge.close(pullRequest.number, patient);
    expect(await forge.pullRequest(pullRequest.number, patient)).toMatchObject({
      state: 'closed',
      labels: ['promotion', 'web'],
    });
  });

  test.each(['merge', 'squash', 'rebase'])('tells the commit that brought it once merged (%s)', async (how) => {
    const head = `merged-${how}`;
    const clone = await testRepository();
    await clone.commit({ 'README.md': 'mine\n' });
    await clone.git('remote', 'add', 'origin', `${gitea.url}/${gitea.user}/adapter.git`);
    await repository.branch(head, { [`${how}.yaml`]: 'a: 1\n' });
    const { pullRequest } = await forge.open(proposal(head), patient);
    await repository.api('POST', `/pulls/${pullRequest.number}/merge`, { Do: how });
    const merged = await forge.pullRequest(pullRequest.number, patient);
    const main = await repository.api<{ commit: { id: string } }>('GET', '/branches/main');
    expect(merged).toMatchObject({ state: 'merged', mergeCommit: main.commit.id });

    // It is brought to who follows it, and nothing of theirs moves.
    await clone.git('config', 'http.extraHeader', `Authorization: token ${gitea.token}`);
    const refs = await clone.git('for-each-ref');
    expect(await resolveRevision(clone.root, main.commit.id, patient)).toBeUndefined();
    await fetchBranch({ root: clone.root, credentials: {} }, patient);
    expect(await resolveRevision(clone.root, main.commit.id, patient)).toBe(main.commit.id);
    expect(await clone.git('for-each-ref')).toBe(refs);
  });

  test('cannot be opened twice, without a change, or from a branch that is not there', async () => {
    await repository.branch('twice', { 'twice.yaml': 'a: 1\n' });
    await forge.open(proposal('twice'), patient);
    await expect(forge.open(proposal('twice'), patient)).rejects.toMatchObject({
      failure: { code: 'exists', status: 409 },
    });
    await expect(forge.open(proposal('main'), patient)).rejects.toMatchObject({ failure: { code: 'invalid' } });
    await expect(forge.open(proposal('never-made'), patient)).rejects.toMatchObject({ failure: { code: 'notFound' } });
  });
});

test('checks and approvals are as the forge tells them', async () => {
  const head = 'judged/web';
  await repository.branch('release', { 'release.yaml': 'a: 1\n' });
  await repository.api('POST', '/branch_protections', {
    rule_name: 'release',
    required_approvals: 2,
  });
  const commit = await repository.branch(head, { 'judged.yaml': 'a: 1\n' });
  const { pullRequest } = await forge.open(proposal(head, { base: 'release' }), patient);
  expect(await forge.checks(commit, patient)).toEqual([]);
  for (const [context, state] of [
    ['lint', 'success'],
    ['render', 'failure'],
    ['soak', 'pending'],
  ]) {
    await repository.api('POST', `/statuses/${commit}`, {
      context,
      state,
      target_url: `https://ci.example.test/${context}`,
    });
  }
  expect([...(await forge.checks(commit, patient))].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: 'lint', state: 'success', url: 'https://ci.example.test/lint' },
    { name: 'render', state: 'failure', url: 'https://ci.example.test/render' },
    { name: 'soak', state: 'pending', url: 'https://ci.example.test/soak' },
  ]);
  expect(await forge.approvals(pullRequest, patient)).toEqual({ by: [], required: 2 });
  const review = (event: string) =>
    repository.api('POST', `/pulls/${pullRequest.number}/reviews`, { event, body: event });
  await review('APPROVED');
  expect(await forge.approvals(pullRequest, patient)).toEqual({ by: [gitea.user], required: 2 });
  await review('REQUEST_CHANGES');
  expect(await forge.approvals(pullRequest, patient)).toEqual({ by: [], required: 2 });
});

describe('a token', () => {
  test('without the scope, revoked, or absent is told apart', async () => {
    const place = placeOf(gitea.url, gitea.user, 'adapter');
    const narrow = forgeAt(place, await dev.token(['read:repository']));
    await repository.branch('unscoped', { 'unscoped.yaml': 'a: 1\n' });
    await expect(narrow.open(proposal('unscoped'), patient)).rejects.toMatchObject({
      failure: { code: 'forbidden', message: expect.stringMatching(/TEST_TOKEN.*write:repository/) as string },
    });
    narrow.dispose();

    const user = await makeUser(gitea, 'adapter-leaver', repository);
    const token = await user.token(['write:repository']);
    const expired = forgeAt(place, token);
    await expired.openPullRequests({ base: 'main' }, patient);
    await user.revoke();
    await expect(expired.openPullRequests({ base: 'main' }, patient)).rejects.toMatchObject({
      failure: { code: 'unauthorized', message: expect.stringMatching(/TEST_TOKEN.*expired/) as string },
    });
    expired.dispose();

    const anonymous = forgeAt(place, undefined);
    await expect(anonymous.openPullRequests({ base: 'main' }, patient)).rejects.toMatchObject({
      failure: { code: 'noToken', message: expect.stringContaining('Sign in first.') as string },
    });
    anonymous.dispose();
  });
});

test('the server says what it is, without a token', async () => {
  const way = { proxies: { env: {} }, authorities: [] };
  const found = await findForge(`${gitea.url}/${gitea.user}/adapter.git`, { configured: {}, way }, patient);
  expect(found).toEqual({ state: 'forge', place: placeOf(gitea.url, gitea.user, 'adapter') });
  if (found.state !== 'forge') return;
  const tokens = () => Promise.resolve({ value: gitea.token, source: 'TEST_TOKEN' });
  const there = createForge(found.place, { tokens, way, logger: { debug() {}, info() {}, warn() {}, error() {} } });
  expect(await there.openPullRequests({ base: 'nowhere' }, patient)).toEqual([]);
  there.dispose();
});

interface RawPullRequest {
  readonly title: string;
  readonly labels: readonly { readonly name: string }[];
  readonly requested_reviewers: readonly { readonly login: string }[];
}
