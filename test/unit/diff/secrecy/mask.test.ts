import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { noFields } from '../../../../src/diff/values/fieldSets.ts';
import { createMasks, masked, maskedMessage } from '../../../../src/diff/secrecy/mask.ts';
import { longValues, secretPlaces } from '../../../../src/diff/secrecy/maskByPosition.ts';
import { configMap, deployment, schemaFor } from '../objects.ts';

const secret = (rest: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'login', ...metadata },
  ...rest,
});

function scalarsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object') return [typeof value === 'string' ? value : JSON.stringify(value)];
  return Object.values(value ?? {}).flatMap(scalarsOf);
}

describe('masked', () => {
  it('hides the values of Secrets, equal ones alike', () => {
    const masks = createMasks();
    expect(
      masked(secret({ type: 'Opaque', data: { a: btoa('same'), b: btoa('other') }, stringData: { c: 'same' } }), masks),
    ).toEqual(secret({ type: 'Opaque', data: { a: '*** (1)', b: '*** (2)' }, stringData: { c: '*** (1)' } }));
    expect(masked(secret({ stringdata: { d: 'other', e: 7 } }), masks)).toEqual(
      secret({ stringdata: { d: '*** (2)', e: '*** (3)' } }),
    );
  });

  it('keeps apart what is no text', () => {
    const masks = createMasks();
    const shown = masked(secret({ data: { a: btoa('\u00ff\u00fe'), b: btoa('\u00ff\u00fd'), c: '%' } }), masks);
    expect(shown['data']).toEqual({ a: '*** (1)', b: '*** (2)', c: '*** (3)' });
  });

  it('hides what kubectl keeps of objects', () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":"planted"}', a: 'b' };
    expect(JSON.stringify(masked(secret({}, { annotations }), createMasks()))).not.toContain('planted');
  });

  it('says what is encrypted, anywhere', () => {
    const cipher = 'ENC[AES256_GCM,data:abc,iv:d,tag:e,type:str]';
    const masks = createMasks();
    expect(masked({ ...configMap({ a: cipher, b: `${cipher}]`, c: 'open' }), sops: { mac: cipher } }, masks)).toEqual(
      configMap({ a: 'encrypted (1)', b: 'encrypted (2)', c: 'open' }),
    );
    expect(masked(secret({ data: { a: cipher } }), masks)['data']).toEqual({ a: 'encrypted (1)' });
  });

  it('hides all scalars of a Secret, whatever its shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const shown = masked(secret({ data: data }), createMasks())['data'] ?? null;
        expect(scalarsOf(shown).filter((one) => !/^(?:\*\*\*|encrypted) \(\d+\)$/.test(one))).toEqual([]);
      }),
    );
  });
});

describe('secretPlaces', () => {
  const built = (password: string, extra: readonly JsonObject[] = []): JsonObject =>
    deployment({ args: ['--user', `--password=${password}`], env: [{ name: 'PASSWORD', value: password }, ...extra] });
  const places = secretPlaces(built('correct-horse'), built('battery-staple'), schemaFor(built('')));

  it('hides whole scalars, equal ones alike', () => {
    expect(masked(built('correct-horse'), createMasks(), places)).toEqual(
      deployment({ args: ['--user', '*** (1)'], env: [{ name: 'PASSWORD', value: '*** (2)' }] }),
    );
  });

  it('hides items of a live object at other places, and its old values', () => {
    const live = deployment({ args: ['--old=battery'], env: [{ name: 'B' }, { name: 'PASSWORD', value: 'old' }] });
    expect(masked(live, createMasks(), places)).toEqual(
      deployment({ args: ['*** (1)'], env: [{ name: 'B' }, { name: 'PASSWORD', value: '*** (2)' }] }),
    );
  });

  it('hides a value that stands elsewhere too, unless it is short', () => {
    const elsewhere = built('correct-horse', [{ name: 'URL', value: 'db://user:correct-horse@host' }]);
    expect(JSON.stringify(masked(elsewhere, createMasks(), places))).not.toContain('correct-horse');
    const short = secretPlaces(configMap({ a: '1' }), configMap({ a: '2' }));
    expect(masked(configMap({ a: '1', b: '1' }), createMasks(), short)).toEqual(configMap({ a: '*** (1)', b: '1' }));
  });

  it('hides a list or map as a whole where a secret decides on its shape', () => {
    const shaped = secretPlaces(configMap({ l: [1], m: { a: '1' } }), configMap({ l: [1, 2], m: { b: '1' } }));
    expect(masked(configMap({ l: [1], m: { a: '1' } }), createMasks(), shaped)).toEqual(
      configMap({ l: '*** (1)', m: '*** (2)' }),
    );
  });

  it('hides nothing twice', () => {
    const places = secretPlaces(secret({ stringData: { a: 'one' } }), secret({ stringData: { a: 'two' } }));
    expect(masked(secret({ stringData: { a: 'one' } }), createMasks(), places)).toEqual(
      secret({ stringData: { a: '*** (1)' } }),
    );
  });
});

describe('longValues', () => {
  it('are hidden in objects without places of their own', () => {
    const places = { places: noFields, values: longValues(['planted-value', 'prod', 7, undefined]) };
    expect(places.values).toEqual(['planted-value']);
    expect(masked(configMap({ a: 'x planted-value', b: 'prod' }), createMasks(), places)).toEqual(
      configMap({ a: '*** (1)', b: 'prod' }),
    );
  });
});

describe('maskedMessage', () => {
  const object = secret({ stringData: { a: 'planted-value' }, data: { b: btoa('planted-other') } });
  it.each<[string, string]>([
    ['stringData.a: planted-value is wrong', 'stringData.a: *** is wrong'],
    [`data.b: ${btoa('planted-other')} is wrong`, 'data.b: *** is wrong'],
    ['data[c]: Invalid value: "planted \\"x\\"": wrong', 'data[c]: Invalid value: "***": wrong'],
    ['type: Unsupported value: "planted": supported', 'type: Unsupported value: "***": supported'],
    [
      'illegal base64 data at input byte 4, error found in #10 byte of ...|"a":"planted"|...',
      'illegal base64 data at input byte 4',
    ],
  ])('%s', (message, expected) => {
    expect(maskedMessage(message, [undefined, object])).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['x7', 'data.a: "x7" is no x76', 'data.a: "***" is no x76'],
    ['7', 'must be more than 7, not 70', 'must be more than ***, not 70'],
    ['.*', 'data.a: .* matches all', 'data.a: *** matches all'],
    ['say "hi"', 'data.a: "say \\"hi\\"" is odd', 'data.a: "***" is odd'],
    ['pin', 'data[a]: Duplicate value: "pins"', 'data[a]: Duplicate value: "***"'],
  ])('hides %j, which is short or quoted', (value, message, expected) => {
    expect(maskedMessage(message, [secret({ stringData: { key: value } })])).toBe(expected);
  });

  it('leaves what is said of objects without secrets', () => {
    const message = 'spec.ports: Invalid value: 99999: must be between 1 and 65535';
    expect(maskedMessage(message, [configMap({})])).toBe(message);
  });

  it('hides values that were substituted', () => {
    const places = secretPlaces(configMap({ a: 'planted-one' }), configMap({ a: 'other' }));
    expect(maskedMessage('data.a: planted-one', [configMap({ a: 'planted-one' })], places)).toBe('data.a: ***');
  });
});
