import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root as project } from '../../scripts/paths.ts';
import { createEmitter } from '../../src/base/event.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { objectKey, type FluxObject, type JsonObject } from '../../src/flux/object.ts';
import { followLanding, landingNow } from '../../src/promote/landing/followLanding.ts';
import { changedKustomizations } from '../../src/promote/landing/changes.ts';
import { createWorkerRenderer } from '../../src/render/workerRenderer.ts';
import type { Landing } from '../../src/stages/landing/terms.ts';
import { condition, fluxObject } from '../unit/flux/objects.ts';
import { going } from '../unit/git/repositories.ts';
import { snapshotOf } from '../unit/tree/fleet.ts';
import { fleet, open, type Open } from './openEngine.ts';
import { configMap } from './startRenderer.ts';

/** One for all: to start one takes longer than all that it does here. */
const renderer = createWorkerRenderer({ folder: join(project, 'dist'), logger: silentLogger });
afterAll(() => renderer.dispose());

const namespace = 'flux-system';
const keyOf = (name: string) => objectKey(kinds.kustomization, namespace, name);
const [, apps] = fleet() as [FluxObject, FluxObject];

const child = (name: string, spec: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: ${namespace}}\n` +
  `spec: {interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: fleet}, ${spec}}\n`;

interface Cluster extends Open {
  objects: readonly FluxObject[];
  landing(commit: string): Promise<Landing>;
  change(objects: readonly FluxObject[]): void;
  readonly ports: Parameters<typeof followLanding>[1];
}

/** A cluster that applies `./apps`, in which a child `web` is declared. */
async function cluster(): Promise<Cluster> {
  const changed = createEmitter<undefined>();
  const state = { objects: fleet() };
  let snapshot = snapshotOf(state.objects);
  const all = await open(fleet(), { snapshot: () => snapshot, renderer: () => renderer });
  await all.repository.commit({
    'apps/kustomization.yaml': 'resources: [web.yaml, vars.yaml]\n',
    'apps/web.yaml': child('web', 'path: ./web, postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}'),
    'apps/vars.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: ${namespace}}\ndata: {tag: v1}\n`,
    'web/a.yaml': configMap('a', '${tag}'),
    'other/a.yaml': configMap('b'),
  });
  const ports = { engine: all.engine, snapshot: () => snapshot, onDidChange: changed.event };
  return {
    ...all,
    ...state,
    ports,
    landing: (commit) => landingNow({ root: all.repository.root, commit }, ports, going),
    change(objects) {
      snapshot = snapshotOf(objects);
      changed.fire(undefined);
    },
  };
}

/** A Kustomization that is Ready on a commit. */
function ready(one: FluxObject, commit: string, reason?: string): FluxObject {
  const revision = `main@sha1:${commit}`;
  const { name, namespace: space = '' } = one.raw.metadata;
  const is = reason === undefined ? condition('Ready', 'True') : condition('Ready', 'False', { reason });
  return fluxObject(one.kindId, {
    name,
    namespace: space,
    metadata: { ...one.raw.metadata },
    spec: one.raw.spec,
    status: {
      observedGeneration: 1,
      conditions: [is],
      artifact: { revision },
      lastAttemptedRevision: revision,
      ...(reason === undefined && { lastAppliedRevision: revision }),
    },
  });
}

const web = (spec: JsonObject = {}): FluxObject =>
  fluxObject(kinds.kustomization, {
    namespace,
    name: 'web',
    metadata: {
      labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': namespace },
    },
    spec: {
      interval: '1h',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'fleet' },
      path: './web',
      postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'vars' }] },
      ...spec,
    },
  });

const [source] = fleet() as [FluxObject, FluxObject];

test('the tree of a revision has children as their parents declare them there, with the variables of then', async () => {
  const all = await cluster();
  const { root } = all.repository;
  await all.repository.git('branch', 'before');
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: ${namespace}}\ndata: {tag: v2}\n`;
  await all.repository.commit({ 'apps/vars.yaml': text });
  const [before, after] = [
    await all.engine.tree({ root, revision: 'before' }, going),
    await all.engine.tree({ root, revision: 'main' }, going),
  ];
  expect(after.map(({ key, parent }) => [key, parent])).toEqual([
    [keyOf('apps'), undefined],
    [keyOf('web'), keyOf('apps')],
  ]);
  const changes = changedKustomizations(before, after);
  expect([...changes.values()].map(({ key, build }) => [key, build.state])).toEqual([
    [keyOf('apps'), 'differs'],
    [keyOf('web'), 'differs'],
  ]);
});

test('a build says which files it read', async () => {
  const all = await cluster();
  const tree = await all.engine.tree({ root: all.repository.root, revision: 'main' }, going);
  const [top] = tree.flatMap(({ build }) => (build?.outcome === 'built' ? [build.read] : []));
  expect([...(top ?? [])].sort()).toEqual(['apps/kustomization.yaml', 'apps/vars.yaml', 'apps/web.yaml']);
});

test('a child that says Ready with the path of before has not landed while its parent fails', async () => {
  const all = await cluster();
  const commit = await all.repository.commit({
    'apps/web.yaml': child('web', 'path: ./other, postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}'),
  });
  const at = ready(source, commit);
  all.change([at, ready(apps, commit, 'ReconciliationFailed'), ready(web(), commit)]);
  const verdicts = async () => (await all.landing(commit)).objects.map(({ key, verdict }) => [key, verdict]);
  expect(await verdicts()).toEqual([
    [keyOf('apps'), 'notApplied'],
    [keyOf('web'), 'notApplied'],
  ]);
  all.change([at, ready(apps, commit), ready(web({ path: './other' }), commit)]);
  expect(await verdicts()).toEqual([
    [keyOf('apps'), 'landed'],
    [keyOf('web'), 'landed'],
  ]);
});

test('it is followed by the changes of the snapshot until it is decided, and ends when cancelled', async () => {
  const all = await cluster();
  const first = await all.repository.git('rev-parse', 'HEAD');
  const commit = await all.repository.commit({ 'web/a.yaml': configMap('a', 'new') });
  all.change([ready(source, first), ready(apps, first), ready(web(), first)]);
  const heard: string[] = [];
  const question = { root: all.repository.root, commit };
  const steps = [
    [ready(source, commit), ready(apps, first), ready(web(), first)],
    [ready(source, commit), ready(apps, first), ready(web(), commit)],
  ];
  const onLanding = ({ verdict }: Landing): void => {
    heard.push(verdict);
    const step = steps.shift();
    if (step) all.change(step);
  };
  const { objects } = await followLanding(question, all.ports, { onLanding }, going);
  expect(heard).toEqual(['waiting', 'waiting', 'landed']);
  expect(objects.map(({ key, verdict }) => [key, verdict])).toEqual([
    [keyOf('web'), 'landed'],
    [keyOf('apps'), 'notAffected'],
  ]);
  const ending = new AbortController();
  all.change([ready(source, first), ready(apps, first), ready(web(), first)]);
  const cancelled = followLanding(question, all.ports, { onLanding: () => ending.abort() }, ending.signal);
  await expect(cancelled).rejects.toThrow('abort');
});

test('a commit that changes nothing that is built is not affected; one that is not here is fetched, or refused', async () => {
  const all = await cluster();
  const commit = await all.repository.commit({ 'README.md': 'fleet\n' });
  all.change([ready(source, commit), ready(apps, commit), ready(web(), commit)]);
  expect((await all.landing(commit)).verdict).toBe('notAffected');
  await expect(all.landing('0'.repeat(40))).rejects.toThrow('Fetch it, then ask again.');
});
