import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../src/base/failure.ts';
import { openOrUpdate, type Proposed } from '../../src/forges/proposals/openOrUpdate.ts';
import { readMarker } from '../../src/forges/proposals/marker.ts';
import type { Forge, Proposal } from '../../src/forges/terms/forge.ts';
import { startFaultProxy, type FaultProxy } from '../faults/proxyServer.ts';
import { forgeAt, makeRepository, makeUser, patient, placeOf, proposal, type TestRepository } from './repositories.ts';
import { sharedGitea } from './sharedGitea.ts';

const gitea = sharedGitea();
let repository: TestRepository;
let proxy: FaultProxy;
let token: string;
let forge: Forge;

beforeAll(async () => {
  repository = await makeRepository(gitea, 'proposals');
  token = await (await makeUser(gitea, 'proposals-dev', repository)).token(['write:repository', 'write:issue']);
  proxy = await startFaultProxy({ upstream: new URL(gitea.url) });
  forge = forgeAt(placeOf(proxy.url.origin, gitea.user, 'proposals'), token);
});

afterAll(async () => {
  forge.dispose();
  await proxy.close();
});

function propose(head: string, family: string, key: string, more: Partial<Proposal> = {}): Promise<Proposed> {
  return openOrUpdate(forge, { marker: { family, key }, proposal: proposal(head, more) }, patient);
}

async function openOnes(family: string): Promise<number[]> {
  const found = await forge.openPullRequests({ base: 'main' }, patient);
  return found.filter(({ body }) => body.includes(`sluice:promotion ${family} `)).map(({ number }) => number);
}

