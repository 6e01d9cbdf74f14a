import { expect, test } from 'vitest';
import type { Answer } from '../../../src/diff/terms/ports.ts';
import { predictChange, type DiffPorts } from '../../../src/diff/predictChange.ts';
import type { KustomizationPrediction } from '../../../src/diff/terms/prediction.ts';
import { parseKey, type JsonObject } from '../../../src/flux/object.ts';
import { declared, folders, keyOf, kustomization, memoryCluster, memoryPorts } from './memoryCluster.ts';

const { signal } = new AbortController();
const configMap = (name: string, data: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name },
  data,
});

const predict = (ports: DiffPorts, ...roots: string[]): Promise<readonly KustomizationPrediction[]> =>
  predictChange(roots.map(keyOf), ports, () => undefined, signal);

/** One line for each Kustomization and object. */
function said(predictions: readonly KustomizationPrediction[]): string[] {
  return predictions.flatMap(({ key, status, blockers, objects }) => [
    [parseKey(key).name, status, ...blockers.map(({ kind }) => kind)].join(' '),
    ...objects.map((one) => `  ${parseKey(one.key).name} ${one.action}${one.isBlocked === true ? ' blocked' : ''}`),
  ]);
}

test('Kustomizations that apply each other in a circle are each predicted once', async () => {
  const ports = memoryPorts(
    { a: [declared('b')], b: [declared('a', { wait: true }), configMap('x')] },
    { live: [kustomization('a')] },
  );
  expect(said(await predict(ports, 'a'))).toEqual(['a changed', '  b create', 'b new', '  x create', '  a change']);
});

test('one that applies itself is built of what comes of it', async () => {
  const ports = memoryPorts(
    { a: [declared('a', { path: 'moved' })], moved: [declared('a', { path: 'moved' }), configMap('x')] },
    { live: [kustomization('a', {}, ['shop_old__ConfigMap'])] },
  );
  expect(said(await predict(ports, 'a'))).toEqual(['a changed', '  x create', '  a change']);
});

test('what a pruned child would have built does not come about', async () => {
  const child = {
    ...kustomization('child', {}, ['shop_x__ConfigMap']),
    metadata: {
      namespace: 'flux',
      name: 'child',
      labels: { 'kustomize.toolkit.fluxcd.io/name': 'a', 'kustomize.toolkit.fluxcd.io/namespace': 'flux' },
    },
  };
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'child', 'kustomize.toolkit.fluxcd.io/namespace': 'flux' };
  const live = { ...configMap('x'), metadata: { namespace: 'shop', name: 'x', labels } };
  const ports = memoryPorts(
    { a: [], child: [configMap('x'), configMap('new')] },
    { live: [kustomization('a', {}, ['flux_child_kustomize.toolkit.fluxcd.io_Kustomization']), child, live] },
  );
  expect(said(await predict(ports, 'a', 'child'))).toEqual([
    'a existing',
    '  child prune',
    'child pruned',
    '  x prune',
  ]);
});

test('an object of which the cluster does not answer is unknown, and hides no other', async () => {
  const dryRun = (object: JsonObject): Answer | undefined => {
    if (JSON.stringify(object).includes('"lost"')) throw new Error('the connection was cut');
    return undefined;
  };
  const ports = memoryPorts({ a: [configMap('lost'), configMap('x')] }, { live: [kustomization('a')], dryRun });
  const [prediction] = await predict(ports, 'a');
  expect(said(prediction ? [prediction] : [])).toEqual(['a existing', '  lost unknown', '  x create']);
  expect(prediction?.objects[0]).toMatchObject({ unknown: 'unreachable', message: 'the connection was cut' });
});

