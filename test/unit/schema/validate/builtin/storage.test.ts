import { describe, expect, it } from 'vitest';
import { findingsIn, judged } from '../judged.ts';
import { catalogueKind } from './catalogueKinds.ts';

const start = (kind: string): string => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: a}\n`;

describe('a Secret', () => {
  const secret = catalogueKind('v1', 'Secret');

  it.each([
    ['data: {a: aGVsbG8=}\nstringData: {b: x}'],
    ['data: {a: «hunter2¦format: data.a must be base64.»}'],
    ['stringData: {pin: «12345¦wrong-type: stringData.pin must be text, not a number. Quote it.»}'],
    ['stringData: {pin: «0777¦wrong-type: stringData.pin must be text, not a number. Quote it.»}'],
    ['data: {«a b¦metadata: The key "a b" may hold only letters, digits, "-", "_" and ".".»: aGVsbG8=}'],
    [
      'type: «kubernetes.io/tls¦missing-field: A Secret of the type kubernetes.io/tls needs the key "tls.key".»\ndata: {tls.crt: aGVsbG8=}',
    ],
    ['type: kubernetes.io/ssh-auth\nstringData: {ssh-privatekey: x}'],
  ])('shows no value: %s', (fields) => {
    expect(judged(`${start('Secret')}${fields}\n`, secret)).toBe(`${start('Secret')}${fields}\n`);
  });
});

describe('a ConfigMap', () => {
  const configMap = catalogueKind('v1', 'ConfigMap');

  it('has each key once', () => {
    const source = `${start('ConfigMap')}data: {«a¦duplicate-item: The key "a" stands in binaryData, too.»: b}\nbinaryData: {a: aGVsbG8=}\n`;
    expect(judged(source, configMap)).toBe(source);
  });

  it('holds at most 1 MiB', () => {
    const text = `${start('ConfigMap')}data: {a: "${'x'.repeat(1024 * 1024 + 1)}"}\n`;
    expect(findingsIn(text, configMap).map(({ code }) => code)).toEqual(['size']);
  });
});

describe('a PersistentVolumeClaim', () => {
  const claim = catalogueKind('v1', 'PersistentVolumeClaim');
  const codes = (spec: string): string[] =>
    findingsIn(`${start('PersistentVolumeClaim')}spec: ${spec}\n`, claim).map(({ code }) => code);

  it.each([
    ['{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}', []],
    ['{accessModes: [ReadWriteOnce]}', ['missing-field']],
    ['{accessModes: [], resources: {requests: {storage: 1Gi}}}', ['missing-field']],
    ['{accessModes: [RWO], resources: {requests: {storage: 1Gi}}}', ['not-allowed']],
    ['{accessModes: [ReadWriteOnce], resources: {requests: {storage: 0}}}', ['out-of-range']],
  ])('%s', (spec, expected) => {
    expect(codes(spec)).toEqual(expected);
  });
});

describe('a CustomResourceDefinition', () => {
  const crd = catalogueKind('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
  const version = (name: string, storage: boolean): string =>
    `{name: ${name}, served: true, storage: ${storage}, schema: {openAPIV3Schema: {type: object}}}`;
  const messages = (name: string, ...versions: readonly string[]): string[] =>
    findingsIn(
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${name}}\n` +
        `spec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Thing, plural: things}\n  versions: [${versions.join(', ')}]\n`,
      crd,
    ).map(({ message }) => message);

  it('stores one version and is called by plural and group', () => {
    expect(messages('things.example.com', version('v1', true), version('v2', false))).toEqual([]);
    expect(messages('thing.example.com', version('v1', true))).toEqual([
      'The name must be the plural and the group: "things.example.com".',
    ]);
    expect(messages('things.example.com', version('v1', true), version('v2', true))).toEqual([
      'Exactly one version must have storage: true; 2 have.',
    ]);
    expect(messages('things.example.com', version('v1', true), version('v1', false))).toHaveLength(1);
    expect(messages('things.example.com', '{name: v1, served: true, storage: true}')).toEqual([
      'The version v1 needs a schema: schema.openAPIV3Schema.',
    ]);
  });
});
