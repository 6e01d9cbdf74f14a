import { describe, expect, it } from 'vitest';
import { definition } from '../../../../src/language/navigate/definition.ts';
import { documentLinks } from '../../../../src/language/navigate/documentLinks.ts';
import { findReferences } from '../../../../src/language/navigate/findReferences.ts';
import { read, withPlaces } from '../references/fixture.ts';

/** Marks `«»` where the definition of what the cursor is on stands. */
function defined(sources: Record<string, string>): Record<string, string> {
  const workspace = read(sources);
  const { file, offset } = workspace.cursor;
  return withPlaces(workspace, definition(file, offset, workspace.context));
}

function withoutCursor(sources: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(sources).map(([path, text]) => [path, text.replace('▮', '')]));
}

const source = (name: string, namespace: string) =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
const flux = (name: string, spec: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {${spec}}\n`;
const release = (spec: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\nspec: {${spec}}\n`;

describe('definition', () => {
  it.each<[string, Record<string, string>]>([
    [
      'an object in the right namespace',
      {
        'a.yaml': flux('apps', 'sourceRef: {kind: GitRepository, name: fl▮eet}'),
        'b.yaml': source('«fleet»', 'flux-system'),
        'c.yaml': source('fleet', 'other'),
      },
    ],
    [
      'an object of another namespace where there is no better',
      {
        'a.yaml': flux('apps', 'sourceRef: {kind: GitRepository, name: fleet▮}'),
        'c.yaml': source('«fleet»', 'other'),
      },
    ],
    [
      'what makes a Secret',
      {
        'a.yaml': release('valuesFrom: [{kind: Secret, name: ▮values}]'),
        'b.yaml':
          'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: web, namespace: shop}\nspec: {target: {name: «values»}}\n',
      },
    ],
    [
      'a generator',
      {
        'kustomization.yaml': 'namespace: shop\nresources: [a.yaml]\nconfigMapGenerator:\n  - name: «values»\n',
        'a.yaml': release('valuesFrom: [{kind: ConfigMap, name: ▮values}]'),
      },
    ],
    [
      'the patched object of a patch',
      {
        'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: patch.yaml}]\n',
        'a.yaml': release('interval: 1h').replace('name: web', 'name: «web»'),
        'patch.yaml': release('interval: 2h').replace('name: web', 'name: we▮b'),
      },
    ],
    [
      'a variable, where a Kustomization and a ConfigMap give it',
      {
        'apps/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "${DOM▮AIN:=local}"}\n',
        'ks.yaml': flux(
          'apps',
          'path: apps, postBuild: {substitute: {DOMAIN: «a.org»}, substituteFrom: [{kind: ConfigMap, name: c}]}',
        ),
        'c.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: flux-system}\ndata: {«DOMAIN: b.org»}\n',
      },
    ],
    [
      'a namespace',
      {
        'a.yaml': source('fleet', 'fl▮ux-system'),
        'b.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: «flux-system»}\n',
      },
    ],
    ['nothing for a field', { 'a.yaml': flux('apps', 'pr▮une: true') }],
    ['nothing outside the document', { 'a.yaml': '▮' }],
  ])('finds %s', (_, sources) => {
    expect(defined(sources)).toEqual(withoutCursor(sources));
  });

  it.each([
    ['a file', 'resources: [▮a.yaml]', ['/repo/app/a.yaml']],
    ['a folder', 'resources: [../ba▮se]', ['/repo/base/kustomization.yaml']],
    ['a file of a generator', 'configMapGenerator: [{name: x, files: [key=▮a.yaml]}]', ['/repo/app/a.yaml']],
    ['nothing that does not exist', 'resources: [▮none.yaml]', []],
    ['nothing that is fetched', 'resources: [https://exa▮mple.org/a.yaml]', []],
  ])('follows %s of a kustomization', (_, text, expected) => {
    const { cursor, context } = read({
      'app/kustomization.yaml': text,
      'app/a.yaml': 'a: 1',
      'base/kustomization.yaml': '',
    });
    expect(definition(cursor.file, cursor.offset, context).map(({ path }) => path)).toEqual(expected);
  });

  it('follows spec.path to a kustomization, or to all files of a folder', () => {
    const others = { 'apps/kustomization.yaml': 'resources: []', 'infra/a.yaml': 'a: 1', 'infra/b.yaml': 'b: 1' };
    const at = (path: string) => {
      const { cursor, context } = read({ 'ks.yaml': flux('x', `path: ${path}`), ...others });
      return definition(cursor.file, cursor.offset, context).map((place) => place.path);
    };
    expect(at('./ap▮ps')).toEqual(['/repo/apps/kustomization.yaml']);
    expect(at('./inf▮ra')).toEqual(['/repo/infra/a.yaml', '/repo/infra/b.yaml']);
  });
});

describe('references', () => {
  const sources = {
    'a.yaml': flux('apps', 'sourceRef: {kind: GitRepository, name: «fleet»}, dependsOn: [{name: infra}]'),
    'b.yaml': source('«fle▮et»', 'flux-system'),
    'c.yaml': flux('infra', 'sourceRef: {kind: GitRepository, name: «fleet», namespace: flux-system}'),
    'd.yaml': flux('other', 'sourceRef: {kind: GitRepository, name: fleet, namespace: elsewhere}'),
    'e.yaml': flux('bucket', 'sourceRef: {kind: Bucket, name: fleet}'),
  };

  it('are found from the declaration', () => {
    const workspace = read(sources);
    const { file, offset } = workspace.cursor;
    expect(withPlaces(workspace, findReferences(file, offset, workspace.context, true))).toEqual(
      withoutCursor(sources),
    );
  });

  it('are found from one of them, without the declaration', () => {
    const moved = {
      ...withoutCursor(sources),
      'a.yaml': sources['a.yaml'].replace('fleet', 'fl▮eet'),
      'b.yaml': source('fleet', 'flux-system'),
    };
    const workspace = read(moved);
    const { file, offset } = workspace.cursor;
    expect(withPlaces(workspace, findReferences(file, offset, workspace.context, false))).toEqual(withoutCursor(moved));
  });

  it('to a path are found in all kustomizations', () => {
    const paths = {
      'a/kustomization.yaml': 'resources: [«../ba▮se»]',
      'b/kustomization.yaml': 'resources: [«../base/», ../other]',
      'base/kustomization.yaml': 'resources: []',
    };
    const workspace = read(paths);
    const { file, offset } = workspace.cursor;
    expect(withPlaces(workspace, findReferences(file, offset, workspace.context, true))).toEqual(withoutCursor(paths));
  });
});

describe('links', () => {
  it('lead to files that exist and to addresses', () => {
    const { files, context } = read({
      'app/kustomization.yaml': 'resources: [a.yaml, none.yaml, ../base]\ncomponents: [../empty]',
      'app/a.yaml':
        'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: x}\nspec: {url: "https://example.org/charts"}\n',
      'base/kustomization.yaml': 'resources: []',
      'empty/readme.md': '',
      'ks.yaml': flux('apps', 'path: ./app'),
    });
    const links = (path: string) => {
      const file = files.get(path);
      return file === undefined
        ? []
        : documentLinks(file, context).map(({ span, target }) => [file.text.slice(span.start, span.end), target]);
    };
    expect(links('app/kustomization.yaml')).toEqual([
      ['a.yaml', { path: '/repo/app/a.yaml' }],
      ['../base', { path: '/repo/base/kustomization.yaml' }],
    ]);
    expect(links('app/a.yaml')).toEqual([['"https://example.org/charts"', { url: 'https://example.org/charts' }]]);
    expect(links('ks.yaml')).toEqual([['./app', { path: '/repo/app/kustomization.yaml' }]]);
  });
});
