import { describe, expect, it } from 'vitest';
import { declaredDiff } from '../../../../src/diff/changes/declaredDiff.ts';
import { createMasks } from '../../../../src/diff/secrecy/mask.ts';
import type { Build } from '../../../../src/diff/terms/ports.ts';
import type { KustomizationPrediction } from '../../../../src/diff/terms/prediction.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { kustomizationKey } from './predictions.ts';

const built = (objects: readonly JsonObject[], gaps: readonly string[] = []): Build => ({
  outcome: 'built',
  objects: objects.map((object) => ({ object, origin: { path: 'apps/all.yaml' } })),
  certainty: { level: 'exact' },
  gaps,
});
const configMap = (name: string, value: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data: { value },
});
const secret = (token: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'token', namespace: 'shop' },
  stringData: { token, same: 'both' },
});
const between = (before: Build, after: Build): KustomizationPrediction =>
  declaredDiff(
    kustomizationKey('apps'),
    { before, after, names: { before: 'main', after: 'topic' } },
    { masks: createMasks(), schema: () => undefined },
  );

describe('what two revisions declare differently', () => {
  it('is what is new, what differs and what is gone', () => {
    const { objects } = between(
      built([configMap('same', '1'), configMap('changed', '1'), configMap('gone', '1')]),
      built([configMap('new', '1'), configMap('changed', '2'), configMap('same', '1')]),
    );
    expect(objects.map(({ key, action }) => [key.split('/').at(-1), action])).toEqual([
      ['new', 'create'],
      ['changed', 'change'],
      ['gone', 'prune'],
    ]);
    expect(objects[1]).toMatchObject({ before: { data: { value: '1' } }, after: { data: { value: '2' } } });
  });

  it('shows no value of a Secret', () => {
    const text = JSON.stringify(between(built([secret('planted-one')]), built([secret('planted-two')])));
    expect(text).not.toContain('planted');
    const [{ before, after } = {}] = between(built([secret('a')]), built([secret('b')])).objects;
    expect(before?.['stringData']).not.toEqual(after?.['stringData']);
    expect(between(built([secret('a')]), built([secret('a')])).objects).toEqual([]);
  });

  it('is dangerous where data goes', () => {
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' } };
    const [object] = between(built([claim]), built([])).objects;
    expect(object?.dangers.map(({ code }) => code)).toEqual(['dataDeleted']);
  });

  it('is not known where a revision cannot be built', () => {
    const failed: Build = { outcome: 'failed', message: 'no such file', origin: { path: 'apps/kustomization.yaml' } };
    expect(between(built([]), failed)).toMatchObject({
      objects: [],
      blockers: [{ kind: 'build', message: 'topic cannot be built: no such file', origin: failed.origin }],
    });
    expect(between(failed, built([])).blockers).toMatchObject([{ kind: 'unknown' }]);
  });

  it('is approximate where variables are not known', () => {
    expect(between(built([]), built([], ['REPLICAS stays as it is'])).certainty).toEqual({
      level: 'approximate',
      reason: 'REPLICAS stays as it is',
    });
  });
});
