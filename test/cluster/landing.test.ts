import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root as project } from '../../scripts/paths.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { until } from '../../src/base/until.ts';
import { createEngine } from '../../src/compare/createEngine.ts';
import type { Engine } from '../../src/compare/engine.ts';
import { condition } from '../../src/flux/conditions.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { objectKey, type JsonObject, type ObjectKey } from '../../src/flux/object.ts';
import { findObject } from '../../src/flux/snapshot.ts';
import { followLanding, landingNow, type FollowOptions } from '../../src/promote/landing/followLanding.ts';
import { planPreview, type Preview } from '../../src/promote/preview/planPreview.ts';
import { planRemoval } from '../../src/promote/preview/planRemoval.ts';
import { filesAt } from '../../src/git/sourceFiles.ts';
import { treeOf } from '../../src/promote/reading/trees.ts';
import { previewsIn } from '../../src/stages/preview/previewFiles.ts';
import { previewName } from '../../src/stages/preview/previewNames.ts';
import { openProject } from '../../src/promote/reading/project.ts';
import { clusterSubject } from '../../src/promote/rollback/clusterSubject.ts';
import { listRevisionsRan } from '../../src/promote/rollback/listRevisionsRan.ts';
import { openRollback } from '../../src/promote/rollback/openRollback.ts';
import { previewRollback } from '../../src/promote/rollback/previewRollback.ts';
import { publishRollback } from '../../src/promote/rollback/publishRollback.ts';
import { createWorkerRenderer } from '../../src/render/workerRenderer.ts';
import type { Landing } from '../../src/stages/landing/terms.ts';
import type { FileChange } from '../../src/stages/terms/plan.ts';
import { withChanges } from '../../src/stages/terms/withChanges.ts';
import { setup as buildEngine } from '../render/builtEngine.ts';
import { testRepository, type TestRepository } from '../unit/git/repositories.ts';
import type { Forge, KubernetesResource } from './cluster.ts';
import { openSession, type TestSession } from './session/openSession.ts';
import { sharedAccess } from './sharedAccess.ts';

/*
 * What became of commits, as the real controllers and a real forge have it. The tests are steps of one story: each begins
 * where the one before ended.
 */

const access = sharedAccess();
const home = 'landing';
const never = new AbortController().signal;
const keyOf = (name: string): ObjectKey => objectKey(kinds.kustomization, home, name);
const role = `${home}-reader`;

const configMap = (text: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app, namespace: ${home}}\ndata: {text: ${text}}\n`;
const child = (name: string, path: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: ${home}}\n` +
  `spec: {interval: 1h, retryInterval: 1h, prune: true, wait: true, timeout: 3s, path: ${path}, sourceRef: {kind: GitRepository, name: ${home}}}\n`;
