import { expect, test } from 'vitest';
import { withHeldChildren } from '../../../../src/diff/kustomizations/heldChildren.ts';
import type { Planned } from '../../../../src/diff/kustomizations/plan.ts';
import type { Blocker, KustomizationPrediction, ObjectPrediction } from '../../../../src/diff/terms/prediction.ts';
import { objectKey, type JsonObject, type ObjectKey } from '../../../../src/flux/object.ts';
import { keyOf, kustomization } from '../memoryCluster.ts';

const object = (key: ObjectKey, more: Partial<ObjectPrediction> = {}): ObjectPrediction => ({
  key,
  apiVersion: 'v1',
  action: 'change',
  dangers: [],
  ...more,
});
const settings = object(objectKey('/ConfigMap', 'shop', 'settings'));
const failing: Blocker = { kind: 'object', message: 'It fails.' };

function prediction(name: string, more: Partial<KustomizationPrediction> = {}): KustomizationPrediction {
  const certainty = { level: 'exact' } as const;
  return {
    key: keyOf(name),
    certainty,
    status: 'existing',
    blockers: [],
    objects: [settings],
    assumptions: [],
    ...more,
  };
}

/** What holds up each, and whether its objects are held. */
function held(
  predictions: readonly KustomizationPrediction[],
  specs: Readonly<Record<string, JsonObject>> = {},
): readonly (readonly [blockers: readonly string[], isBlocked: boolean])[] {
  const plan = new Map(
    Object.entries(specs).map(([name, spec]): [ObjectKey, Planned] => [
      keyOf(name),
      {
        key: keyOf(name),
        kustomization: kustomization(name, spec),
        status: 'existing',
        variables: [],
        build: { outcome: 'failed', message: '' },
        candidates: new Map(),
      },
    ]),
  );
  return withHeldChildren(predictions, plan).map(({ blockers, objects }) => [
    blockers.map(({ message }) => message),
    objects.every(({ isBlocked }) => isBlocked === true),
  ]);
}

const parent = prediction('parent', { blockers: [failing], objects: [object(keyOf('child'), { isBlocked: true })] });
const child = prediction('child', { parent: keyOf('parent'), status: 'new' });
const reason = 'Kustomization/flux/parent does not come to apply it: It fails.';

test('a child is held where its parent does not come to apply it', () => {
  expect(held([parent, child])[1]).toEqual([[reason], true]);
});

test('a child that is applied as it is today is not', () => {
  const passed = { ...parent, objects: [object(keyOf('child'))] };
  expect(held([passed, child])[1]).toEqual([[], false]);
});

test('what goes with a child that is pruned is not held twice', () => {
  expect(held([parent, { ...child, status: 'pruned' }])[1]).toEqual([[], false]);
});

test('what is held holds what depends on it', () => {
  const specs = { late: { dependsOn: [{ name: 'child' }] } };
  const said = `It waits for Kustomization/flux/child: ${reason}`;
  expect(held([prediction('late'), child, parent], specs)[0]).toEqual([[said], true]);
});

test('what is only unknown of a dependency holds nothing', () => {
  const unknown = prediction('child', { blockers: [{ kind: 'unknown', message: 'It cannot be read.' }] });
  expect(held([prediction('late'), unknown], { late: { dependsOn: [{ name: 'child' }] } })[0]).toEqual([[], false]);
});

test('those that wait for each other come to an end', () => {
  const specs = { one: { dependsOn: [{ name: 'two' }] }, two: { dependsOn: [{ name: 'one' }] } };
  expect(held([prediction('one', { blockers: [failing] }), prediction('two')], specs)[1]?.[1]).toBe(true);
});
