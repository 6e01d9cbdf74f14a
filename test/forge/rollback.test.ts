import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf } from '../../src/base/failure.ts';
import type { Forge, PullRequest } from '../../src/forges/terms/forge.ts';
import { openProject, requireStage } from '../../src/promote/reading/project.ts';
import type { Published } from '../../src/promote/publishing/publishChange.ts';
import { applicationSubject } from '../../src/promote/rollback/applicationSubject.ts';
import { listRevisionsRan } from '../../src/promote/rollback/listRevisionsRan.ts';
import { openRollback, type OpenedRollback } from '../../src/promote/rollback/openRollback.ts';
import { previewRollback } from '../../src/promote/rollback/previewRollback.ts';
import { publishRollback } from '../../src/promote/rollback/publishRollback.ts';
import type { ChangeWay } from '../../src/stages/terms/config.ts';
import { testRepository } from '../unit/git/repositories.ts';
import { forgeAt, patient, placeOf } from './repositories.ts';
import { sharedGitea } from './sharedGitea.ts';

const gitea = sharedGitea();
const name = 'rollbacks';
const web = 'clusters/production/web.yaml';
const release = (version: string): string =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\n` +
  `spec: {interval: 1h, chart: {spec: {chart: web, version: ${version}, sourceRef: {kind: HelmRepository, name: charts}}}}\n`;

const commits: string[] = [];
const credentials = { session: () => Promise.resolve({ username: gitea.user, password: gitea.token }) };
let root: string;
let forge: Forge;

beforeAll(async () => {
  const url = await gitea.createRepository(name);
  const config = 'stages:\n  - name: production\n    paths: [clusters/production]\n    change: pullRequest\n';
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
    commits.push(await gitea.push(name, { '.sluice.yaml': config, [web]: release(version) }, `Bump to ${version}`));
  }
  const clone = await testRepository(await realpath(await mkdtemp(join(tmpdir(), 'sluice-rollback-'))));
  root = clone.root;
  const basic = Buffer.from(`${gitea.user}:${gitea.token}`).toString('base64');
  await clone.git('remote', 'add', 'origin', url);
  await clone.git('-c', `http.extraHeader=Authorization: Basic ${basic}`, 'fetch', '--quiet', 'origin');
  await clone.git('switch', '--quiet', 'main');
  await clone.git('config', 'user.name', 'Somebody');
  await clone.git('config', 'user.email', 'somebody@example.org');
  forge = forgeAt(placeOf(gitea.url, gitea.user, name), gitea.token);
});

afterAll(async () => {
  forge.dispose();
  await rm(root, { recursive: true, force: true });
});

async function open(way: ChangeWay): Promise<OpenedRollback> {
  const project = await openProject(root, patient);
  const stage = requireStage(project, 'production');
  const subject = applicationSubject({ root, config: project.config, stage, kind: 'helmRelease', key: 'web' });
  return openRollback(subject, { place: { project, stage, way, credentials }, snapshot: undefined }, patient);
}

async function rollBack(opened: OpenedRollback, to: string): Promise<Published> {
  const { rollback } = await previewRollback(opened, to, patient);
  return publishRollback({ opened, rollback, credentials, forge }, patient);
}

const openOnes = (): Promise<readonly PullRequest[]> => forge.openPullRequests({ base: 'main' }, patient);

async function onMain(path: string): Promise<string> {
  const { content } = await gitea.request<{ content: string }>(
    'GET',
    `/repos/${gitea.user}/${name}/contents/${path}?ref=main`,
  );
  return Buffer.from(content, 'base64').toString();
}

test('a rollback is one pull request, however often and by however many; another revision takes its place', async () => {
  const opened = await open('pullRequest');
  const question = { root, subject: opened.subject, runs: [], target: opened.target.commit ?? '' };
  const { revisions } = await listRevisionsRan(question, patient);
  expect(revisions.map(({ commit }) => commit)).toEqual(commits.toReversed());

  const [one, other] = await Promise.all([
    rollBack(opened, commits[0] ?? ''),
    rollBack(await open('pullRequest'), commits[0] ?? ''),
  ]);
  expect([one.outcome, other.outcome].filter((outcome) => outcome === 'created')).toHaveLength(1);
  const [first, ...others] = await openOnes();
  expect(others).toEqual([]);
  expect(first).toMatchObject({ title: `Roll back web in production to ${commits[0]?.slice(0, 12) ?? ''}` });
  expect(first?.body).toContain('Bump to 1.2.0'.replaceAll('.', '&#46;'));
  expect(await rollBack(opened, commits[0] ?? '')).toMatchObject({
    outcome: 'same',
    proposed: { result: 'unchanged', pullRequest: { number: first?.number } },
  });

  const second = await rollBack(opened, commits[1] ?? '');
  expect(second).toMatchObject({ outcome: 'updated', proposed: { pullRequest: { number: first?.number } } });
  expect((await openOnes()).map(({ title }) => title)).toEqual([second.title]);
});

test('a commit is made on what the branch holds by then, unless it is another state that would be lost', async () => {
  const opened = await open('commit');
  await gitea.push(name, { 'README.md': 'Shop\n' }, 'Say more');
  expect(await rollBack(opened, commits[0] ?? '')).toMatchObject({ outcome: 'pushed', branch: 'main' });
  expect([await onMain(web), await onMain('README.md')]).toEqual([release('1.0.0'), 'Shop\n']);
  expect(await rollBack(opened, commits[0] ?? '')).toMatchObject({ outcome: 'nothing', commit: undefined });

  const stale = await open('commit');
  await gitea.push(name, { [web]: release('2.0.0') }, 'Bump to 2.0.0');
  const failure = failureOf(await rollBack(stale, commits[1] ?? '').catch((error: unknown) => error));
  expect(failure).toMatchObject({ code: 'changedMeanwhile' });
  expect(failure?.message).toContain(`${web} is another one now`);
  expect(await onMain(web)).toBe(release('2.0.0'));
});
