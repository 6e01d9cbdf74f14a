import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/flux/object.ts';
import { applyDefaults, applyDefaultsKeepingNulls, hasDefaults } from '../../../../src/schema/defaults.ts';
import type { Schema } from '../../../../src/schema/schema.ts';
import { kindOf } from './judged.ts';

const schema: Schema = {
  type: 'object',
  properties: {
    a: { type: 'string', default: 'x' },
    b: { type: 'string' },
    c: { type: 'string', nullable: true },
    deep: { type: 'object', default: {}, properties: { inner: { type: 'integer', default: 3 } } },
    list: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer', default: 1 } } } },
    map: { type: 'object', additionalProperties: { type: 'string', default: 'y' } },
    open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};
const custom = kindOf(schema, true);
const settled = (value: Json): Json => applyDefaults(value, schema, custom);

describe('applyDefaults', () => {
  it('adds defaults, also within those that it adds', () => {
    expect(settled({})).toEqual({ a: 'x', deep: { inner: 3 } });
    expect(settled({ deep: {}, list: [{}, { n: 2 }] })).toEqual({
      a: 'x',
      deep: { inner: 3 },
      list: [{ n: 1 }, { n: 2 }],
    });
  });

  it('drops nulls that are not allowed, and replaces them where there is a default', () => {
    expect(settled({ a: null, b: null, c: null, map: { m: null } })).toMatchObject({
      a: 'x',
      c: null,
      map: { m: 'y' },
    });
    expect(settled({ b: null })).not.toHaveProperty('b');
  });

  it('leaves nulls where nothing is known of them', () => {
    expect(settled({ open: { any: null } })).toMatchObject({ open: { any: null } });
  });

  it('shares what does not change', () => {
    const value = { a: 'x', deep: { inner: 4 }, open: { any: [1] } };
    expect(settled(value)).toBe(value);
  });

  it('keeps a key that every object has', () => {
    const value = JSON.parse('{"map": {"__proto__": "z"}}') as Json;
    expect(JSON.stringify(settled(value))).toContain('"__proto__":"z"');
  });

  it('gives kinds of Kubernetes no defaults, and decodes their nulls as Go does', () => {
    const kind = kindOf(schema, false);
    expect(applyDefaults({ a: null, map: { m: null } }, schema, kind)).toEqual({ map: { m: '' } });
  });
});

describe('applyDefaultsKeepingNulls', () => {
  it('keeps nulls of custom resources but for those of metadata', () => {
    const whole = kindOf({ type: 'object', properties: { spec: schema } }, true);
    const value = { metadata: { labels: null }, spec: { b: null } };
    expect(applyDefaultsKeepingNulls(value, whole.schema, whole)).toMatchObject({ metadata: {}, spec: { b: null } });
  });
});

describe('hasDefaults', () => {
  it('looks everywhere', () => {
    expect(hasDefaults(schema)).toBe(true);
    expect(hasDefaults({ type: 'array', items: { additionalProperties: { default: 1 } } })).toBe(true);
    expect(hasDefaults({ type: 'object', properties: { a: { type: 'string' } } })).toBe(false);
  });
});
