import { expect, test } from 'vitest';
import { kinds } from '../../src/flux/kinds.ts';
import { objectKey, type FluxObject } from '../../src/flux/object.ts';
import { fluxObject } from '../unit/flux/objects.ts';
import { going } from '../unit/git/repositories.ts';
import { apps, buildApps, open, type Open } from './openEngine.ts';
import { snapshotOf } from '../unit/tree/fleet.ts';
import { configMap, renderFiles, startRenderer } from './startRenderer.ts';

const source = objectKey(kinds.ociRepository, 'flux-system', 'fleet');

/** An OCI artifact that the Kustomization `apps` takes `path` from, with these digests of its builds. */
function artifact(path: string, digests: readonly string[], commit?: string): readonly FluxObject[] {
  const metadata = { 'org.opencontainers.image.revision': `main@sha1:${commit ?? 'a'.repeat(40)}` };
  return [
    fluxObject(kinds.ociRepository, {
      namespace: 'flux-system',
      name: 'fleet',
      spec: { url: 'oci://ghcr.io/shop/fleet' },
      status: { artifact: { revision: 'latest@sha256:b', metadata } },
    }),
    fluxObject(kinds.kustomization, {
      namespace: 'flux-system',
      name: 'apps',
      spec: { path, prune: true, interval: '1h', sourceRef: { kind: 'OCIRepository', name: 'fleet' } },
      status: { history: digests.map((digest) => ({ digest })) },
    }),
  ];
}

/** The digest of a ConfigMap that `apps` builds. */
async function digestOf(path: string, text: string, objects: readonly FluxObject[]): Promise<string> {
  const kustomization = objects.find(({ key }) => key === apps)?.raw;
  if (kustomization === undefined) throw new Error('no Kustomization');
  const result = await renderFiles(startRenderer(), { [path]: text }, { kustomization });
  return result.outcome === 'rendered' ? result.digest : '';
}

/** Two folders that may be what was pushed, and the digest of `staging`. */
async function two(path: string, more: Readonly<Record<string, string>> = {}): Promise<Open> {
  const inner = path === './' ? '' : `${path}/`;
  const digest = await digestOf(`${inner}a.yaml`, configMap('a', 'staging'), artifact(path, []));
  const all = await open(artifact(path, [digest]));
  await all.repository.git('rm', '-rq', 'apps');
  await all.repository.commit({
    [`deploy/staging/${inner}a.yaml`]: configMap('a', 'staging'),
    [`deploy/live/${inner}a.yaml`]: configMap('a', 'live'),
    ...more,
  });
  return all;
}

test.each(['web', './'])('the folder whose build has the recorded digest is the source, with path %s', async (path) => {
  const all = await two(path);
  expect(await all.engine.unmapped([apps], going)).toEqual([]);
  const text = await buildApps(all);
  expect(text).toContain('key: staging');
  expect(text.replaceAll('\n# ', ' ')).toContain('takes effect once the folder is pushed as one.');
});

test('none is where several prove, or none does', async () => {
  const all = await two('web', { 'deploy/copy/web/a.yaml': configMap('a', 'staging') });
  expect(await all.engine.unmapped([apps], going)).toEqual([source]);
  const none = await open(artifact('apps', [`sha256:${'0'.repeat(64)}`]));
  expect(await none.engine.unmapped([apps], going)).toEqual([source]);
  expect((await buildApps(none)).replaceAll('\n# ', ' ')).toContain('Nothing tells which folder OCIRepository');
});

test('it is found in the commit that the artifact names, whatever is checked out', async () => {
  const digest = await digestOf('web/a.yaml', configMap('a', 'old'), artifact('web', []));
  const objects: FluxObject[] = [];
  const all = await open([], { snapshot: () => snapshotOf(objects) });
  const commit = await all.repository.commit({ 'deploy/web/a.yaml': configMap('a', 'old') });
  await all.repository.commit({ 'deploy/web/a.yaml': configMap('a', 'new') });
  objects.push(...artifact('web', [digest], commit));
  expect(await buildApps(all)).toContain('key: new');
});

test('what a person chose counts before', async () => {
  const all = await two('web');
  const digest = await digestOf('web/a.yaml', configMap('a', 'staging'), artifact('web', []));
  const remembered = new Map([['OCIRepository oci://ghcr.io/shop/fleet', `${all.repository.root}/deploy/live`]]);
  const chosen = await open(artifact('web', [digest]), {
    folders: () => [all.repository.root],
    remembered: () => remembered,
  });
  expect(await buildApps(chosen)).toContain('key: live');
});
