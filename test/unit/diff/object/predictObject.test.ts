import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../../../src/diff/object/candidates.ts';
import { predictObject } from '../../../../src/diff/object/predictObject.ts';
import type { ObjectRules } from '../../../../src/diff/object/verdict.ts';
import type { Outcome } from '../../../../src/diff/terms/outcome.ts';
import type { Answer, DiffCluster, Refusal } from '../../../../src/diff/terms/ports.ts';
import { keyOfObject } from '../../../../src/diff/values/objects.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { keyOf, memoryCluster } from '../memoryCluster.ts';
import { configMap, managed } from '../objects.ts';

const { signal } = new AbortController();
const desired = configMap({ color: 'green' });
const live = configMap({ color: 'blue' }, { resourceVersion: '1' });
const invalid: Refusal = { code: 422, reason: 'Invalid', message: 'data: field is immutable' };
const noNamespace: Refusal = { code: 404, reason: 'NotFound', message: 'namespaces "shop" not found' };
const noKind: Refusal = { code: 404, reason: 'NoKindMatch', message: 'no matches for kind "ConfigMap"' };

function predicted(cluster: Partial<DiffCluster>, rules: Partial<ObjectRules> = {}): Promise<Outcome> {
  const candidate: Candidate = { key: keyOfObject(desired), object: desired, declared: desired, stage: 2 };
  const all: ObjectRules = {
    identity: { user: 'flux' },
    isForced: false,
    ignore: [],
    overrideManagers: [],
    migratesVersions: false,
    expected: { namespace: () => undefined, kind: () => undefined },
    applied: () => undefined,
    ...rules,
  };
  return predictObject(candidate, all, { ...memoryCluster({ live: [live] }), ...cluster }, signal);
}

const answers = (answer: Answer) => (): Promise<Answer> => Promise.resolve(answer);
const refuses = (refusal: Refusal): (() => Promise<Answer>) => answers({ refusal });
const notThere = refuses({ code: 404, reason: 'NotFound', message: 'configmaps "settings" not found' });

test('what the dry run answers is what would be stored', async () => {
  expect(await predicted({})).toMatchObject({ action: 'change', stage: 2, live, result: { data: { color: 'green' } } });
});

test('an object that changed after it was read is compared as the dry run found it', async () => {
  const states = [
    live,
    { ...configMap({ color: 'green' }), metadata: { ...(live['metadata'] as JsonObject), resourceVersion: '2' } },
  ];
  const cluster = {
    read: (): Promise<Answer> => Promise.resolve({ object: states.shift() ?? desired }),
    dryRunApply: answers({
      object: { ...desired, metadata: { ...(live['metadata'] as JsonObject), resourceVersion: '2' } },
    }),
  };
  expect(await predicted(cluster)).toMatchObject({ action: 'unchanged' });
});

test('what is not there is created, as far as it is declared', async () => {
  expect(await predicted({ read: notThere })).toMatchObject({
    action: 'create',
    result: desired,
    isDeclaredOnly: true,
  });
});

describe('an object that is refused', () => {
  test('is an error in the words of the API server', async () => {
    const outcome = await predicted({ dryRunApply: refuses(invalid) });
    expect(outcome).toMatchObject({ action: 'error', live, refusal: invalid, message: invalid.message });
    expect(outcome.result).toBeUndefined();
  });

  test.each<[string, Answer, Outcome['action']]>([
    ['that can be created is recreated', { object: desired }, 'recreate'],
    [
      'that is only there already is recreated',
      { refusal: { code: 409, reason: 'AlreadyExists', message: '' } },
      'recreate',
    ],
    ['that is refused anew is deleted for good', { refusal: invalid }, 'deleteOnly'],
  ])('with force, one %s', async (_, create, action) => {
    const cluster = { dryRunApply: refuses(invalid), dryRunCreate: answers(create) };
    expect(await predicted(cluster, { isForced: true })).toMatchObject({ action, live });
  });

  test('with force for a reason that deleting does not mend, stays an error', async () => {
    const refusal = { code: 403, reason: 'Forbidden', message: 'exceeded quota' };
    expect(await predicted({ dryRunApply: refuses(refusal) }, { isForced: true })).toMatchObject({ action: 'error' });
  });

  test('for rights that only Flux has is unknown, with what would probably be', async () => {
    const refusal = { code: 403, reason: 'Forbidden', message: 'User "ann" cannot patch resource "configmaps"' };
    expect(await predicted({ dryRunApply: refuses(refusal) }, { identity: 'self' })).toMatchObject({
      action: 'unknown',
      unknown: 'rights',
      result: { data: { color: 'green' } },
    });
  });
});

