import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../../src/schema/schema.ts';
import { customKind, findingsIn, head, kindOf } from './judged.ts';

const text: Schema = { type: 'string' };
const strings = { one: text, two: text, three: text };

function messages(schema: Schema, spec: string, isOpaque?: (part: string) => boolean): string[] {
  const options = isOpaque === undefined ? { mode: 'object' as const } : { mode: 'object' as const, isOpaque };
  return findingsIn(`${head}spec: ${spec}\n`, customKind(schema), options).map(({ message }) => message);
}

describe('oneOf', () => {
  const either: Schema = {
    type: 'object',
    properties: strings,
    oneOf: [{ required: ['one'] }, { required: ['two'] }],
  };

  it('takes one alternative', () => {
    expect(messages(either, '{one: a}')).toEqual([]);
  });

  it('names the fields of which one must be set', () => {
    expect(messages(either, '{three: a}')).toEqual(['Thing.spec needs one of "one", "two".']);
  });

  it('names the fields of which only one may be set', () => {
    expect(messages(either, '{one: a, two: b}')).toEqual(['Thing.spec may have only one of "one", "two".']);
  });

  it('counts a null that is allowed as set', () => {
    const root = { ...either, properties: { ...strings, one: { type: 'string', nullable: true } as const } };
    expect(messages(root, '{one: null, two: b}')).toEqual(['Thing.spec may have only one of "one", "two".']);
  });

  it('sees defaults', () => {
    const given = { ...either, properties: { ...strings, two: { type: 'string', default: 'b' } as const } };
    expect(messages(given, '{three: a}')).toEqual([]);
    expect(messages(given, '{one: a}')).toEqual(['Thing.spec may have only one of "one", "two".']);
  });

  it('says nothing where a variable decides', () => {
    const kinds: Schema = {
      type: 'object',
      properties: strings,
      oneOf: [{ properties: { one: { enum: ['a'] } } }, { properties: { one: { enum: ['b'] } } }],
    };
    expect(messages(kinds, '{one: $x}', (part) => part.startsWith('$'))).toEqual([]);
    expect(messages(kinds, '{one: c}')).toHaveLength(1);
  });
});

describe('anyOf', () => {
  const range: Schema = {
    type: 'object',
    properties: {
      share: { 'x-kubernetes-int-or-string': true, anyOf: [{ minimum: 1, pattern: '^[0-9]+%$' }, { enum: ['none'] }] },
    },
  };

  it.each(['5', '"5%"', 'none'])('takes %s', (value) => {
    expect(messages(range, `{share: ${value}}`)).toEqual([]);
  });

  it('tells what the nearest alternative wants', () => {
    expect(messages(range, '{share: 0}')).toEqual([
      'Thing.spec.share fits none of 2 alternatives. Nearest: spec.share is 0, but must be at least 1.',
    ]);
  });
});

describe('allOf', () => {
  it('holds for each', () => {
    const both: Schema = { type: 'object', properties: strings, allOf: [{ required: ['one'] }, { required: ['two'] }] };
    expect(messages(both, '{one: a}')).toEqual(['Thing.spec lacks the required field "two".']);
  });

  it("is the schema itself where Kubernetes' OpenAPI writes a reference so", () => {
    const wrapped = kindOf({ type: 'object', properties: { spec: { allOf: [{ $ref: 'Spec' }] } } }, false, {
      Spec: { type: 'object', properties: strings },
    });
    const found = findingsIn(`${head}spec: {on: a}\n`, wrapped);
    expect(found.map(({ code }) => code)).toEqual(['unknown-field']);
  });
});

describe('not', () => {
  const closed: Schema = { type: 'object', properties: strings, not: { required: ['three'] } };

  it('names what is forbidden', () => {
    expect(messages(closed, '{three: a}')).toEqual(['Thing.spec must not have "three" here.']);
    expect(messages(closed, '{one: a}')).toEqual([]);
  });

  it('says nothing where a variable decides', () => {
    const never: Schema = { type: 'object', properties: strings, not: { properties: { one: { pattern: '^a' } } } };
    expect(messages(never, '{one: ab}')).toHaveLength(1);
    expect(messages(never, '{one: $a}', (part) => part.startsWith('$'))).toEqual([]);
  });
});
