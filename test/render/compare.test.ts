import { describe, expect, test } from 'vitest';
import type { ComparisonListener } from '../../src/compare/engine.ts';
import { going } from '../unit/git/repositories.ts';
import { apps, buildApps as build, open, revisionsOf as found } from './openEngine.ts';
import { configMap } from './startRenderer.ts';

const planted = 'planted-7d31';
const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\nstringData:\n  token: ${planted}\n`;

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