const clusterRole = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: ${role}}\nrules: []\n`;

const files = {
  'clusters/staging/app.yaml': child('app', './apps/old'),
  'clusters/staging/other.yaml': child('other', './apps/other'),
  'apps/old/app.yaml': configMap('one'),
  'apps/other/other.yaml': configMap('other').replace('name: app', 'name: other'),
};

let url: string;
let clone: TestRepository;
let opened: TestSession;
let engine: Engine;
const renderer = createWorkerRenderer({ folder: join(project, 'dist'), logger: silentLogger });

beforeAll(async () => {
  await buildEngine();
  url = await forge().createRepository(home);
  await forge().push(home, files, 'Begin');
  const metadata = { namespace: home, name: home };
  await access.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: home } },
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { username: forge().user, password: forge().token } },
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata,
      spec: { interval: '1h', url, ref: { branch: 'main' }, secretRef: { name: home } },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { namespace: home, name: 'staging' },
      spec: {
        interval: '1h',
        retryInterval: '1h',
        prune: true,
        path: './clusters/staging',
        sourceRef: { kind: 'GitRepository', name: home },
      },
    },
  ] as KubernetesResource[]);
  clone = await testRepository(await realpath(await mkdtemp(join(tmpdir(), 'sluice-landing-'))));
  await clone.git('remote', 'add', 'origin', url);
  await clone.git('config', 'user.name', 'Ann Example');
  await clone.git('config', 'user.email', 'ann@example.org');
  await fetch();
  opened = openSession({ kubeconfig: access.kubeconfig('admin') });
  opened.session.start();
  await opened.settled();
  engine = createEngine({
    folders: () => [clone.root],
    unsaved: () => new Map(),
    snapshot: () => opened.session.snapshot,
    cluster: () => opened.client.diff,
    connected: () => opened.client.diff,
    remembered: () => new Map(),
    renderer: () => renderer,
  });
  await seen(() => (ready('app') === 'True' && ready('other') === 'True') || undefined);
});

afterAll(async () => {
  renderer.dispose();
  opened.dispose();
  await rm(clone.root, { recursive: true, force: true });
  const paths = ['staging', 'app', 'other'].map(
    (name) => `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${home}/kustomizations/${name}`,
  );
  for (const path of paths) {
    await access
      .request('PATCH', path, { metadata: { finalizers: null }, spec: { suspend: true } })
      .catch(() => undefined);
  }
  await access.request('DELETE', `/apis/rbac.authorization.k8s.io/v1/clusterroles/${role}`).catch(() => undefined);
  await access.request('DELETE', `/api/v1/namespaces/${home}`).catch(() => undefined);
});

test('a squashed pull request has landed where it changes something, by the commit that the forge tells', async () => {
  const branch = 'promote';
  const base = `/repos/${forge().user}/${home}`;
  const { sha } = await forge().request<{ sha: string }>('GET', `${base}/contents/apps/old/app.yaml?ref=main`);
  const content = Buffer.from(configMap('two')).toString('base64');
  const change = { content, sha, message: 'Promote', branch: 'main', new_branch: branch };
  await forge().request('PUT', `${base}/contents/apps/old/app.yaml`, change);
  const { number } = await forge().request<{ number: number }>('POST', `${base}/pulls`, {
    base: 'main',
    head: branch,
    title: 'Promote',
  });
  await forge().request('POST', `${base}/pulls/${number}/merge`, { Do: 'squash' });
  const { merge_commit_sha: commit } = await forge().request<{ merge_commit_sha: string }>(
    'GET',
    `${base}/pulls/${number}`,
  );
  await poke();
  const landing = await follow(commit);
  expect(verdicts(landing)).toEqual({ whole: 'landed', app: 'landed', other: 'notAffected', staging: 'notAffected' });
  expect(Date.parse(landing.since ?? '')).toBeGreaterThan(Date.parse('2020-01-01'));
  await fetch();
  const squashed = await clone.git('rev-parse', `refs/remotes/origin/${branch}`);
  expect(verdicts(await now(squashed))).toMatchObject({ app: 'waiting' });
});

test('a commit that touches nothing is not affected, at once', async () => {
  const commit = await push({ 'README.md': 'the shop\n' });
  expect(verdicts(await now(commit))).toMatchObject({ whole: 'notAffected' });
});

test('where the parent breaks, a child that says Ready has not got the change; mended, it has', async () => {
  const broken = `apiVersion: v1\nkind: Service\nmetadata: {name: broken, namespace: ${home}}\nspec: {ports: [{port: 99999}]}\n`;
  const commit = await push({
    'clusters/staging/app.yaml': child('app', './apps/new'),
    'clusters/staging/broken.yaml': broken,
    'apps/new/app.yaml': configMap('three'),
    'apps/new/role.yaml': clusterRole,
  });
  const landing = await follow(commit);
  expect(verdicts(landing)).toEqual({
    whole: 'notApplied',
    staging: 'notApplied',
    app: 'notApplied',
    other: 'notAffected',
  });
  expect(landing.cause).toMatchObject({ key: keyOf('staging'), message: expect.stringContaining('99999') as string });
  await seen(() => (attempted('app') === commit && ready('app') === 'True') || undefined);
  expect(verdicts(await follow(commit))).toMatchObject({ app: 'notApplied' });
  const mended = follow(commit, { until: 'landed' });
  await push({ 'clusters/staging/broken.yaml': null });
  expect(verdicts(await mended)).toMatchObject({ whole: 'landed', staging: 'landed', app: 'landed' });
  expect(await textOf('app', home)).toBe('three');
});

test('what is applied and does not become healthy is told apart, and a rollback restores what ran', async () => {
  // Its controller stalls at once, so that nobody waits for a time-out.
  const chart = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: web, namespace: ${home}}\nspec: {interval: 1h, url: 'oci://registry.example.test/NOT/lower'}\n`;
  const commit = await push({
    'apps/new/web.yaml': chart,
    'apps/new/app.yaml': configMap('four'),
  });
  const landing = await follow(commit);
  expect(verdicts(landing)).toMatchObject({ whole: 'notHealthy', app: 'notHealthy' });
  expect(landing.cause).toMatchObject({
    key: keyOf('app'),
    message: expect.stringMatching(/^health check failed/) as string,
  });
  await fetch();
  // The history is written when the run ends, a moment after the verdict.
  await seen(() => JSON.stringify(statusOf('app')?.['history'] ?? '').includes('HealthCheckFailed') || undefined);
  const subject = clusterSubject({ root: clone.root, key: keyOf('app') }, ports());
  const project = await openProject(clone.root, never, { mayLackStages: true });
  const place = { project, stage: undefined, way: 'commit', credentials: { session: signIn } } as const;
  const before = await openRollback(subject, { place, snapshot: opened.session.snapshot }, never);
  const question = { root: clone.root, subject, target: before.target.commit ?? '', runs: before.runs };
  const { revisions: ran } = await listRevisionsRan(question, never);
  expect(ran.slice(0, 2).map(({ run, isRunning }) => [run?.outcome, isRunning])).toEqual([
    ['notHealthy', true],
    ['healthy', false],
  ]);
  const { rollback } = await previewRollback(before, ran[1]?.commit ?? '', never);
  expect(rollback.changes).toEqual([
    { kind: 'copy', path: 'apps/new/app.yaml', from: 'apps/new/app.yaml' },
    { kind: 'delete', path: 'apps/new/web.yaml' },
  ]);
  expect({ proven: rollback.isProven, others: rollback.others, doubts: rollback.doubts }).toEqual({
    proven: true,
    others: [],
    doubts: [],
  });
  const order = { opened: before, rollback, credentials: place.credentials, forge: undefined };
  const { outcome, commit: restored = '' } = await publishRollback(order, never);
  expect(outcome).toBe('pushed');
  await poke();
  expect(verdicts(await follow(restored, { until: 'landed' }))).toMatchObject({ whole: 'landed', app: 'landed' });
  expect(await textOf('app', home)).toBe('three');
  await expect(
    access.request('GET', `/apis/source.toolkit.fluxcd.io/v1/namespaces/${home}/ocirepositories/web`),
  ).rejects.toThrow('not found');
});

