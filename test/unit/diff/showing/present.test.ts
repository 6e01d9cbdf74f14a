import { expect, test } from 'vitest';
import { openSecrecy } from '../../../../src/diff/secrecy/secrecy.ts';
import { createPresenter } from '../../../../src/diff/showing/present.ts';
import type { Outcome } from '../../../../src/diff/terms/outcome.ts';
import { addressOf, keyOfObject } from '../../../../src/diff/values/objects.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { keyOf } from '../memoryCluster.ts';
import { configMap, deployment, schemaFor } from '../objects.ts';

const present = createPresenter((apiVersion, kind) => schemaFor({ apiVersion, kind }));

function outcome(object: JsonObject, more: Partial<Outcome> = {}): Outcome {
  return { key: keyOfObject(object), apiVersion: addressOf(object).apiVersion, action: 'change', ...more };
}

const limited = (cpu: string): JsonObject => deployment({ resources: { limits: { cpu } } });

test('a change of which nothing is to be seen is none', () => {
  const [live, result] = [limited('1000m'), limited('1')];
  expect(present.object(outcome(live, { live, result }), openSecrecy)).toMatchObject({ action: 'unchanged' });
  expect(present.object(outcome(live, { live, result: limited('2') }), openSecrecy)).toMatchObject({
    action: 'change',
    after: limited('2'),
  });
});

test('what is left alone looks the same on both sides', () => {
  const live = configMap({ a: '1' });
  const { before, after } = present.object(outcome(live, { action: 'skip', live }), openSecrecy);
  expect(after).toEqual(before);
});

test('values of Secrets are masked in what is shown and said', () => {
  const secret = (password: string): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'shop', name: 'login' },
    stringData: { password },
  });
  const [live, desired] = [secret('grandmother'), secret('grandfather')];
  const refused = outcome(live, { action: 'error', live, desired, message: 'grandfather is too old' });
  const shown = present.object({ ...refused, result: desired }, openSecrecy);
  expect(JSON.stringify(shown)).not.toMatch(/grand/);
  expect(shown.before).not.toEqual(shown.after);
});

test('dangerous objects come first, then those of earlier stages, then what leaves', () => {
  const named = (name: string): JsonObject => configMap({}, { name });
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { namespace: 'shop', name: 'disk' } };
  const outcomes = [
    outcome(named('gone'), { action: 'prune', live: named('gone') }),
    outcome(named('late'), { action: 'create', result: named('late'), stage: 2 }),
    outcome(named('b'), { action: 'create', result: named('b'), stage: 0 }),
    outcome(named('a'), { action: 'create', result: named('a'), stage: 0 }),
    outcome(claim, { action: 'prune', live: claim }),
  ];
  const { objects } = present.pruned({ key: keyOf('apps'), parent: keyOf('fleet'), outcomes }, []);
  expect(objects.map(({ key }) => key.slice(key.lastIndexOf('/') + 1))).toEqual(['disk', 'a', 'b', 'late', 'gone']);
});
