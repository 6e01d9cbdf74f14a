import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import {
  hasDriftedBesides,
  ignoredPaths,
  readIgnoreRules,
  withIgnoredPaths,
} from '../../../../src/diff/applier/ignoreRules.ts';
import { parseLabelSelector } from '../../../../src/diff/applier/labelSelector.ts';
import { deployment, managed } from '../objects.ts';

function rulesOf(...ignore: readonly JsonObject[]): ReturnType<typeof readIgnoreRules> {
  return readIgnoreRules({ spec: { ignore } });
}

const stored = (replicas: number | undefined, image: string, managedFields: readonly JsonObject[] = []): JsonObject => {
  const object = deployment({ image }, replicas === undefined ? {} : { replicas });
  return {
    ...object,
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, resourceVersion: '1', managedFields },
  };
};
const replicas = { paths: ['/spec/replicas'] };

describe('spec.ignore', () => {
  it.each<[JsonObject, boolean]>([
    [{ kind: 'Deployment' }, true],
    [{ kind: 'Deploy' }, false],
    [{ kind: 'Deploy.*', name: 'web|api' }, true],
    [{ group: 'apps', version: 'v1', namespace: 'sh.p' }, true],
    [{ group: 'batch' }, false],
    [{ labelSelector: 'app in (web, api)' }, true],
    [{ labelSelector: 'app!=web' }, false],
    [{ annotationSelector: 'a' }, false],
  ])('targets %j', (target, expected) => {
    const { rules } = rulesOf({ ...replicas, target });
    expect(hasDriftedBesides(stored(1, 'a'), stored(2, 'a'), rules)).toBe(!expected);
  });

  it('says which target it cannot read', () => {
    expect(rulesOf(replicas, { ...replicas, target: { kind: '(' } }).problem).toContain('spec.ignore[1]');
    expect(rulesOf({ ...replicas, target: { labelSelector: 'a b' } }).problem).toContain('spec.ignore[0]');
  });

  it('sees what differs besides', () => {
    const { rules } = rulesOf(replicas);
    expect(hasDriftedBesides(stored(1, 'a'), stored(2, 'b'), rules)).toBe(true);
    expect(hasDriftedBesides(undefined, stored(2, 'b'), rules)).toBe(true);
  });

  it('keeps the value of a place that Flux alone applies, and leaves out that of another', () => {
    const { rules } = rulesOf({ paths: ['/spec/replicas', '/spec/template/spec/containers/0/image', '/spec/paused'] });
    const scaler = managed('hpa', 'Apply', {
      'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { 'f:image': {} } } } } },
    });
    const editor = managed('kubectl', 'Update', { 'f:spec': { 'f:replicas': {} } });
    const ignored = ignoredPaths(stored(1, 'a', [scaler, editor]), stored(2, 'b'), rules);
    expect(ignored).toEqual([
      { path: '/spec/replicas', action: 'adopt', value: 1 },
      { path: '/spec/template/spec/containers/0/image', action: 'strip' },
    ]);
    expect(withIgnoredPaths(deployment({ image: 'b' }, { replicas: 2 }), ignored)).toEqual(
      deployment({}, { replicas: 1 }),
    );
  });

  it('fails where a value is to be kept that Git does not declare', () => {
    const ignored = ignoredPaths(stored(1, 'a'), stored(undefined, 'a'), rulesOf(replicas).rules);
    expect(withIgnoredPaths(deployment({ image: 'a' }), ignored)).toBeUndefined();
  });
});

describe('parseLabelSelector', () => {
  const labels = new Map([
    ['a', '1'],
    ['b.c/d', 'x'],
  ]);
  it.each<[string, boolean | undefined]>([
    ['a=1', true],
    ['a==1,b.c/d', true],
    ['a!=1', false],
    ['z!=1', true],
    ['!z,a', true],
    ['!a', false],
    ['a in (1,2), b.c/d notin (y)', true],
    ['z notin (1)', true],
    ['z in (1)', false],
    ['a>0,a<2', true],
    ['z>0', false],
    ['a=', false],
    ['', true],
    ['a b', undefined],
    ['a in 1', undefined],
    ['a=1,', undefined],
  ])('%s', (text, expected) => {
    expect(parseLabelSelector(text)?.(labels)).toBe(expected);
  });
});