test('what goes to another cluster is not asked of this one', async () => {
  const dryRun = (): never => {
    throw new Error('asked');
  };
  const spec = { kubeConfig: { secretRef: { name: 'other' } } };
  const ports = memoryPorts(
    { a: [configMap('x')] },
    { live: [kustomization('a', spec, ['shop_old__ConfigMap'])], dryRun },
  );
  const [prediction] = await predict(ports, 'a');
  expect(prediction?.objects).toMatchObject([{ action: 'unknown', unknown: 'remoteCluster' }]);
  expect(prediction?.remote).toEqual({
    name: 'Secret/flux/other',
    message: 'Not compared: it applies to another cluster, for which Secret/flux/other holds the access.',
  });
});

test('what goes to another cluster is compared with the context that a person chose for it', async () => {
  const spec = { kubeConfig: { secretRef: { name: 'other' } } };
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'a', 'kustomize.toolkit.fluxcd.io/namespace': 'flux' };
  const old = { ...configMap('old'), metadata: { namespace: 'shop', name: 'old', labels } };
  const here = memoryPorts(
    { a: [configMap('x'), declared('child')], b: [configMap('old')] },
    { live: [kustomization('a', spec, ['shop_old__ConfigMap']), kustomization('b'), configMap('x')] },
  );
  const remote: DiffPorts['remote'] = (name) =>
    Promise.resolve(
      name === 'Secret/flux/other' ? { context: 'prod', cluster: memoryCluster({ live: [old] }) } : undefined,
    );
  const predictions = await predict({ ...here, remote }, 'a', 'b');
  expect(said(predictions)).toEqual([
    'a existing',
    '  x create',
    '  child create',
    '  old prune',
    'b existing',
    '  old create',
  ]);
  expect(predictions.map(({ remote }) => remote)).toEqual([
    {
      name: 'Secret/flux/other',
      context: 'prod',
      message:
        'Compared with context prod, which is taken to be the cluster of Secret/flux/other, with your rights there.',
    },
    undefined,
  ]);
});

test('another cluster that cannot be reached leaves everything unknown', async () => {
  const spec = { kubeConfig: { configMapRef: { name: 'other' } } };
  const ports = memoryPorts({ a: [configMap('x')] }, { live: [kustomization('a', spec)] });
  const remote = (): Promise<never> => Promise.reject(new Error('no route to host'));
  const [prediction] = await predict({ ...ports, remote }, 'a');
  expect(prediction?.objects).toMatchObject([
    { action: 'unknown', unknown: 'unreachable', message: 'no route to host' },
  ]);
  expect(prediction?.remote?.message).toContain('ConfigMap/flux/other, and no route to host.');
});

test('what failed before in the same way is told from what the change breaks', async () => {
  const failing = (name: string): JsonObject => ({
    ...kustomization(name),
    status: { observedGeneration: 1, conditions: [{ type: 'Ready', status: 'False' }] },
  });
  const refusal = { code: 422, reason: 'Invalid', message: 'no' };
  const dryRun = (object: JsonObject): Answer | undefined =>
    JSON.stringify(object).includes('bad') ? { refusal } : undefined;
  const live = [failing('a'), failing('b'), kustomization('c')];
  const bad = configMap('bad');
  const ports = memoryPorts({ a: [bad], b: [configMap('bad', { x: '1' })], c: [bad] }, { live, dryRun });
  const before = folders({ a: [bad, configMap('more')], b: [bad], c: [bad] });
  const older = async (more: Partial<DiffPorts>) =>
    (await predict({ ...ports, ...more }, 'a', 'b', 'c')).map(({ key, blockers, objects }) => [
      parseKey(key).name,
      ...[...blockers, ...objects].map(({ isOlder }) => isOlder === true),
    ]);
  // The object of b is another one now; c is ready.
  expect(await older({ buildAttempted: before })).toEqual([
    ['a', true, true],
    ['b', false, false],
    ['c', false, false],
  ]);
  expect(await older({})).toEqual([
    ['a', false, false],
    ['b', false, false],
    ['c', false, false],
  ]);
  const broken = (message: string) => () => Promise.resolve({ outcome: 'failed', message } as const);
  const builds = { build: broken('no file'), buildAttempted: broken('no file') };
  expect(await older(builds)).toEqual([
    ['a', true],
    ['b', true],
    ['c', false],
  ]);
  expect(await older({ ...builds, buildAttempted: broken('no folder') })).toEqual([
    ['a', false],
    ['b', false],
    ['c', false],
  ]);
});

