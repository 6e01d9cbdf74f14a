import { describe, expect, it } from 'vitest';
import { layerOf, withoutContradictions } from '../../../src/schema/layer.ts';
import { anyKind } from '../language/judge.ts';

const one = anyKind('example.org/v1 Widget', { schema: { type: 'object', properties: { a: {} } } });
const same = anyKind('example.org/v1 Widget', { schema: { type: 'object', properties: { a: {} } } });
const other = anyKind('example.org/v1 Widget', { schema: { type: 'object', properties: { b: {} } } });
const later = anyKind('example.org/v2 Widget');
const catalogue = layerOf([anyKind('example.org/v1 Widget')], false);

describe('withoutContradictions', () => {
  it('leaves out what has several schemas, if another layer knows it', () => {
    expect(withoutContradictions([one, other, later], catalogue)).toEqual([later]);
  });

  it('keeps copies that are the same, and what only it knows', () => {
    expect(withoutContradictions([one, same, later], catalogue)).toEqual([one, same, later]);
    expect(withoutContradictions([one, other], layerOf([], false))).toEqual([one, other]);
  });
});
