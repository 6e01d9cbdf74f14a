import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/flux/object.ts';
import { memoryPorts } from '../unit/diff/memoryCluster.ts';
import { going, testRepository } from '../unit/git/repositories.ts';
import { buildApps, fleet, open, revisionsOf } from './openEngine.ts';

const planted = 'planted-7d31';
const spec = {
  postBuild: {
    substituteFrom: [
      { kind: 'ConfigMap', name: 'vars' },
      { kind: 'Secret', name: 'keys' },
    ],
  },
};
const uses = (more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\ndata:\n  region: \${REGION}\n  url: https://\${TOKEN}@host\n${more}`;
const metadata = (name: string): JsonObject => ({ namespace: 'flux-system', name });
const vars = { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('vars'), data: { REGION: 'eu-live' } };
const keys = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: metadata('keys'),
  data: { TOKEN: Buffer.from(planted).toString('base64') },
};
const declaration = (kind: string, name: string, data: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: flux-system\n${data}\n`;
const declaredApps = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./apps
  prune: true
  interval: 1h
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substituteFrom:
      - { kind: ConfigMap, name: vars }
      - { kind: Secret, name: keys }
`;

/** An engine on a cluster that has these objects. */
function connected(live: readonly JsonObject[], refused: readonly string[] = []): ReturnType<typeof open> {
  const { cluster } = memoryPorts({}, { live });
  const read: typeof cluster.read = async (object, identity, signal) =>
    refused.includes(object.name)
      ? { refusal: { code: 403, reason: 'Forbidden', message: 'no' } }
      : cluster.read(object, identity, signal);
  return open(fleet(spec), { connected: () => ({ ...cluster, read }) });
}

describe('a build of a Kustomization takes', () => {
  test('variables of the cluster, and masks what comes from Secrets', async () => {
    const all = await connected([vars, keys]);
    await all.repository.write({ 'apps/a.yaml': uses() });
    const text = await buildApps(all);
    expect(text).toContain('# Variables are those of the cluster now: ConfigMap/vars, Secret/keys (masked).');
    expect(text).toContain('region: eu-live');
    expect(text).toMatch(/url: .*\*\*\* \(1\)/);
    expect(text).not.toContain(planted);
  });

  test('what may not be read as files declare it', async () => {
    const all = await connected([keys], ['vars']);
    await all.repository.commit({
      'apps/a.yaml': uses(),
      'cluster/apps.yaml': declaredApps,
      'cluster/vars.yaml': declaration('ConfigMap', 'vars', 'data:\n  REGION: eu-file'),
    });
    const text = await buildApps(all);
    expect(text).toContain('# Variables are those of the cluster now: Secret/keys (masked).');
    expect(text).toContain('# Variables are those that files of this repository declare: ConfigMap/vars.');
    expect(text).toContain('region: eu-file');
    expect(text).not.toContain(planted);
  });

  test('nothing for what nobody tells, and says so', async () => {
    const all = await connected([vars], ['keys']);
    await all.repository.write({ 'apps/a.yaml': uses() });
    const text = await buildApps(all);
    expect(text).toContain('# Not known: you may not read Secret/flux-system/keys.');
    expect(text).toContain('https://${TOKEN}@host');
  });

  test('flags of the controller', async () => {
    const controller = { isStrict: false, assumptions: ['a flag was assumed.'] };
    const { cluster } = memoryPorts({}, { controller });
    const all = await open(fleet(), { connected: () => cluster });
    await all.repository.write({ 'apps/a.yaml': uses() });
    expect(await buildApps(all)).toContain('# a flag was assumed.');
  });
});

describe('a build of a folder, by the Kustomization that files declare,', () => {
  test('takes variables that files declare, and masks those of Secrets', async () => {
    const { engine, repository } = await open([]);
    await repository.commit({
      'apps/a.yaml': uses(),
      'cluster/apps.yaml': declaredApps,
      'cluster/vars.yaml': declaration('ConfigMap', 'vars', 'data:\n  REGION: eu-file'),
      'cluster/keys.yaml': declaration('Secret', 'keys', `stringData:\n  TOKEN: ${planted}`),
    });
    const { preview } = await engine.build({ folder: `${repository.root}/apps` }, going);
    expect(preview.text).toMatch(/^# Build of Kustomization flux-system\/apps, as cluster\/apps\.yaml declares it,/);
    expect(preview.text.replaceAll('\n# ', ' ')).toContain(
      'Variables are those that files of this repository declare: ConfigMap/vars, Secret/keys (masked).',
    );
    expect(preview.text).toContain('No cluster is connected');
    expect(preview.text).toContain('region: eu-file');
    expect(preview.text).not.toContain(planted);
  });
});

describe('two revisions', () => {
  test('are compared with the variables of the cluster', async () => {
    const all = await connected([vars, keys]);
    await all.repository.commit({ 'apps/a.yaml': uses() });
    await all.repository.git('branch', 'before');
    await all.repository.commit({ 'apps/a.yaml': uses('  more: ${REGION}\n') });
    const [prediction] = await revisionsOf(all, 'before', 'main');
    expect(prediction?.objects).toMatchObject([{ action: 'change', after: { data: { more: 'eu-live' } } }]);
    expect(prediction?.assumptions).toEqual([
      'Variables are those of the cluster now: ConfigMap/vars, Secret/keys (masked).',
    ]);
    expect(JSON.stringify(prediction)).not.toContain(planted);
  });

  test('are those of the chosen repository, and only its Kustomizations are compared', async () => {
    const other = await testRepository();
    await other.commit({ 'README.md': 'other\n' });
    const all = await open(fleet(), { folders: () => [other.root] });
    await all.repository.git('branch', 'before');
    await all.repository.commit({ 'apps/a.yaml': uses('  more: x\n').replace(/\$\{\w+\}/g, 'x') });
    const { root } = all.repository;
    expect(await all.engine.repositories(`${other.root}/README.md`, going)).toEqual([other.root, root]);
    expect(await all.engine.repositories(undefined, going)).toEqual([root, other.root]);
    expect((await all.engine.revisions(root, going)).map(({ name }) => name)).toContain('before');
    expect((await all.engine.revisions(other.root, going)).map(({ name }) => name)).not.toContain('before');
    expect(await revisionsOf(all, 'before', 'main')).toHaveLength(1);
    expect(await revisionsOf({ ...all, repository: other }, 'main', 'main')).toEqual([]);
  });
});