test('what depends on something that fails waits for it, and so does what depends on that', async () => {
  const refusal = { code: 422, reason: 'Invalid', message: 'no' };
  const dryRun = (object: JsonObject): Answer | undefined =>
    JSON.stringify(object).includes('"bad"') ? { refusal } : undefined;
  const ports = memoryPorts(
    { a: [configMap('bad')], b: [configMap('x')], c: [configMap('y')] },
    {
      live: [
        kustomization('a'),
        kustomization('b', { dependsOn: [{ name: 'a' }] }),
        kustomization('c', { dependsOn: [{ name: 'b' }] }),
      ],
      dryRun,
    },
  );
  expect(said(await predict(ports, 'c', 'b', 'a'))).toEqual([
    'c existing dependency',
    '  y create blocked',
    'b existing dependency',
    '  x create blocked',
    'a existing object',
    '  bad error',
  ]);
});

test.each([
  [{ suspend: true }, ['suspended']],
  [{ dependsOn: [{ name: 'nowhere' }] }, ['dependency']],
  [{ sourceRef: { kind: 'GitRepository', name: 'nowhere' } }, ['source']],
])('what holds it up: %j', async (spec, kinds) => {
  const ports = memoryPorts({ a: [configMap('x')] }, { live: [kustomization('a', spec)] });
  const [prediction] = await predict(ports, 'a');
  expect(prediction?.blockers.map(({ kind }) => kind)).toEqual(kinds);
  expect(prediction?.objects).toMatchObject([{ action: 'create', isBlocked: true }]);
});

test('one that is not there is said to be so', async () => {
  const [prediction] = await predict(memoryPorts({}, {}), 'nowhere');
  expect(prediction).toMatchObject({ key: keyOf('nowhere'), blockers: [{ kind: 'unknown' }], objects: [] });
});

test('at most four things are asked at the same time', async () => {
  const ports = memoryPorts(
    { a: Array.from({ length: 20 }, (_, index) => configMap(`x${index}`)) },
    { live: [kustomization('a')] },
  );
  let [running, most] = [0, 0];
  const counted = async (...args: Parameters<DiffPorts['cluster']['read']>): Promise<Answer> => {
    running += 1;
    most = Math.max(most, running);
    const answer = await ports.cluster.read(...args);
    running -= 1;
    return answer;
  };
  await predict({ ...ports, cluster: { ...ports.cluster, read: counted } }, 'a');
  expect(most).toBe(4);
});

test('objects are heard of as soon as they are known', async () => {
  const heard: string[] = [];
  const ports = memoryPorts({ a: [configMap('x'), configMap('y')] }, { live: [kustomization('a')] });
  await predictChange([keyOf('a')], ports, (_, objects) => heard.push(...objects.map(({ action }) => action)), signal);
  expect(heard).toEqual(['create', 'create']);
});

test('cancelling ends it', async () => {
  const ending = new AbortController();
  const dryRun = (): undefined => {
    ending.abort(new Error('enough'));
    return undefined;
  };
  const ports = memoryPorts({ a: [configMap('x')] }, { live: [kustomization('a')], dryRun });
  await expect(predictChange([keyOf('a')], ports, () => undefined, ending.signal)).rejects.toThrow('enough');
});

test.each([
  ['nothing decrypts', {}, ['object']],
  ['the Kustomization decrypts', { decryption: { provider: 'sops' } }, []],
])('an encrypted Secret that %s', async (_, spec, kinds) => {
  const secret: JsonObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'shop', name: 'login' },
    data: { password: 'ENC[a]' },
    sops: { mac: 'ENC[b]' },
  };
  const ports = memoryPorts({ apps: [secret] }, { live: [kustomization('apps', spec)] });
  const [prediction] = await predict(ports, 'apps');
  expect(prediction?.blockers.map(({ kind }) => kind)).toEqual(kinds);
});
