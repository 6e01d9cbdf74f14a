import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../../src/schema/schema.ts';
import { anyKind, contextOf, findingsIn } from '../judge.ts';

const text: Schema = { type: 'string' };
const toy = anyKind('example.org/v1 Toy', {
  schema: {
    type: 'object',
    required: ['spec'],
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { type: 'object', properties: { name: text } },
      spec: {
        type: 'object',
        required: ['size', 'color'],
        properties: { size: { type: 'integer' }, color: text, tags: { type: 'array', items: { type: 'integer' } } },
      },
    },
  },
});

const head = 'apiVersion: example.org/v1\nkind: Toy\nmetadata:\n  name: a\n';
const codes = (source: string) => findingsIn(source, contextOf({ kinds: [toy] })).map(({ code }) => code);

describe('a document that is no YAML', () => {
  it('tells the error without what follows from it', () => {
    expect(codes(`${head}spec:\n  color: red\n size: 2\n`)).toEqual(['yaml-syntax']);
    expect(codes(`${head}spec:\n  color: "red\n  size: 2\n`)).toEqual(['yaml-syntax']);
    expect(codes(`${head}spec:\n  color: red\n\tsize: 2\n`)).toEqual(['yaml-syntax']);
    expect(codes(`${head}spec:\n  color: a: b\n  size: 2\n  sizes: 2\n`)).toEqual(['yaml-syntax']);
    expect(codes(`${head}spec:\n  tags: [a\n  size: 2\n`)).toEqual(['yaml-syntax']);
  });

  it('says nothing of comments whose finding may only not be found', () => {
    expect(codes(`${head}spec:\n  color: a: b\n  sizes: 2 # sluice-ignore unknown-field: old\n`)).toEqual([
      'yaml-syntax',
    ]);
  });

  it('keeps what is sure before it', () => {
    expect(codes(`${head}spec:\n  colour: red\n  size: two\n  color: a: b\n`)).toEqual([
      'unknown-field',
      'wrong-type',
      'yaml-syntax',
    ]);
  });
});