describe('an object whose Namespace or kind is not there', () => {
  test.each<[string, Refusal, Partial<ObjectRules['expected']>, string]>([
    [
      'Namespace',
      noNamespace,
      { namespace: (name) => (name === 'shop' ? keyOf('base') : undefined) },
      'Namespace shop comes with Kustomization/flux/base',
    ],
    [
      'kind',
      noKind,
      { kind: (id) => (id === '/ConfigMap' ? keyOf('base') : undefined) },
      'the definition of /ConfigMap comes with Kustomization/flux/base',
    ],
  ])('is created if the change brings the %s', async (_, refusal, expected, said) => {
    const cluster = { read: notThere, dryRunApply: refuses(refusal) };
    expect(await predicted(cluster)).toMatchObject({ action: 'error' });
    const none = { namespace: () => undefined, kind: () => undefined };
    const outcome = await predicted(cluster, { expected: { ...none, ...expected } });
    expect(outcome).toMatchObject({ action: 'create', message: expect.stringContaining(said) as string });
  });
});

test('fields that Flux takes away get what the API server sets by default', async () => {
  const fields = { 'f:data': { 'f:color': {}, 'f:size': {}, 'f:note': {} } };
  const metadata = { resourceVersion: '1', managedFields: [managed('kubectl-edit', 'Update', fields)] };
  const own = managed('kustomize-controller', 'Apply', { 'f:data': { 'f:color': {} } });
  const data = { color: 'green', size: 'huge', note: 'by hand' };
  const sent: JsonObject[] = [];
  const outcome = await predicted({
    read: answers({ object: configMap(data, metadata) }),
    dryRunApply: answers({ object: configMap(data, { resourceVersion: '1', managedFields: [own] }) }),
    dryRunCreate: (object) => {
      sent.push(object);
      return Promise.resolve({ object: { ...object, data: { color: 'green', size: 'medium' } } });
    },
  });
  expect(outcome.result).toMatchObject({ metadata: { name: 'settings', resourceVersion: '1' } });
  expect(outcome.result?.['data']).toEqual({ color: 'green', size: 'medium' });
  expect(sent).toMatchObject([{ metadata: { name: 'settings-sluice', namespace: 'shop' }, data: { color: 'green' } }]);
});

test('what the API server makes of a name is of the name that the object has', async () => {
  const label = { 'f:metadata': { 'f:labels': { 'f:kubernetes.io/metadata.name': {} } } };
  const metadata = { labels: { 'kubernetes.io/metadata.name': 'settings' }, resourceVersion: '1' };
  const outcome = await predicted({
    read: answers({
      object: configMap({}, { ...metadata, managedFields: [managed('kubectl-create', 'Update', label)] }),
    }),
    dryRunApply: answers({ object: configMap({}, { ...metadata, managedFields: [] }) }),
    dryRunCreate: (object) => {
      const { name = '' } = object['metadata'] as { name?: string };
      return Promise.resolve({ object: configMap({}, { name, labels: { 'kubernetes.io/metadata.name': name } }) });
    },
  });
  expect(outcome.result?.['metadata']).toMatchObject({ labels: metadata.labels });
});

describe('fields that are managed in another version', () => {
  const old = { ...managed('kustomize-controller', 'Apply', { 'f:data': {} }), apiVersion: 'v1beta1' };
  const stored = configMap({ color: 'green' }, { resourceVersion: '1', finalizers: ['a'], managedFields: [old] });
  const answered = configMap({ color: 'green' }, { resourceVersion: '1', managedFields: [old] });
  const still = { read: answers({ object: stored }), dryRunApply: answers({ object: answered }) };

  test('make Flux apply what it else leaves as it is, if it migrates them', async () => {
    expect(await predicted(still)).toMatchObject({ action: 'unchanged' });
    const outcome = await predicted(still, { migratesVersions: true });
    expect(outcome).toMatchObject({ action: 'change', result: answered });
  });

  test('may be why a dry run is refused, which then says nothing of Flux', async () => {
    const refusal = { code: 500, reason: 'InternalError', message: '.spec.x: field not declared in schema' };
    const cluster = { ...still, dryRunApply: refuses(refusal) };
    expect(await predicted(cluster)).toMatchObject({ action: 'error', refusal });
    expect(await predicted(cluster, { migratesVersions: true })).toMatchObject({
      action: 'unknown',
      unknown: 'migration',
    });
    const other = { ...cluster, dryRunApply: refuses(invalid) };
    expect(await predicted(other, { migratesVersions: true })).toMatchObject({ action: 'error' });
    const current = { ...cluster, read: answers({ object: live }) };
    expect(await predicted(current, { migratesVersions: true })).toMatchObject({ action: 'error' });
  });
});
