import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/manifests/manifestFile.ts';
import { defaultSettings } from '../../../../src/language/context.ts';
import { yamlProblems } from '../../../../src/language/verdict/yamlProblems.ts';
import { anyKind, contextOf, findingsIn } from '../judge.ts';

describe('yamlProblems', () => {
  it.each([
    ['a: "b\n', 'not closed'],
    ['a: b: c\n', 'second ": "'],
    ['a:\n  b: 1\n c: 2\n', 'indentation'],
    ['a:\n\tb: 1\n', 'spaces, not with tabs'],
    ['a: *b\n', 'No anchor "&b"'],
    ['a: [b\n', 'closing ]'],
    ['a: {b: c\n', 'closing }'],
    ['a: @b\n', 'quotes'],
    ['a: "\\q"\n', 'backslash'],
    ['a: b\nc\n', '": " missing'],
  ])('says what is wrong with %j', (text, words) => {
    const found = yamlProblems(readDocument(text));
    expect(found.map(({ message }) => message).join('\n')).toContain(words);
    for (const { span } of found) {
      expect(span.end).toBeGreaterThan(span.start);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
  });

  it('finds nothing wrong with aliases that have an anchor', () => {
    expect(yamlProblems(readDocument('a: &x [1]\nb: *x\nc: "*y"\n'))).toEqual([]);
  });

  it('leaves keys that are there twice to others where they report them', () => {
    const source = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  name: b\n';
    const settings = { ...defaultSettings, reportYamlSyntax: false };
    const kinds = [anyKind('v1 ConfigMap')];
    expect(findingsIn(source, contextOf({ kinds })).map(({ code }) => code)).toEqual(['duplicate-key']);
    expect(findingsIn(source, contextOf({ kinds, settings }))).toEqual([]);
  });

  it('is told of a text that would be an object if it could be read', () => {
    const found = findingsIn('apiVersion: v1kind: ConfigMap\nmetadata:\n  name: web\n', contextOf({}));
    expect(found.map(({ code }) => code)).toEqual(['yaml-syntax']);
    expect(findingsIn('version: 3kind: x\nservices: {}\n', contextOf({}))).toEqual([]);
  });

  it('is left to others where they report it', () => {
    const source = 'apiVersion: v1\nkind: Pod\nmetadata: "x\n';
    expect(findingsIn(source)).toHaveLength(1);
    const settings = { ...defaultSettings, reportYamlSyntax: false };
    expect(findingsIn(source, contextOf({ settings }))).toEqual([]);
  });
});
