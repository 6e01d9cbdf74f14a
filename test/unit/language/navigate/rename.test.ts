import { describe, expect, it } from 'vitest';
import { prepareRename, rename } from '../../../../src/language/navigate/rename.ts';
import { read } from '../references/fixture.ts';

const source = (name: string, namespace = 'flux-system') =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;
const flux = (name: string, spec: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {${spec}}\n`;
const ref = (name: string) => `sourceRef: {kind: GitRepository, name: ${name}}`;

/** The texts after the rename, or why there is none. */
function renamed(sources: Record<string, string>, name: string): Record<string, string> | string | undefined {
  const { files, cursor, context } = read(sources);
  const edits = rename(cursor.file, cursor.offset, name, context);
  if (edits === undefined) return undefined;
  if ('refusal' in edits) return edits.refusal;
  return Object.fromEntries(
    [...files].map(([path, file]) => {
      const own = edits.filter((edit) => edit.path === `/repo/${path}`).sort((a, b) => b.span.start - a.span.start);
      const text = own.reduce(
        (all, { span, text }) => all.slice(0, span.start) + text + all.slice(span.end),
        file.text,
      );
      return [path, text];
    }),
  );
}

describe('rename', () => {
  it('changes the declaration, patches and all references', () => {
    const of = (name: string, cursor = '') => ({
      'a.yaml': source(`${name}${cursor}`),
      'b.yaml': flux('apps', ref(name)),
      'c.yaml':
        flux('more', ref(name)) +
        '---\n' +
        flux('other', `sourceRef: {kind: GitRepository, name: fleet, namespace: x}`),
      'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: patch.yaml}]',
      'patch.yaml': source(name),
    });
    expect(renamed(of('fleet', '▮'), 'garden')).toEqual(of('garden'));
  });

  it('starts at a reference too, and quotes what would be no text', () => {
    const sources = { 'a.yaml': source('fleet'), 'b.yaml': flux('apps', ref('fl▮eet')) };
    expect(renamed(sources, '123')).toEqual({ 'a.yaml': source('"123"'), 'b.yaml': flux('apps', ref('"123"')) });
  });

  it.each([
    ['a name that is none', { 'a.yaml': source('fleet▮') }, 'Fleet', 'cannot be a name'],
    [
      'a name that is taken',
      { 'a.yaml': source('fleet▮'), 'b.yaml': source('garden') },
      'garden',
      'already, in b.yaml',
    ],
    ['a variable', { 'a.yaml': source('"▮a${X}"') }, 'a', 'holds a variable'],
    [
      'a prefix',
      { 'a.yaml': source('fleet▮'), 'kustomization.yaml': 'namePrefix: x-\nresources: [a.yaml]' },
      'a',
      'A prefix',
    ],
    ['two declarations', { 'a.yaml': source('fleet▮'), 'b.yaml': source('fleet') }, 'a', 'more than one place'],
    ['no declaration', { 'a.yaml': flux('apps', ref('fl▮eet')) }, 'a', 'not declared'],
    [
      'a namespace',
      { 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop▮}\n' },
      'a',
      'A namespace is named',
    ],
    [
      'a patch in place',
      {
        'a.yaml': source('fleet▮'),
        'kustomization.yaml': 'resources: [a.yaml]\npatches: [{target: {name: fleet}, patch: "[]"}]',
      },
      'a',
      'Rename it there first',
    ],
    [
      'an alias',
      {
        'a.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: &app web▮, namespace: x}\nspec: {valuesFrom: [{kind: Secret, name: *app}]}\n',
      },
      'a',
      'YAML alias',
    ],
  ])('refuses %s', (_, sources, name, reason) => {
    expect(renamed(sources, name)).toContain(reason);
  });

  it('is prepared where a name is', () => {
    const on = (text: string) => {
      const { cursor, context } = read({ 'a.yaml': text });
      return prepareRename(cursor.file, cursor.offset, context);
    };
    expect(on(source('fl▮eet'))).toMatchObject({ name: 'fleet' });
    expect(on(source('fleet').replace('kind', 'ki▮nd'))).toBeUndefined();
    expect(on(flux('apps', ref('fl▮eet')))).toMatchObject({
      refusal: expect.stringContaining('not declared') as string,
    });
  });
});
