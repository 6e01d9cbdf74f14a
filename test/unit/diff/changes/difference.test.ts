import { describe, expect, it } from 'vitest';
import { comparedPath, hasDifference } from '../../../../src/diff/changes/difference.ts';
import { objectKey } from '../../../../src/flux/object.ts';

describe('differences', () => {
  it('are of values, not of their order of fields', () => {
    const before = { a: 1, b: { c: [1, 2], d: null } };
    expect(hasDifference({ before, after: { b: { d: null, c: [1, 2] }, a: 1 } })).toBe(false);
    expect(hasDifference({ before, after: { a: 1, b: { c: [2, 1], d: null } } })).toBe(true);
  });
});

describe('the name of an entry', () => {
  it('is namespace, kind and name', () => {
    expect(comparedPath(objectKey('apps/Deployment', 'shop', 'web'))).toBe('/shop/Deployment/web.yaml');
    expect(comparedPath(objectKey('/Namespace', undefined, 'shop'))).toBe('/Namespace/shop.yaml');
  });
});
