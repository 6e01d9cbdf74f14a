import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import {
  differenceOf,
  noFields,
  parseFieldSet,
  unionOf,
  withoutFields,
} from '../../../../src/diff/values/fieldSets.ts';
import { configMap, deployment } from '../objects.ts';

const inContainer = (fields: JsonObject): JsonObject => ({
  'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': fields } } } },
});
const member = { '.': {}, 'f:name': {} };

describe('withoutFields', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject, JsonObject]>([
    [
      'takes a field that nobody else has',
      configMap({ a: '1', b: '2' }),
      { 'f:data': { 'f:b': {} } },
      { 'f:data': { 'f:a': {} } },
      configMap({ a: '1' }),
    ],
    [
      'keeps what is not owned',
      configMap({ a: '1', b: '2' }),
      { 'f:data': { '.': {}, 'f:b': {} } },
      { 'f:data': { 'f:b': {} } },
      configMap({ a: '1', b: '2' }),
    ],
    [
      'takes a field with what nobody owns below',
      deployment({ securityContext: { runAsUser: 1, added: true } }),
      inContainer({ 'f:securityContext': { 'f:runAsUser': {} } }),
      inContainer(member),
      deployment(),
    ],
    [
      'keeps a field with something kept below',
      deployment({ resources: { limits: { cpu: '1', memory: '2' } } }),
      inContainer({ 'f:resources': { 'f:limits': { '.': {}, 'f:cpu': {} } } }),
      inContainer({ ...member, 'f:resources': { 'f:limits': { 'f:memory': {} } } }),
      deployment({ resources: { limits: { memory: '2' } } }),
    ],
    [
      'empties a field that is declared empty',
      deployment({ resources: { limits: { cpu: '1' } } }),
      inContainer({ 'f:resources': { 'f:limits': { 'f:cpu': {} } } }),
      inContainer({ ...member, 'f:resources': {} }),
      deployment({ resources: {} }),
    ],
    [
      'takes an item that nobody else has',
      deployment({
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      }),
      inContainer({ 'f:env': { 'k:{"name":"B"}': { '.': {}, 'f:name': {}, 'f:value': {} } } }),
      inContainer({ ...member, 'f:env': { 'k:{"name":"A"}': { '.': {}, 'f:name': {} } } }),
      deployment({ env: [{ name: 'A', value: '1' }] }),
    ],
    [
      'takes an item of which others have fields only',
      deployment({ env: [{ name: 'B', value: '2' }] }),
      inContainer({ 'f:env': { 'k:{"name":"B"}': { '.': {}, 'f:name': {} } } }),
      inContainer({ ...member, 'f:env': { 'k:{"name":"B"}': { 'f:value': {} } } }),
      deployment({ env: [] }),
    ],
    [
      'takes a field of an item, never its keys',
      deployment({ env: [{ name: 'A', value: '1' }] }),
      inContainer({ 'f:env': { 'k:{"name":"A"}': { 'f:name': {}, 'f:value': {} } } }),
      inContainer({ ...member, 'f:env': { 'k:{"name":"A"}': { '.': {} } } }),
      deployment({ env: [{ name: 'A' }] }),
    ],
    [
      'takes an item of a set',
      configMap({}, { finalizers: ['a', 'b'] }),
      { 'f:metadata': { 'f:finalizers': { 'v:"a"': {} } } },
      { 'f:metadata': { 'f:finalizers': { 'v:"b"': {} } } },
      configMap({}, { finalizers: ['b'] }),
    ],
    [
      'takes an item by index',
      configMap({ l: ['a', 'b'] }),
      { 'f:data': { 'f:l': { 'i:1': {} } } },
      { 'f:data': { 'f:l': { 'i:0': {} } } },
      configMap({ l: ['a'] }),
    ],
    [
      'reads keys in any order',
      configMap({ l: [{ p: 80, q: 'T' }] }),
      { 'f:data': { 'f:l': { 'k:{"q":"T", "p":80}': { '.': {} } } } },
      { 'f:data': { 'f:l': { 'k:{"p":80,"q":"T"}': { '.': {} } } } },
      configMap({ l: [{ p: 80, q: 'T' }] }),
    ],
    [
      'never takes the metadata',
      configMap({ a: '1' }),
      { 'f:metadata': { 'f:labels': {} } },
      { 'f:data': {} },
      configMap({ a: '1' }),
    ],
    [
      'passes over what is not there',
      configMap({ a: '1' }),
      { 'f:spec': { 'f:x': {} }, 'f:data': { 'k:{}': {}, 'k:[': {}, other: {} } },
      { 'f:data': {} },
      configMap({ a: '1' }),
    ],
  ])('%s', (_, object, owned, kept, expected) => {
    expect(withoutFields(object, parseFieldSet(owned), parseFieldSet(kept))).toEqual(expected);
  });

  it('changes nothing where all is kept, and never throws', () => {
    const element = fc.oneof(
      fc.string().map((name) => `f:${name}`),
      fc.string().map((name) => `k:{"name":${JSON.stringify(name)}}`),
      fc.constantFrom('.', 'v:1', 'i:0', 'k:', 'v:'),
    );
    const { fields } = fc.letrec<{ fields: JsonObject }>((tie) => ({
      fields: fc.dictionary(element, fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('fields'))),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fields, fields, (object, one, other) => {
        const [a, b] = [parseFieldSet(one), parseFieldSet(other)];
        const both = unionOf([a, b]);
        expect(withoutFields(object as JsonObject, a, both)).toBe(object);
        withoutFields(object, a, b);
        expect(differenceOf(a, both)).toEqual(noFields);
        expect(unionOf([differenceOf(both, a), a])).toEqual(both);
      }),
    );
  });
});