test('a preview that would share an object is refused, and what it would have deleted stays', async () => {
  const before = await uidOfRole();
  const refused = await preview('main');
  // What a person would do if it were allowed: the role would go with the preview, for the stage, suspended, does not take it back.
  await suspend('app', true);
  await makeAndTakeAway(refused).finally(() => suspend('app', null));
  expect(await uidOfRole()).toBe(before);
  expect(refused.check).toMatchObject({
    isAllowed: false,
    shared: expect.arrayContaining([
      { key: `rbac.authorization.k8s.io/ClusterRole//${role}`, of: `Kustomization/${home}/app` },
    ]) as unknown,
  });
});

test('one that shares nothing is made, and goes as a whole', async () => {
  const before = await uidOfRole();
  await branchWithout('apps/new/role.yaml', 'feature/text');
  const allowed = await preview('feature/text');
  expect(allowed.check.sentences).toEqual([
    expect.stringMatching(/^None of its 4 objects is in one of \d+ known inventories/),
  ]);
  await makeAndTakeAway(allowed, async () => expect(await textOf('app', allowed.name)).toBe('three'));
  expect(await uidOfRole()).toBe(before);
  expect(await textOf('app', home)).toBe('three');
});

function forge(): Forge {
  if (access.forge === undefined) throw new Error('This test needs the forge.');
  return access.forge;
}

async function fetch(): Promise<void> {
  const address = new URL(url);
  address.username = forge().user;
  address.password = forge().token;
  await clone.git('fetch', '--quiet', address.href, '+refs/heads/*:refs/remotes/origin/*');
}

/** Has Flux fetch now. */
async function poke(): Promise<void> {
  const annotations = { 'reconcile.fluxcd.io/requestedAt': new Date().toISOString() };
  await access.request('PATCH', `/apis/source.toolkit.fluxcd.io/v1/namespaces/${home}/gitrepositories/${home}`, {
    metadata: { annotations },
  });
}

async function push(changes: Readonly<Record<string, string | null>>): Promise<string> {
  const commit = await forge().push(home, changes, 'Change');
  await poke();
  return commit;
}

