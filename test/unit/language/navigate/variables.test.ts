import { describe, expect, it } from 'vitest';
import { definition } from '../../../../src/language/navigate/definition.ts';
import { findReferences } from '../../../../src/language/navigate/findReferences.ts';
import { prepareRename, rename } from '../../../../src/language/navigate/rename.ts';
import { read, withPlaces } from '../references/fixture.ts';

const flux = (name: string, path: string, postBuild: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\n` +
  `spec: {path: ${path}, postBuild: {${postBuild}}}\n`;
const config = (data: string, name = 'c') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: flux-system}\ndata: {${data}}\n`;

/** A variable that one Kustomization gives, with its uses, and the same name elsewhere. */
const fleet = (key: string, use: string) => ({
  'clusters/apps.yaml': flux('apps', './apps', `substitute: {${key}: a.org}`),
  'clusters/infra.yaml': flux('infra', './infra', 'substitute: {DOMAIN: b.org}'),
  'apps/kustomization.yaml': `resources: [a.yaml]\npatches: [{path: patch.yaml}]\nnamespace: "\${${use}}"\n`,
  'apps/a.yaml':
    config(`a: "https://\${${use}:=none}/$\${DOMAIN}", b: "\${OTHER}"`) +
    `--- # \${DOMAIN}\n${config(`x: "\${${use}}"`, 'd')}`,
  'apps/patch.yaml': config(`p: "\${${use}}"`),
  'infra/b.yaml': config('a: "${DOMAIN}"'),
});

describe('a variable of postBuild.substitute', () => {
  it('is found wherever its Kustomization applies it', () => {
    const expected = fleet('«DOMAIN»', '«DOMAIN»');
    for (const sources of [
      fleet('DOM▮AIN', 'DOMAIN'),
      { ...fleet('DOMAIN', 'DOMAIN'), 'apps/patch.yaml': config('p: "${DOM▮AIN}"') },
    ]) {
      const given = read(sources);
      const places = findReferences(given.cursor.file, given.cursor.offset, given.context, true);
      expect(withPlaces(given, places)).toEqual(expected);
    }
  });

  it('is left out where only its uses are asked for', () => {
    const given = read(fleet('DOM▮AIN', 'DOMAIN'));
    const places = findReferences(given.cursor.file, given.cursor.offset, given.context, false);
    expect(withPlaces(given, places)).toEqual(fleet('DOMAIN', '«DOMAIN»'));
  });

  it('is defined by its key', () => {
    const given = read(fleet('DOM▮AIN', 'DOMAIN'));
    expect(withPlaces(given, definition(given.cursor.file, given.cursor.offset, given.context))).toEqual(
      fleet('«DOMAIN»', 'DOMAIN'),
    );
  });

  it('is renamed in all of them', () => {
    const { files, cursor, context } = read(fleet('DOM▮AIN', 'DOMAIN'));
    const start = cursor.file.text.indexOf('DOMAIN');
    expect(prepareRename(cursor.file, cursor.offset, context)).toMatchObject({ name: 'DOMAIN', span: { start } });
    const edits = rename(cursor.file, cursor.offset, 'HOST', context);
    if (edits === undefined || 'refusal' in edits) throw new Error(JSON.stringify(edits));
    const texts = Array.from(files, ([path, { text }]) => {
      const own = edits.filter((edit) => edit.path === `/repo/${path}`).sort((a, b) => b.span.start - a.span.start);
      return [path, own.reduce((all, { span, text: to }) => all.slice(0, span.start) + to + all.slice(span.end), text)];
    });
    expect(Object.fromEntries(texts)).toEqual(fleet('HOST', 'HOST'));
  });

  it.each([
    ['a name that none can have', { 'ks.yaml': flux('apps', './apps', 'substitute: {A▮: a}') }, 'my-var', 'letters'],
    ['a name that is taken', { 'ks.yaml': flux('apps', './apps', 'substitute: {A▮: a, B: b}') }, 'B', 'already'],
    [
      'one that a ConfigMap gives, too',
      {
        'ks.yaml': flux('apps', './apps', 'substitute: {A▮: a}, substituteFrom: [{kind: ConfigMap, name: c}]'),
        'c.yaml': config('A: b'),
      },
      'B',
      'given by c.yaml too',
    ],
    ['one that nothing gives', { 'a.yaml': config('a: "${A▮}"') }, 'B', 'in no postBuild.substitute'],
  ])('is not renamed: %s', (_, sources, name, words) => {
    const { cursor, context } = read(sources);
    const edits = rename(cursor.file, cursor.offset, name, context);
    expect(edits).toMatchObject({ refusal: expect.stringContaining(words) as string });
  });

  it('changes for all whose files use it', () => {
    const of = (name: string) => ({
      'clusters/one.yaml': flux('one', './apps', `substitute: {${name}: a}`),
      'clusters/two.yaml': flux('two', './apps', `substitute: {${name}: b}`),
      'apps/a.yaml': config(`a: "\${${name}}"`),
    });
    const { cursor, context } = read({
      ...of('A'),
      'clusters/one.yaml': flux('one', './apps', 'substitute: {A▮: a}'),
    });
    const edits = rename(cursor.file, cursor.offset, 'B', context);
    expect(Array.isArray(edits) && edits.length).toBe(3);
  });
});