describe('proposing', () => {
  test('again leaves or updates the open one, and a newer one takes its place', async () => {
    await repository.branch('again-1', { 'again.yaml': 'a: 1\n' });
    await repository.branch('again-2', { 'again.yaml': 'a: 2\n' });
    const first = await propose('again-1', 'again', 'one');
    expect(first).toMatchObject({ result: 'opened', superseded: [], newer: [] });
    expect(await propose('again-1', 'again', 'one')).toMatchObject({
      result: 'unchanged',
      pullRequest: { number: first.pullRequest.number },
    });
    // Another machine pushed to the branch since: its own text is about that.
    const late = { marker: { family: 'again', key: 'one' }, proposal: proposal('again-1', { title: 'Too late' }) };
    const refused = openOrUpdate(forge, { ...late, commit: 'f'.repeat(40) }, patient).catch(failureOf);
    expect(await refused).toMatchObject({ code: 'changedMeanwhile' });
    const { title } = await forge.pullRequest(first.pullRequest.number, patient);
    expect(title).toBe(first.pullRequest.title);
    const same = { ...late, commit: first.pullRequest.headCommit, proposal: proposal('again-1') };
    expect(await openOrUpdate(forge, same, patient)).toMatchObject({ result: 'unchanged' });
    const retitled = await propose('again-1', 'again', 'one', { title: 'Better words', labels: ['promotion'] });
    expect(retitled).toMatchObject({
      result: 'updated',
      pullRequest: { number: first.pullRequest.number, title: 'Better words' },
    });

    const second = await propose('again-2', 'again', 'two');
    expect(second).toMatchObject({ result: 'opened', superseded: [{ number: first.pullRequest.number }] });
    expect(await forge.pullRequest(first.pullRequest.number, patient)).toMatchObject({ state: 'closed' });
    expect(await forge.comments(first.pullRequest.number, patient)).toEqual([
      `Superseded by #${second.pullRequest.number}.`,
    ]);
    expect(await openOnes('again')).toEqual([second.pullRequest.number]);
  });

  test('with a text near what the forge takes keeps it, and a longer one is cut between lines, closed, with its marker', async () => {
    await repository.branch('long', { 'long.yaml': 'a: 1\n' });
    const entry = `<details><summary>~ Deployment/web</summary>\n\n\`\`\`diff\n${'+ image: web\n'.repeat(50)}\`\`\`\n\n</details>\n`;
    const most = forge.limits.body;
    const whole = entry.repeat(Math.floor((most - 1_000) / entry.length));
    const near = await propose('long', 'long', 'near', { body: whole });
    expect(near.pullRequest.body.startsWith(whole.trimEnd())).toBe(true);
    const { pullRequest } = await propose('long', 'long', 'over', { body: whole + entry.repeat(20) });
    const { body } = await forge.pullRequest(pullRequest.number, patient);
    expect(body.length).toBeLessThanOrEqual(most);
    expect(body.match(/<details>/g)).toHaveLength(body.match(/<\/details>/g)?.length ?? 0);
    expect((body.match(/^```/gm)?.length ?? 1) % 2).toBe(0);
    expect(readMarker(body)).toEqual({ family: 'long', key: 'over' });
  });

  test('by two machines at once ends in one pull request', async () => {
    for (const [round, branches] of [
      ['a', ['race-a']],
      ['b', ['race-b1', 'race-b2']],
    ] as const) {
      for (const branch of branches) await repository.branch(branch, { [`${branch}.yaml`]: 'a: 1\n' });
      const family = `race-${round}`;
      const runs = [0, 1].map((index) => propose(branches[index % branches.length] ?? '', family, 'same'));
      const numbers = (await Promise.all(runs)).map(({ pullRequest }) => pullRequest.number);
      const open = await openOnes(family);
      expect(open).toHaveLength(1);
      expect(numbers).toContain(open[0]);
    }
  });

  test('touches no pull request that comes from another repository', async () => {
    await gitea.request('POST', '/admin/users', {
      username: 'proposals-guest',
      email: 'guest@example.test',
      password: 'correct-Horse-7',
      must_change_password: false,
    });
    await repository.api('PUT', '/collaborators/proposals-guest', { permission: 'read' });
    const guest = {
      authorization: `Basic ${Buffer.from('proposals-guest:correct-Horse-7').toString('base64')}`,
      'content-type': 'application/json',
    };
    const asGuest = async (path: string, body: object): Promise<void> => {
      const response = await fetch(`${gitea.url}/api/v1${path}`, {
        method: 'POST',
        headers: guest,
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    };
    await asGuest(`/repos/${gitea.user}/proposals/forks`, {});
    await asGuest('/repos/proposals-guest/proposals/contents/guest.yaml', {
      branch: 'main',
      new_branch: 'guest',
      message: 'x',
      content: 'YTogMQo=',
    });
    const body = '<!-- sluice:promotion guarded one -->';
    await asGuest(`/repos/${gitea.user}/proposals/pulls`, {
      base: 'main',
      head: 'proposals-guest:guest',
      title: 'Mine',
      body,
    });
    await repository.branch('guarded', { 'guarded.yaml': 'a: 1\n' });
    expect(await propose('guarded', 'guarded', 'one')).toMatchObject({ result: 'opened', superseded: [] });
    expect(await openOnes('guarded')).toHaveLength(2);
  });
});

describe('a forge that goes away', () => {
  test('in any step leaves what can be done again, and ends in one pull request', async () => {
    const commit = await repository.branch('away', { 'away.yaml': 'a: 1\n' });
    // Each promotion supersedes the one before: find, open, label, find, comments, comment, close.
    const promote = async (index: number): Promise<Proposed> =>
      propose(`away-${index}`, 'away', String(index), { labels: ['promotion'] });
    const branch = (index: number): Promise<unknown> =>
      repository.api('POST', '/branches', { new_branch_name: `away-${index}`, old_ref_name: commit });
    await branch(0);
    await promote(0);
    await branch(1);
    const before = proxy.requests.length;
    await promote(1);
    const steps = proxy.requests.length - before;
    expect(steps).toBeGreaterThan(6);
    for (let step = 0; step < steps; step += 1) {
      const index = step + 2;
      await branch(index);
      let seen = -1;
      // Every second time the request arrives, and its answer does not.
      const fault = step % 2 === 0 ? ({ type: 'cut', afterBytes: 1 } as const) : ({ type: 'refuse' } as const);
      const rule = proxy.add({ match: () => (seen += 1) >= step, fault });
      const failure = await promote(index).then(
        ({ omissions }) => omissions[0],
        (error: unknown) => failureOf(error),
      );
      rule.dispose();
      expect(failure).toMatchObject({
        code: 'unreachable',
        message: expect.stringContaining(proxy.url.host) as string,
      });
      const done = await promote(index);
      expect(done.pullRequest.head).toBe(`away-${index}`);
      expect(await openOnes('away')).toEqual([done.pullRequest.number]);
    }
  });
});