/** Pushes planned changes; copies are of the commit `from`. */
async function pushChanges(changes: readonly FileChange[], from: string): Promise<string> {
  await fetch();
  const texts = async (revision: string) => {
    const names = (await clone.git('ls-tree', '-r', '--name-only', revision)).split('\n');
    return new Map(
      await Promise.all(
        names.map(async (name) => [name, `${await clone.git('show', `${revision}:${name}`)}\n`] as const),
      ),
    );
  };
  const after = withChanges(await texts('refs/remotes/origin/main'), changes, await texts(from));
  return push(Object.fromEntries(changes.map(({ path }) => [path, after.get(path) ?? null])));
}

const signIn = () => Promise.resolve({ username: forge().user, password: forge().token });

const ports = () => ({
  engine,
  snapshot: () => opened.session.snapshot,
  onDidChange: opened.session.onDidChange,
  fetch,
});

function follow(commit: string, options: FollowOptions = {}): Promise<Landing> {
  return followLanding({ root: clone.root, commit }, ports(), options, never);
}

function now(commit: string): Promise<Landing> {
  return landingNow({ root: clone.root, commit }, ports(), never);
}

/** Verdicts by name; objects of other tests do not read this repository. */
function verdicts({ verdict, objects }: Landing): Record<string, string> {
  const each = objects.map((one) => [one.key.split('/').at(-1) ?? '', one.verdict] as const);
  return Object.fromEntries([['whole', verdict] as const, ...each]);
}

function seen<T>(find: () => T | undefined): Promise<T> {
  return until([opened.session.onDidChange], find, never);
}

function ready(name: string): string | undefined {
  const object = findObject(opened.session.snapshot, keyOf(name));
  return object && condition(object, 'Ready')?.status;
}

function statusOf(name: string): JsonObject | undefined {
  return findObject(opened.session.snapshot, keyOf(name))?.raw.status;
}

function attempted(name: string): string | undefined {
  const revision = statusOf(name)?.['lastAttemptedRevision'];
  return typeof revision === 'string' ? revision.split(':').at(-1) : undefined;
}

async function textOf(name: string, namespace: string): Promise<string | undefined> {
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  return (await access.request<{ data: Record<string, string> }>('GET', path)).data['text'];
}

async function uidOfRole(): Promise<unknown> {
  const path = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${role}`;
  return (await access.request<KubernetesResource>('GET', path)).metadata['uid'];
}

async function suspend(name: string, isSuspended: true | null): Promise<void> {
  const path = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${home}/kustomizations/${name}`;
  await access.request('PATCH', path, { spec: { suspend: isSuspended } });
}

async function branchWithout(path: string, branch: string): Promise<void> {
  const base = `/repos/${forge().user}/${home}`;
  const { sha } = await forge().request<{ sha: string }>('GET', `${base}/contents/${path}?ref=main`);
  await forge().request('DELETE', `${base}/contents/${path}`, {
    sha,
    message: 'Without',
    branch: 'main',
    new_branch: branch,
  });
}

async function preview(branch: string): Promise<Preview> {
  await fetch();
  const [commit, target] = [await tip(branch), await tip('main')];
  const name = previewName('app', branch);
  const question = { root: clone.root, kustomizations: [keyOf('app')], branch, commit, target, name };
  return planPreview(question, { ...ports(), cluster: opened.client.diff, others: [] }, never);
}

function tip(branch: string): Promise<string> {
  return clone.git('rev-parse', `refs/remotes/origin/${branch}`);
}

/** Commits a preview, lets it be applied, and takes it away again; of one that is refused there is nothing to commit. */
async function makeAndTakeAway(plan: Preview, meanwhile?: () => Promise<void>): Promise<void> {
  if (plan.changes.length === 0) return;
  await pushChanges(plan.changes, 'refs/remotes/origin/main');
  await seen(() => ready(plan.name) === 'True' || undefined);
  await meanwhile?.();
  await fetch();
  const { files, commit } = await filesAt(clone.root, await tip('main'), never);
  const target = treeOf(files, commit);
  const [declared] = previewsIn(target.files);
  if (declared === undefined) throw new Error('The preview is in no file.');
  const removal = planRemoval(declared, target, opened.session.snapshot);
  expect(removal.deleted.length).toBeGreaterThan(0);
  await pushChanges(removal.changes, 'refs/remotes/origin/main');
  await seen(() => findObject(opened.session.snapshot, keyOf(plan.name)) === undefined || undefined);
}
