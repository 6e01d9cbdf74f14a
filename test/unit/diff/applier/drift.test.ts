import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { hasDrifted } from '../../../../src/diff/applier/drift.ts';
import { configMap } from '../objects.ts';

const stored = (data: JsonObject, metadata: JsonObject = {}, rest: JsonObject = {}): JsonObject => ({
  ...configMap(data, { resourceVersion: '1', ...metadata }),
  ...rest,
});
const scaler = (...metrics: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { resourceVersion: '1' },
  spec: { maxReplicas: 3, metrics },
});

describe('hasDrifted', () => {
  it.each<[string, JsonObject | undefined, JsonObject, boolean]>([
    ['nothing', stored({ a: '1' }), stored({ a: '1' }), false],
    ['data', stored({ a: '1' }), stored({ a: '2' }), true],
    ['a label', stored({}, { labels: { a: 'b' } }), stored({}), true],
    ['an annotation', stored({}), stored({}, { annotations: { a: 'b' } }), true],
    ['empty labels', stored({}, { labels: {} }), stored({}), false],
    ['finalizers only', stored({}, { finalizers: ['a'] }), stored({}), false],
    ['owners only', stored({}, { ownerReferences: [{}] }), stored({}), false],
    ['managers only', stored({}, { managedFields: [{}] }), stored({}), false],
    ['status only', stored({}, {}, { status: { a: 1 } }), stored({}), false],
    ['an empty map for null', stored({}, {}, { spec: null }), stored({}, {}, { spec: {} }), false],
    ['a field that is gone', stored({}, {}, { immutable: true }), stored({}), true],
    ['the order of a list', stored({}, {}, { l: [1, 2] }), stored({}, {}, { l: [2, 1] }), true],
    ['everything: it is new', undefined, configMap({}), true],
    ['a metric that the server repeats', scaler({ type: 'A' }), scaler({ type: 'A' }, { type: 'A' }, {}), false],
  ])('%s', (_, live, dryRun, expected) => {
    expect(hasDrifted(live, dryRun)).toBe(expected);
  });
});
