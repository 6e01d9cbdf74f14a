import { describe, expect, test } from 'vitest';
import { kindOfJsonSchema, kindOfPath } from '../../../../src/schema/fromJsonSchema.ts';

describe('the path of a schema file', () => {
  test.each([
    ['schemas/cert-manager.io/certificate_v1.json', { group: 'cert-manager.io', kind: 'certificate', version: 'v1' }],
    ['core/pod_v1.json', { group: '', kind: 'pod', version: 'v1' }],
    ['C:\\schemas\\a.io\\widget_v1beta1.json', { group: 'a.io', kind: 'widget', version: 'v1beta1' }],
    ['widget_v1.json', undefined],
    ['a.io/widget.json', undefined],
  ])('%s', (path, kind) => expect(kindOfPath(path)).toEqual(kind));
});

const of = { group: 'a.io', version: 'v1', kind: 'widget' };

describe('a JSON schema', () => {
  test('becomes a structural one', () => {
    const spec = {
      type: 'object',
      additionalProperties: false,
      properties: {
        size: { type: ['integer', 'null'], minimum: 1 },
        mode: { const: 'fast' },
        port: { type: ['integer', 'string'] },
        names: { type: 'array', items: { $ref: '#/$defs/name' } },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        $schema: { type: 'string' },
      },
    };
    const kind = kindOfJsonSchema(
      {
        properties: { kind: { enum: ['Widget'] }, spec },
        additionalProperties: false,
        $defs: { name: { maxLength: 3 } },
      },
      of,
      'a.json',
    );
    expect(kind).toMatchObject({ kind: 'Widget', origin: 'user', source: 'a.json' });
    expect(kind?.schema.properties?.['spec']).toEqual({
      type: 'object',
      properties: {
        size: { type: 'integer', nullable: true, minimum: 1 },
        mode: { enum: ['fast'] },
        port: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
        names: { type: 'array', items: { $ref: 'name' } },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        $schema: { type: 'string' },
      },
    });
    expect(kind?.definition('name')).toEqual({ maxLength: 3 });
    expect(kind?.definition('toString')).toBeUndefined();
    expect(kind?.schema.properties?.['metadata']?.properties?.['labels']).toBeDefined();
  });

  test('that leaves an object open leaves it open', () => {
    const open = { type: 'object', properties: { a: { type: 'string' } } };
    const schema = kindOfJsonSchema({ properties: { spec: open }, additionalProperties: false }, of, '')?.schema;
    expect(schema?.properties?.['spec']).toEqual({ ...open, 'x-kubernetes-preserve-unknown-fields': true });
    expect(schema?.['x-kubernetes-preserve-unknown-fields']).toBeUndefined();
  });

  test('that is nested without end is read to a depth', () => {
    let nested: object = { type: 'string' };
    for (let depth = 0; depth < 50_000; depth += 1) nested = { properties: { a: nested } };
    expect(kindOfJsonSchema(nested as never, of, '')).toBeDefined();
  });
});

test.each([[undefined], ['text'], [[]], [{ type: 'string' }], [{ properties: [] }]])(
  '%j is none of an object',
  (value) => {
    expect(kindOfJsonSchema(value, of, '')).toBeUndefined();
  },
);
