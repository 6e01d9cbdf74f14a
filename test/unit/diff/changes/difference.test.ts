import { describe, expect, it } from 'vitest';
import { comparedPath, hasDifference } from '../../../../src/diff/changes/difference.ts';
import { objectKey } from '../../../../src/flux/object.ts';

describe('differences', () => {
  it('are of values, not of their order of fields', () => {
    const before = { a: 1, b: { c: [1, 2], d: null } };
    const action = 'change';
    expect(hasDifference({ action, before, after: { b: { d: null, c: [1, 2] }, a: 1 } })).toBe(false);
    expect(hasDifference({ action, before, after: { a: 1, b: { c: [2, 1], d: null } } })).toBe(true);
  });

  it('are none where it is not known what comes after: it would look deleted', () => {
    const before = { a: 1 };
    for (const action of ['error', 'unknown'] as const) {
      expect(hasDifference({ action, before })).toBe(false);
      expect(hasDifference({ action, before, after: { a: 2 } })).toBe(true);
    }
    expect(hasDifference({ action: 'prune', before })).toBe(true);
  });
});

describe('the name of an entry', () => {
  it('is namespace, kind and name', () => {
    expect(comparedPath(objectKey('apps/Deployment', 'shop', 'web'))).toBe('/shop/Deployment/web.yaml');
    expect(comparedPath(objectKey('/Namespace', undefined, 'shop'))).toBe('/Namespace/shop.yaml');
  });
});
