import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { changesBetween } from '../../../../src/diff/values/compare.ts';
import { forView, withoutNoise } from '../../../../src/diff/showing/forView.ts';
import { configMap, deployment, schemaFor } from '../objects.ts';

describe('forView', () => {
  it('takes away what nobody declares', () => {
    const annotations = { a: 'b', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    const noise = {
      uid: 'u',
      resourceVersion: '1',
      generation: 2,
      creationTimestamp: 't',
      managedFields: [],
      selfLink: 's',
    };
    const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps' };
    expect(
      forView({ ...configMap({ a: '1' }, { ...noise, annotations, labels, finalizers: ['f'] }), status: {} }),
    ).toEqual(configMap({ a: '1' }, { annotations: { a: 'b' }, labels, finalizers: ['f'] }));
    expect(forView(deployment({}, { template: { metadata: { creationTimestamp: null } } }))).not.toHaveProperty(
      'spec.template.metadata.creationTimestamp',
    );
  });

  it('puts fields into one order', () => {
    const shown = forView({
      spec: { b: [{ z: 1, name: 'x' }], a: 1 },
      metadata: { namespace: 'n', labels: {}, name: 'w' },
      kind: 'K',
      apiVersion: 'v1',
    });
    expect(JSON.stringify(shown)).toBe(
      '{"apiVersion":"v1","kind":"K","metadata":{"name":"w","namespace":"n","labels":{}},"spec":{"a":1,"b":[{"name":"x","z":1}]}}',
    );
  });

  it('says the same of an object whatever the order of its fields', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse()) as JsonObject;
        expect(JSON.stringify(forView(reversed))).toBe(JSON.stringify(forView(object as JsonObject)));
      }),
    );
  });
});

const limits = (cpu: string, memory: string): JsonObject => deployment({ resources: { limits: { cpu, memory } } });
const env = (...names: readonly string[]): JsonObject =>
  deployment({ env: names.map((name) => ({ name, value: name })) });

describe('withoutNoise', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['equal quantities', limits('1000m', '1024Mi'), limits('1', '1Gi'), limits('1000m', '1024Mi')],
    ['other quantities', limits('1000m', '1Gi'), limits('1100m', '1G'), limits('1100m', '1G')],
    ['the order of items with keys', env('A', 'B', 'C'), env('C', 'A', 'B'), env('A', 'B', 'C')],
    ['new items in their place', env('A', 'B'), env('X', 'A', 'Y', 'B', 'Z'), env('X', 'A', 'Y', 'B', 'Z')],
    ['new items beside moved ones', env('A', 'B'), env('B', 'Y', 'A'), env('A', 'B', 'Y')],
    ['items that go', env('A', 'B'), env('B'), env('B')],
    [
      'the order of lists that count as a whole',
      deployment({ args: ['a', 'b'] }),
      deployment({ args: ['b', 'a'] }),
      deployment({ args: ['b', 'a'] }),
    ],
    [
      'ports, not by their names',
      deployment({ ports: [{ containerPort: 80 }, { containerPort: 81 }] }),
      deployment({ ports: [{ containerPort: 81 }, { containerPort: 80 }] }),
      deployment({ ports: [{ containerPort: 80 }, { containerPort: 81 }] }),
    ],
    ['idle empty maps', deployment(), deployment({ resources: {}, securityContext: {} }), deployment()],
    ['empty maps that say something', deployment(), deployment({ volumes: {} }), deployment({ volumes: {} })],
    ['texts that look like quantities', configMap({ cpu: '1000m' }), configMap({ cpu: '1' }), configMap({ cpu: '1' })],
  ])('%s', (_, before, after, expected) => {
    expect(withoutNoise(before, after, schemaFor(after)).after).toEqual(expected);
  });

  it('takes idle empty maps off the state before as well', () => {
    expect(withoutNoise(deployment({ resources: {} }), deployment()).before).toEqual(deployment());
  });

  it('leaves items that cannot be told apart', () => {
    const twice = env('A', 'A');
    expect(withoutNoise(twice, env('A'), schemaFor(twice)).after).toEqual(env('A'));
  });

  it('never makes up a difference', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const { before, after } = withoutNoise(object, structuredClone(object));
        expect(changesBetween(before, after)).toEqual([]);
      }),
    );
  });
});
