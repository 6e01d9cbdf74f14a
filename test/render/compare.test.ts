import { describe, expect, test } from 'vitest';
import { createEngine } from '../../src/compare/createEngine.ts';
import type { ComparisonListener, Engine } from '../../src/compare/engine.ts';
import type { KustomizationPrediction } from '../../src/diff/terms/prediction.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { objectKey } from '../../src/flux/object.ts';
import { fluxObject } from '../unit/flux/objects.ts';
import { going, testRepository, type TestRepository } from '../unit/git/repositories.ts';
import { snapshotOf } from '../unit/tree/fleet.ts';
import { configMap, startRenderer } from './startRenderer.ts';

const url = 'https://git.example.org/fleet';
const apps = objectKey(kinds.kustomization, 'flux-system', 'apps');
const planted = 'planted-7d31';
const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\nstringData:\n  token: ${planted}\n`;
const snapshot = snapshotOf([
  fluxObject(kinds.gitRepository, { namespace: 'flux-system', name: 'fleet', spec: { url, ref: { branch: 'main' } } }),
  fluxObject(kinds.kustomization, {
    namespace: 'flux-system',
    name: 'apps',
    spec: { path: './apps', prune: true, interval: '1h', sourceRef: { kind: 'GitRepository', name: 'fleet' } },
  }),
]);

interface Open {
  readonly engine: Engine;
  readonly repository: TestRepository;
  readonly unsaved: Map<string, string>;
}

/** An engine on a repository that is what the Kustomization is applied from; no cluster answers. */
async function open(): Promise<Open> {
  const repository = await testRepository();
  await repository.git('remote', 'add', 'origin', url);
  await repository.commit({
    'apps/kustomization.yaml': 'resources:\n  - a.yaml\n',
    'apps/a.yaml': configMap('a'),
  });
  const unsaved = new Map<string, string>();
  const engine = createEngine({
    folders: () => [repository.root],
    unsaved: () => unsaved,
    snapshot: () => snapshot,
    cluster: () => {
      throw new Error('nothing here asks the cluster');
    },
    remembered: () => new Map(),
    renderer: () => startRenderer(),
  });
  return { engine, repository, unsaved };
}

const build = async ({ engine }: Open): Promise<string> =>
  (await engine.build({ kustomization: apps }, going)).preview.text;

describe('a build to look at', () => {
  test('is of the working tree, with what is not saved', async () => {
    const all = await open();
    expect(await build(all)).toMatch(/^# Build of Kustomization flux-system\/apps .*: 1 object\.\n/);
    all.unsaved.set(`${all.repository.root}/apps/a.yaml`, configMap('typed'));
    expect(await build(all)).toContain('name: typed');
  });

  test('masks Secrets', async () => {
    const all = await open();
    await all.repository.write({ 'apps/a.yaml': secret });
    const text = await build(all);
    expect(text).toContain('kind: Secret');
    expect(text).not.toContain(planted);
  });

  test('that fails says why', async () => {
    const all = await open();
    await all.repository.write({ 'apps/kustomization.yaml': 'resources:\n  - b.yaml\n' });
    expect(await build(all)).toMatch(/ fails:\n[^]*b\.yaml/);
  });

  test('of a folder has no owner', async () => {
    const { engine, repository } = await open();
    const { preview } = await engine.build({ folder: `${repository.root}/apps` }, going);
    expect(preview.text).toContain('name: a');
    expect(preview.text).not.toContain('toolkit.fluxcd.io');
  });

  test('of a folder outside all repositories is refused', async () => {
    const { engine } = await open();
    await expect(engine.build({ folder: '/nowhere' }, going)).rejects.toThrow(
      '/nowhere lies in no open Git repository.',
    );
  });
});

describe('two revisions', () => {
  const found = async ({ engine }: Open, from: string, to: string): Promise<KustomizationPrediction[]> => {
    const all: KustomizationPrediction[] = [];
    const listener: ComparisonListener = {
      expect: () => undefined,
      foundObjects: () => undefined,
      found: (prediction) => all.push(prediction),
    };
    await engine.compareRevisions({ from, to }, listener, going);
    return all;
  };

  test('are compared by what they declare', async () => {
    const all = await open();
    await all.repository.git('branch', 'before');
    await all.repository.commit({ 'apps/a.yaml': configMap('b') });
    const [prediction, ...others] = await found(all, 'before', 'main');
    expect(others).toEqual([]);
    expect(prediction?.objects.map(({ key, action }) => [key, action]).sort()).toEqual([
      ['/ConfigMap/shop/a', 'prune'],
      ['/ConfigMap/shop/b', 'create'],
    ]);
  });

  test('that declare the same give nothing', async () => {
    const all = await open();
    await all.repository.git('branch', 'before');
    await all.repository.commit({ 'README.md': 'fleet\n' });
    expect(await found(all, 'before', 'main')).toEqual([]);
  });

  test('of which one is not there are not known', async () => {
    const all = await open();
    expect(await found(all, 'nowhere', 'main')).toMatchObject([
      { blockers: [{ kind: 'unknown', message: expect.stringContaining('no revision nowhere') as string }] },
    ]);
  });
});

test('what asks the cluster fails where none is connected', async () => {
  const { engine } = await open();
  const listener: ComparisonListener = { expect() {}, foundObjects() {}, found() {} };
  await expect(engine.predict([apps], 'workingTree', listener, going)).rejects.toThrow('nothing here asks the cluster');
});
