import { describe, expect, it } from 'vitest';
import { customKind, findingsIn, judged, kindOf } from './judged.ts';

const kind = customKind({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
const start = 'apiVersion: example.com/v1\nkind: Thing\n';

describe('metadata', () => {
  it.each([
    ['a kind with a spec', { spec: {}, releases: {} }, 1],
    ['a kind without fields', {}, 1],
    ['a kind of configuration for a tool', { releases: {} }, 0],
  ])('must be there in %s', (_, properties, count) => {
    const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties } as const;
    const missing = (text: string) => findingsIn(text, kindOf(open, true));
    expect(missing(`${start}releases: []\n`)).toHaveLength(count);
    expect(missing(`${start}metadata: {}\n`)).toHaveLength(1);
  });

  it.each([
    ['metadata:\n  name: a.b-c'],
    ['metadata:\n  generateName: a-'],
    ['metadata:\n  name: a\n  labels: {a/b: c, "": x}'.replace(', "": x', '')],
    ['metadata:\n  name: a\n  annotations: {A.b/C_d: "x y", note: null}'],
    ['metadata:\n  name: a\n  creationTimestamp: null\n  labels: null'],
    [
      'metadata:\n  name: «A¦metadata: metadata.name is "A", which may hold only lower case letters, digits, "-" and ".", and must begin and end with a letter or digit.»',
    ],
    ['«metadata¦missing-field: Thing has no name. Set metadata.name.»:\n  namespace: a'],
    [
      'metadata:\n  name: a\n  namespace: «a.b¦metadata: metadata.namespace is "a.b", which may hold only lower case letters, digits and "-", and must begin and end with a letter or digit.»',
    ],
    [
      'metadata:\n  name: a\n  labels:\n    «a b¦metadata: The label key "a b" must have a name of letters, digits, "-", "_" and "." that begins and ends with a letter or digit.»: c',
    ],
    [
      'metadata:\n  name: a\n  labels:\n    a: «b c¦metadata: The value "b c" of the label "a" may hold only letters, digits, "-", "_" and ".", and must begin and end with a letter or digit.»',
    ],
    [
      'metadata:\n  name: a\n  labels:\n    a: «true¦wrong-type: metadata.labels.a must be text, not the boolean true. Quote it.»',
    ],
    [
      'metadata:\n  name: a\n  annotations:\n    «a/b/c¦metadata: The annotation key "a/b/c" holds more than one "/"; a key is a name with an optional prefix, e.g. "example.com/name".»: d',
    ],
    [
      'metadata:\n  name: a\n  «lables¦unknown-field: "lables" is not a field of Thing.metadata. Did you mean "labels"?»: {}',
    ],
    [
      'metadata:\n  name: a\n  finalizers:\n    - «a b¦metadata: metadata.finalizers[0] is "a b", which must have a name of letters, digits, "-", "_" and "." that begins and ends with a letter or digit.»',
    ],
  ])('judges %s', (metadata) => {
    expect(judged(`${start}${metadata}\n`, kind)).toBe(`${start}${metadata}\n`);
  });

  it('counts the bytes of annotations', () => {
    const text = `${start}metadata:\n  name: a\n  annotations: {a: "${'ä'.repeat(131_100)}"}\n`;
    expect(findingsIn(text, kind).map(({ message }) => message)).toEqual([
      'The annotations have 262201 bytes; at most 262144 are allowed.',
    ]);
  });

  it('does not judge a name that something else gives', () => {
    const isSupplied = (path: readonly (string | number)[]): boolean => path.join('.') === 'metadata.name';
    expect(findingsIn(`${start}metadata: {name: _}\n`, kind, { mode: 'object', isSupplied })).toEqual([]);
    expect(findingsIn(`${start}metadata: {}\n`, kind, { mode: 'object', isSupplied })).toEqual([]);
  });
});

describe('an embedded resource', () => {
  const holder = customKind({
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    'x-kubernetes-preserve-unknown-fields': true,
  });
  const whole = `${start}metadata: {name: a}\n`;

  it.each([
    ['spec: {apiVersion: v1, kind: ConfigMap, data: {a: b}}'],
    ['spec: {apiVersion: v1, kind: ConfigMap, metadata: {labels: null}}'],
    ['«spec¦missing-field: Thing.spec holds an object of its own, which lacks "kind".»: {apiVersion: v1}'],
    [
      'spec: {apiVersion: «a/b/c¦metadata: spec.apiVersion must be a version, or a group and a version: apps/v1.», kind: A}',
    ],
    [
      'spec: {apiVersion: v1, kind: A, metadata: {«nam¦unknown-field: "nam" is not a field of Thing.spec.metadata. Did you mean "name"?»: b}}',
    ],
  ])('judges %s', (spec) => {
    expect(judged(`${whole}${spec}\n`, holder)).toBe(`${whole}${spec}\n`);
  });
});
