import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../scripts/paths.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { comparedBuilds, type BuiltPart } from '../../src/compare/declared/comparedBuilds.ts';
import { declaredChange, type DeclaredChange } from '../../src/compare/declared/declaredChange.ts';
import type { OpenRepository } from '../../src/origin/openRepository.ts';
import { createWorkerRenderer } from '../../src/render/workerRenderer.ts';
import { going } from '../unit/git/repositories.ts';
import { configMap } from './startRenderer.ts';

const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
afterAll(() => renderer.dispose());
const repository: OpenRepository = { root: '/fleet', commit: undefined, branch: undefined, remotes: [], tags: [] };

const planted = 'planted-7d31';
const names = { before: 'main', after: 'this change' };

const flux = (name: string, path: string, more = ''): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 1h
  prune: true
  path: ./${path}
  sourceRef:
    kind: GitRepository
    name: flux-system
${more}`;
const fromSecret = `  postBuild:
    substituteFrom:
      - kind: ConfigMap
        name: facts
      - kind: Secret
        name: keys
`;
const files = {
  'clusters/production/apps.yaml': flux('apps', 'apps/production', fromSecret),
  'clusters/production/facts.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: facts, namespace: flux-system }
data: { site: one }
---
apiVersion: v1
kind: Secret
metadata: { name: keys, namespace: flux-system }
stringData: { key: ${planted} }
`,
  'clusters/production/self.yaml': flux('flux-system', 'clusters/production'),
  'clusters/staging/apps.yaml': flux('apps', 'apps/staging'),
  'apps/base/kustomization.yaml': 'resources: [a.yaml]\n',
  'apps/base/a.yaml': configMap('a', 'tag-1'),
  'apps/staging/kustomization.yaml': 'resources: [../base]\n',
  'apps/production/kustomization.yaml': 'resources: [../base, own.yaml]\n',
  'apps/production/own.yaml': `${configMap('own', 'tag-1')}  secret: \${key}\n  site: \${site}\n`,
  'shop/production/kustomization.yaml': 'resources: [b.yaml]\n',
  'shop/production/b.yaml': configMap('b', 'tag-1'),
};

async function changed(edits: Readonly<Record<string, string>>): Promise<DeclaredChange> {
  const bytes = (all: Readonly<Record<string, string>>) =>
    new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)]));
  const change = { before: bytes(files), after: bytes({ ...files, ...edits }), paths: Object.keys(edits), names };
  return declaredChange(change, { repository, renderer, schema: () => undefined }, going);
}

const told = ({ kustomizations }: DeclaredChange) =>
  kustomizations.map(({ name, places, prediction: { objects } }) => [
    name,
    places[0],
    objects.map(({ key, action }) => `${action} ${key}`),
  ]);

test('a file of one overlay changes its Kustomization alone, with secrets masked', async () => {
  const change = await changed({
    'apps/production/own.yaml': files['apps/production/own.yaml'].replace('tag-1', 'tag-2'),
  });
  expect(told(change)).toEqual([['flux-system/apps', 'clusters/production/apps.yaml', ['change /ConfigMap/shop/own']]]);
  const [one] = change.kustomizations;
  expect(one?.places).toEqual(['clusters/production/apps.yaml', 'clusters/production/self.yaml', 'apps/production']);
  expect(one?.prediction.blockers).toEqual([]);
  expect(one?.prediction.objects[0]?.after).toMatchObject({ data: { key: 'tag-2', secret: '*** (1)', site: 'one' } });
  expect(JSON.stringify(change)).not.toContain(planted);
});

test('a file that others read changes them too', async () => {
  const change = await changed({ 'apps/base/a.yaml': files['apps/base/a.yaml'].replace('tag-1', 'tag-2') });
  expect(told(change).sort()).toEqual([
    ['flux-system/apps', 'clusters/production/apps.yaml', ['change /ConfigMap/shop/a']],
    ['flux-system/apps', 'clusters/staging/apps.yaml', ['change /ConfigMap/shop/a']],
  ]);
});

test('a variable changes those that take it', async () => {
  const change = await changed({
    'clusters/production/facts.yaml': files['clusters/production/facts.yaml'].replace('one', 'two'),
  });
  expect(told(change)).toEqual([
    ['flux-system/flux-system', 'clusters/production/self.yaml', ['change /ConfigMap/flux-system/facts']],
    ['flux-system/apps', 'clusters/production/apps.yaml', ['change /ConfigMap/shop/own']],
  ]);
});

test('a folder that no Kustomization names is built as it stands', async () => {
  const change = await changed({ 'shop/production/b.yaml': files['shop/production/b.yaml'].replace('tag-1', 'tag-2') });
  expect(told(change)).toEqual([['shop/production', 'shop/production', ['change /ConfigMap/shop/b']]]);
});

test('a new Kustomization is shown with what it brings, and a broken one with why', async () => {
  const change = await changed({
    'clusters/production/more.yaml': flux('more', 'shop/production'),
    'apps/production/kustomization.yaml': 'resources: [nowhere.yaml]\n',
  });
  const byName = new Map(change.kustomizations.map((one) => [one.name, one.prediction]));
  expect(byName.get('flux-system/more')).toMatchObject({ status: 'new', objects: [{ action: 'create' }] });
  expect(byName.get('flux-system/apps')?.blockers[0]?.message).toContain('nowhere.yaml');
});

test('the same application of two stages is laid side by side, with secrets masked', async () => {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const part = (stage: string): BuiltPart => ({
    files: bytes,
    declared: `clusters/${stage}/apps.yaml`,
    object: 'kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps',
    isMeant: (place) => place.includes(stage),
    nameOf: (name) => name.replace(stage, '*'),
  });
  const options = { repository, renderer, schema: () => undefined };
  const { objects, problems } = await comparedBuilds([[part('staging'), part('production')]], options, going);
  expect(problems).toEqual([]);
  expect(objects.map(({ name }) => name).sort()).toEqual(['ConfigMap/a', 'ConfigMap/own']);
  const [shared, own] = ['a', 'own'].map((name) => objects.find((one) => one.name === `ConfigMap/${name}`));
  expect(shared?.before).toBe(shared?.after);
  expect(own?.before).toBeUndefined();
  expect(own?.after).toContain('secret: "*** (1)"');
  expect(own?.after).not.toContain('toolkit.fluxcd.io');
});
