import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../../src/schema/schema.ts';
import { customKind, head, judged } from './judged.ts';

const rows: Schema = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name', 'side'],
  items: {
    type: 'object',
    properties: { name: { type: 'string' }, side: { type: 'string', default: 'left' }, size: { type: 'integer' } },
  },
};

const kind = customKind({
  type: 'object',
  properties: {
    rows,
    tags: { type: 'array', 'x-kubernetes-list-type': 'set', minItems: 1, maxItems: 3, items: { type: 'string' } },
    pairs: {
      type: 'array',
      uniqueItems: true,
      items: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
    },
  },
});

describe('checkList', () => {
  it.each([
    ['rows: [{name: a}, {name: a, side: right}, {name: b}]'],
    [
      'rows: [{name: a}, «{name: a, side: left}¦duplicate-item: spec.rows[1] has the same name "a" and side "left" as item 1; each may stand once.»]',
    ],
    [
      'rows: [«{side: left}¦missing-field: Thing.spec.rows[0] lacks "name", by which server-side apply tells the items of this list apart.»]',
    ],
    ['tags: «[]¦size: spec.tags has 0 items; at least 1 must be given.»'],
    ['tags: «[a, b, c, d]¦size: spec.tags has 4 items; at most 3 are allowed.»'],
    ['tags: [a, b, «a¦duplicate-item: spec.tags[2] is the same as item 1; each may stand once.»]'],
    ['pairs: [{a: 1, b: 2}, «{b: 2, a: 1}¦duplicate-item: spec.pairs[1] is the same as item 1; each may stand once.»]'],
    ['pairs: [{a: 1}, {a: 1, b: 2}]'],
    ['tags: [a, «null¦wrong-type: spec.tags[1] must be text, not null.»]'],
  ])('judges %s', (spec) => {
    expect(judged(`${head}spec:\n  ${spec}\n`, kind)).toBe(`${head}spec:\n  ${spec}\n`);
  });

  it('does not compare what variables give', () => {
    const isOpaque = (text: string): boolean => text.startsWith('$');
    const text = `${head}spec:\n  tags: [$a, $a]\n  rows: [{name: $a}, {name: $a}]\n`;
    expect(judged(text, kind, { mode: 'object', isOpaque })).toBe(text);
  });
});
