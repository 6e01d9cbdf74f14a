import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { changesBetween, type Change } from '../../../../src/diff/values/compare.ts';
import { isEqual } from '../../../../src/diff/values/equal.ts';
import { configMap, deployment, schemaFor } from '../objects.ts';

const containers = 'spec.template.spec.containers[name=web]';

describe('changesBetween', () => {
  it.each<[string, JsonObject, JsonObject, readonly Change[]]>([
    ['nothing', configMap({ a: '1' }), configMap({ a: '1' }), []],
    ['a value', configMap({ a: '1' }), configMap({ a: '2' }), [{ path: 'data.a', before: '1', after: '2' }]],
    [
      'new and gone',
      configMap({ a: '1' }),
      configMap({ b: { c: 2 } }),
      [
        { path: 'data.a', before: '1' },
        { path: 'data.b', after: { c: 2 } },
      ],
    ],
    [
      'a name that needs quotes',
      configMap({}, { labels: { 'a.b/c': 'x' } }),
      configMap({}, { labels: { 'a.b/c': 'y' } }),
      [{ path: 'metadata.labels["a.b/c"]', before: 'x', after: 'y' }],
    ],
    [
      'an item by its key',
      deployment({ image: 'a' }),
      deployment({ image: 'b' }),
      [{ path: `${containers}.image`, before: 'a', after: 'b' }],
    ],
    [
      'an item by two keys',
      deployment({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
      deployment({ ports: [] }),
      [{ path: `${containers}.ports[containerPort=80,protocol=TCP]`, before: { containerPort: 80, protocol: 'TCP' } }],
    ],
    [
      'an item by its index',
      deployment({ args: ['a', 'b'] }),
      deployment({ args: ['a', 'c'] }),
      [{ path: `${containers}.args[1]`, before: 'b', after: 'c' }],
    ],
    [
      'a list whose length changes',
      deployment({ args: ['a'] }),
      deployment({ args: ['a', 'c'] }),
      [{ path: `${containers}.args`, before: ['a'], after: ['a', 'c'] }],
    ],
    [
      'another type',
      configMap({ a: [1] }),
      configMap({ a: { b: 1 } }),
      [{ path: 'data.a', before: [1], after: { b: 1 } }],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(changesBetween(before, after, schemaFor(after))).toEqual(expected);
  });

  it('tells items apart by name where no schema speaks', () => {
    expect(changesBetween(deployment({ image: 'a' }), deployment({ image: 'b' })).map(({ path }) => path)).toEqual([
      `${containers}.image`,
    ]);
    const [one, other] = [
      [{ name: 'a' }, { name: 'b' }],
      [{ name: 'b' }, { name: 'a' }],
    ];
    expect(changesBetween({ list: one }, { list: other })).toEqual([{ path: 'list', before: one, after: other }]);
  });

  it('finds a difference exactly where there is one', () => {
    const any = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(any, any, (one, other) => {
        const [before, after] = [one as JsonObject, other as JsonObject];
        expect(changesBetween(before, after).length === 0).toBe(isEqual(before, after));
      }),
    );
  });
});
