import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { beforeAll, expect, test, vi } from 'vitest';
import { failureOf } from '../../src/base/failure.ts';
import type { Credentials } from '../../src/git/askpass/credentials.ts';
import { openProject } from '../../src/promote/reading/project.ts';
import { previewPromotion, readPair } from '../../src/promote/promotion/previewPromotion.ts';
import { publishPromotion } from '../../src/promote/promotion/publishPromotion.ts';
import { temporaryFolder } from '../unit/git/repositories.ts';
import { fluxKustomization, helmRelease } from '../unit/stages/repository.ts';
import { makeRepository, makeUser, patient, type TestUser } from './repositories.ts';
import { sharedGitea } from './sharedGitea.ts';

/** Of each promoter; SLUICE_ROUNDS asks for more, as for a long night. */
const rounds = Number(env['SLUICE_ROUNDS'] ?? 2);
const promoters = ['ann', 'bob'] as const;
vi.setConfig({ testTimeout: 1_800_000 });

const run = promisify(execFile);
const gitea = sharedGitea();
const name = 'promoters';
let users: ReadonlyMap<string, TestUser>;
let api: Awaited<ReturnType<typeof makeRepository>>['api'];

/** Applications of each promoter, in one file for each stage, so that each push moves what the other one edits. */
function stageFiles(stage: string, version: string): Record<string, string> {
  const names = promoters.flatMap((who) => Array.from({ length: rounds }, (_, round) => `${who}-${round}`));
  return {
    [`clusters/${stage}/apps.yaml`]: fluxKustomization('apps', `./apps/${stage}`),
    [`apps/${stage}/releases.yaml`]: names.map((one) => helmRelease(one, version)).join('---\n'),
  };
}

const config = `stages:
  - name: staging
    paths: [clusters/staging, apps/staging]
  - name: production
    paths: [clusters/production, apps/production]
    change: commit
`;

beforeAll(async () => {
  const repository = await makeRepository(gitea, name);
  api = repository.api;
  await gitea.push(
    name,
    { '.sluice.yaml': config, ...stageFiles('staging', '1.1.0'), ...stageFiles('production', '1.0.0') },
    'Add stages',
  );
  users = new Map(
    await Promise.all(
      promoters.map(async (who) => [who, await makeUser(gitea, `promoter-${who}`, repository)] as const),
    ),
  );
});

/** A clone of somebody, and what they sign in with. */
async function cloneOf(who: string): Promise<{ readonly root: string; readonly credentials: Credentials }> {
  const user = users.get(who);
  if (user === undefined) throw new Error(`There is no ${who}.`);
  const token = await user.token(['write:repository']);
  const root = join(await temporaryFolder(), 'clone');
  const address = `${gitea.url}/${gitea.user}/${name}.git`;
  await run('git', ['clone', '--quiet', address.replace('://', `://${user.login}:${token}@`), root]);
  await run('git', ['remote', 'set-url', 'origin', address], { cwd: root });
  for (const [key, value] of [
    ['user.name', who],
    ['user.email', `${who}@example.test`],
  ] as const) {
    await run('git', ['config', key, value], { cwd: root });
  }
  return { root, credentials: { session: () => Promise.resolve({ username: user.login, password: token }) } };
}

/** Promotes one application from staging to production, as a person would. */
async function promoteOne(clone: Awaited<ReturnType<typeof cloneOf>>, application: string): Promise<string> {
  const { root, credentials } = clone;
  const project = await openProject(root, patient);
  const read = await readPair({ project, from: 'staging', to: 'production', credentials }, patient);
  const wish = { applications: [`HelmRelease/${application}`] };
  const preview = previewPromotion(read, wish);
  return (await publishPromotion({ root, preview, wish, credentials }, patient)).outcome;
}

async function fileNow(path: string): Promise<string> {
  const { content } = await api<{ content: string }>('GET', `/contents/${path}`);
  return Buffer.from(content, 'base64').toString();
}

test('two promoters at once: each promotion is there exactly once', async () => {
  const outcomes = await Promise.all(
    promoters.map(async (who) => {
      const clone = await cloneOf(who);
      const done: string[] = [];
      for (let round = 0; round < rounds; round += 1) done.push(await promoteOne(clone, `${who}-${round}`));
      return done;
    }),
  );
  expect(outcomes.flat()).toEqual(Array.from({ length: promoters.length * rounds }, () => 'pushed'));
  expect(await fileNow('apps/production/releases.yaml')).toBe(stageFiles('', '1.1.0')['apps//releases.yaml']);
  const titles: string[] = [];
  for (let page = 1; titles.length < promoters.length * rounds; page += 1) {
    const commits = await api<readonly { commit: { message: string } }[]>('GET', `/commits?limit=50&page=${page}`);
    if (commits.length === 0) break;
    titles.push(
      ...commits.map(({ commit }) => commit.message.split('\n')[0] ?? '').filter((one) => one.startsWith('Promote')),
    );
  }
  expect(new Set(titles).size).toBe(promoters.length * rounds);
  expect(titles).toHaveLength(promoters.length * rounds);
});

test('a protected branch takes no commit: what to do is said, and nothing is left behind', async () => {
  const clone = await cloneOf('ann');
  await gitea.push(name, { 'apps/staging/releases.yaml': helmRelease('ann-0', '1.2.0') }, 'Raise');
  await api('POST', '/branch_protections', { rule_name: 'main', enable_push: false });
  const before = await api<{ commit: { id: string } }>('GET', '/branches/main');
  const failure = await promoteOne(clone, 'ann-0').then(() => undefined, failureOf);
  expect(failure?.code).toBe('refused');
  expect(failure?.message).toMatch(
    /^origin did not take the commit to main: .*protected.* Nothing was changed there\. Open a pull request instead: set change: pullRequest for the stage in \.sluice\.yaml\.$/,
  );
  expect(await api('GET', '/branches/main')).toEqual(before);
  expect((await run('git', ['for-each-ref', 'refs/sluice'], { cwd: clone.root })).stdout).toBe('');
  expect((await run('git', ['status', '--porcelain'], { cwd: clone.root })).stdout).toBe('');
  expect(await readdir(join(clone.root, '.git'))).not.toContain('index.lock');
});
