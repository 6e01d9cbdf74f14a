import { expect, test } from 'vitest';
import { estimated } from '../../../../src/diff/object/estimate.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';

const live = (spec: JsonObject, fields: JsonObject): JsonObject => ({
  kind: 'X',
  metadata: {
    name: 'x',
    managedFields: [
      { manager: 'other', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:theirs': {} } } },
      { manager: 'kustomize-controller', operation: 'Apply', fieldsV1: { 'f:spec': fields } },
    ],
  },
  spec,
});
const spec = (object: JsonObject): unknown => object['spec'];

test('what is declared wins, what Flux applied and declares no more goes, the rest stays', () => {
  const before = live({ a: 1, gone: 2, theirs: 3, defaulted: 4 }, { 'f:a': {}, 'f:gone': {} });
  expect(spec(estimated({ kind: 'X', spec: { a: 5, more: 6 } }, before))).toEqual({
    a: 5,
    theirs: 3,
    defaulted: 4,
    more: 6,
  });
});

test('a map that is declared no more keeps what others put there', () => {
  const before = live({ map: { ours: 1, theirs: 2 } }, { 'f:map': { 'f:ours': {} } });
  expect(spec(estimated({ kind: 'X', spec: {} }, before))).toEqual({ map: { theirs: 2 } });
});

test('items are told apart by their keys where managedFields do so', () => {
  const item = (name: string, value: number): JsonObject => ({ name, value });
  const before = live(
    { list: [item('a', 1), item('b', 2), item('theirs', 3)] },
    { 'f:list': { 'k:{"name":"a"}': { 'f:value': {} }, 'k:{"name":"b"}': { 'f:value': {} } } },
  );
  expect(spec(estimated({ kind: 'X', spec: { list: [item('c', 5), item('a', 4)] } }, before))).toEqual({
    list: [item('a', 4), item('theirs', 3), item('c', 5)],
  });
});

test('other lists count as a whole', () => {
  const before = live({ list: [1, 2] }, { 'f:list': {} });
  expect(spec(estimated({ kind: 'X', spec: { list: [3] } }, before))).toEqual({ list: [3] });
  expect(spec(estimated({ kind: 'X', spec: {} }, before))).toEqual({});
});
