import { expect, test } from 'vitest';
import { createKnownSets } from '../../../src/render/knownSets.ts';

const files = (entries: Readonly<Record<string, string>>): Map<string, string> => new Map(Object.entries(entries));

test('the first set is told whole, the same map never again', () => {
  const known = createKnownSets();
  const first = files({ a: '1', b: '2' });
  expect(known.select(first)).toEqual({
    set: 1,
    newSet: {
      id: 1,
      changed: [
        ['a', '1'],
        ['b', '2'],
      ],
      removed: [],
    },
    forget: [],
  });
  expect(known.select(first)).toEqual({ set: 1, forget: [] });
  expect(known.select(files({ a: '1', b: '2' }))).toEqual({ set: 1, forget: [] });
});

test('later sets are told as changes of the nearest', () => {
  const known = createKnownSets();
  known.select(files({ a: '1', b: '2', c: '3', e: '5', f: '6' }));
  known.select(files({ x: '1' }));
  expect(known.select(files({ a: '1', b: 'changed', d: '4', e: '5', f: '6' })).newSet).toEqual({
    id: 3,
    from: 1,
    changed: [
      ['b', 'changed'],
      ['d', '4'],
    ],
    removed: ['c'],
  });
});

test('bytes that are equal are no change', () => {
  const known = createKnownSets();
  known.select(new Map([['a', Uint8Array.of(1, 2)]]));
  expect(known.select(new Map([['a', Uint8Array.of(1, 2)]])).newSet).toBeUndefined();
  expect(known.select(new Map([['a', Uint8Array.of(1, 3)]])).newSet?.changed).toHaveLength(1);
});

test('the oldest of many is forgotten, but not the one that a change starts from', () => {
  const known = createKnownSets();
  const forgotten = [0, 1, 2, 3, 4, 5].flatMap((index) => known.select(files({ [`only-${index}`]: 'x' })).forget);
  expect(forgotten).toEqual([1, 2]);
});
