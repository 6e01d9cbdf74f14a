import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { kindsOfCrd } from '../../../../src/schema/fromCrd.ts';

const from = { origin: 'cluster', source: 'cluster staging' } as const;

function crd(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: { group: 'example.com', names: { kind: 'Widget', plural: 'widgets', shortNames: ['wd'] }, ...spec },
  };
}

const schema = { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } }, required: ['spec'] } };

describe('a CustomResourceDefinition', () => {
  test('declares each served version with the fields that every object has', () => {
    const kinds = kindsOfCrd(
      crd({
        scope: 'Cluster',
        versions: [
          { name: 'v1', served: true, schema },
          { name: 'v1beta1', served: true, deprecated: true, schema },
          { name: 'v1alpha1', served: false, schema },
        ],
      }),
      from,
    );
    expect(kinds.map(({ version, namespaced, deprecated }) => [version, namespaced, deprecated])).toEqual([
      ['v1', false, undefined],
      ['v1beta1', false, 'example.com/v1beta1 Widget is deprecated'],
    ]);
    expect(kinds[0]).toMatchObject({ kind: 'Widget', plural: 'widgets', shortNames: ['wd'], custom: true, ...from });
    expect(Object.keys(kinds[0]?.schema.properties ?? {})).toEqual(['apiVersion', 'kind', 'spec', 'metadata']);
    expect(kinds[0]?.schema.required).toEqual(['apiVersion', 'kind', 'spec']);
    expect(Object.keys(kinds[0]?.schema.properties?.['metadata']?.properties ?? {})).toContain('labels');
  });

  test('may warn in its own words', () => {
    const versions = [{ name: 'v1', served: true, deprecated: true, deprecationWarning: 'use Gadget', schema }];
    expect(kindsOfCrd(crd({ scope: 'Namespaced', versions }), from)[0]).toMatchObject({
      deprecated: 'use Gadget',
      namespaced: true,
    });
  });

  test('keeps what it demands of the name', () => {
    const narrowed = {
      openAPIV3Schema: { properties: { metadata: { properties: { name: { type: 'string', maxLength: 8 } } } } },
    };
    const [kind] = kindsOfCrd(crd({ versions: [{ name: 'v1', served: true, schema: narrowed }] }), from);
    const metadata = kind?.schema.properties?.['metadata'];
    expect(metadata?.properties?.['name']).toEqual({ type: 'string', maxLength: 8 });
    expect(metadata?.properties?.['labels']).toBeDefined();
  });

  test('of v1beta1 has one schema for its versions, or one version', () => {
    const both = kindsOfCrd(crd({ validation: schema, versions: [{ name: 'v2' }, { name: 'v1' }] }), from);
    expect(both.map(({ version }) => version)).toEqual(['v2', 'v1']);
    expect(kindsOfCrd(crd({ validation: schema, version: 'v1' }), from).map(({ version }) => version)).toEqual(['v1']);
  });
});

test.each([
  ['nothing', undefined],
  ['a text', 'CustomResourceDefinition'],
  ['another kind', { kind: 'Widget' }],
  ['no spec', { kind: 'CustomResourceDefinition' }],
  ['names of another type', crd({ names: ['Widget'], versions: [{ name: 'v1', schema }] })],
  ['versions of another type', crd({ versions: { v1: schema } })],
  ['no schema', crd({ versions: [{ name: 'v1', served: true }] })],
])('%s declares no kind', (_, value) => expect(kindsOfCrd(value, from)).toEqual([]));
