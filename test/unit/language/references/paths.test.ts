import { describe, expect, it } from 'vitest';
import { findingsIn, read, withFindings } from './fixture.ts';

const files = {
  'app/deployment.yaml': '',
  'app/values.yaml': 'a: 1\n',
  'app/logo.png': '',
  'base/kustomization.yaml': 'resources: []\n',
  'component/kustomization.yaml': 'kind: Component\n',
  'empty/readme.md': '',
};

describe('paths in a kustomization', () => {
  it.each([
    ['files and folders that exist', 'resources: [deployment.yaml, ../base/]\ncomponents: [../component]'],
    [
      'what is listed twice',
      'resources: [deployment.yaml, «./deployment.yaml¦error duplicate-object», ../base, «../base/¦error duplicate-object», https://example.org/a.yaml, «https://example.org/a.yaml¦error duplicate-object»]',
    ],
    ['a missing resource', 'resources:\n  - «deploymnt.yaml¦error missing-file»\n'],
    ['a missing folder', 'resources:\n  - «../bases¦error missing-file»\n'],
    ['a folder without kustomization', 'resources: [«../empty¦error missing-file»]'],
    ['a Component among the resources', 'resources: [«../component¦error missing-file»]'],
    ['a kustomization among the components', 'components: [«../base¦error missing-file»]'],
    ['a file among the components', 'components: [«deployment.yaml¦error missing-file»]'],
    [
      'what is fetched',
      'resources: [https://example.org/a.yaml, github.com/fluxcd/flux2/manifests/install?ref=v2.9.0, git@example.org:a/b.git, "ssh://x/y"]',
    ],
    [
      'generated files',
      'configMapGenerator:\n  - name: a\n    files: [values.yaml, logo=logo.png, key=«./valuess.yaml¦error missing-file»]\n    envs: [«.env¦error missing-file»]',
    ],
    [
      'patches',
      'patches:\n  - path: «patch.yaml¦error missing-file»\n  - patch: "- op: remove\\n  path: /a"\n    target: {kind: A}\npatchesStrategicMerge:\n  - «more.yaml¦error missing-file»\n  - |\n    kind: A',
    ],
    ['a cycle by folder', 'resources: [«..¦error dependency-cycle», «.¦error dependency-cycle»]'],
    ['a name with a variable', 'resources: ["${X}.yaml"]'],
    ['a place outside the repository', 'resources: [../../other/a.yaml]'],
    [
      'other fields',
      'crds: [«a.json¦error missing-file»]\nconfigurations: [«b.yaml¦error missing-file»]\nreplacements: [{path: «c.yaml¦error missing-file»}]\nopenapi: {path: «d.json¦error missing-file»}\nhelmCharts: [{valuesFile: values.yaml}]',
    ],
  ])('judges %s', (_, source) => {
    const workspace = read({ ...files, 'app/kustomization.yaml': source });
    expect(withFindings(workspace)['app/kustomization.yaml']).toBe(source);
  });

  it('offers the near file', () => {
    const workspace = read({ ...files, 'app/kustomization.yaml': 'resources: [./deploymnt.yaml]' });
    expect(findingsIn(workspace, 'app/kustomization.yaml')).toMatchObject([
      {
        message: 'The resource "./deploymnt.yaml" does not exist. Did you mean "./deployment.yaml"?',
        fixes: [{ edits: [{ text: './deployment.yaml' }] }],
      },
    ]);
  });

  it.each([
    ['deployment.yml', ' Did you mean "deployment.yaml"?'],
    ['deployment', ' Did you mean "deployment.yaml"?'],
    ['logo.yaml', ' Create it or remove it from the list.'],
    ['../ap', ' Create it or remove it from the list.'],
  ])('says what may be meant by %s', (written, advice) => {
    const workspace = read({ ...files, 'app/kustomization.yaml': `resources: [${written}]` });
    expect(findingsIn(workspace, 'app/kustomization.yaml').map(({ message }) => message)).toEqual([
      `The resource "${written}" does not exist.${advice}`,
    ]);
  });

  it('finds kustomizations that include each other', () => {
    const sources = {
      'a/kustomization.yaml': 'resources: [«../b¦error dependency-cycle»]\n',
      'b/kustomization.yaml': 'resources: [«../c¦error dependency-cycle»]\n',
      'c/kustomization.yaml': 'resources: [«../a¦error dependency-cycle»]\n',
      'd/kustomization.yaml': 'resources: [../a]\n',
    };
    expect(withFindings(read(sources))).toEqual(sources);
  });

  it('does not judge kustomizations that kustomize does not read', () => {
    const source = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [none.yaml]\n';
    expect(withFindings(read({ 'template.yaml': source }))).toEqual({ 'template.yaml': source });
  });
});

const flux = (name: string, rest: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec:\n${rest}`;
const git =
  'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: fleet, namespace: flux-system}\n';

describe('the paths of a Flux Kustomization', () => {
  const source = '  sourceRef: {kind: GitRepository, name: fleet}\n';
  const unknown = '  sourceRef: {kind: GitRepository, name: «fleet¦hint missing-reference»}\n';

  it('may lie in another repository', () => {
    const sources = { 'ks.yaml': flux('apps', `  path: «./apps¦hint missing-file»\n${unknown}`) };
    expect(withFindings(read(sources))).toEqual(sources);
  });

  it('are not judged where the source is another repository', () => {
    const sources = { 'ks.yaml': flux('apps', `  path: ./apps\n${source}`), 'git.yaml': git };
    expect(withFindings(read(sources))).toEqual(sources);
  });

  it('are not judged where they are counted from another folder', () => {
    const at = (path: string) => flux(path, `  path: ./apps/${path}\n${unknown}`);
    const sources = { 'ks.yaml': ['one', 'two', 'three'].map(at).join('---\n'), 'kubernetes/apps/one/a.txt': '' };
    expect(withFindings(read(sources))).toEqual(sources);
  });

  it('are not judged where a Kustomization was set aside with its folder', () => {
    const own = '  sourceRef: {kind: GitRepository, name: «flux-system¦hint missing-reference»}\n';
    const set = (path: string) => ({ 'old/apps/web/ks.yaml': flux('web', `  path: ${path}\n${own}`) });
    const aside = { ...set('./apps/web/app'), 'old/apps/web/app/a.txt': '' };
    expect(withFindings(read(aside))).toEqual(aside);
    const applied = {
      ...set('«./apps/web/app¦hint missing-file»'),
      'old/apps/web/app/a.txt': '',
      'clusters/all.yaml': flux('all', `  path: ./old\n${own}`),
    };
    expect(withFindings(read(applied))).toEqual(applied);
  });

  it('may be given by a patch', () => {
    const sources = {
      'ks.yaml': flux('apps', `  path: ./base\n${source}`),
      'kustomization.yaml': 'resources: [ks.yaml]\npatches: [{path: patch.yaml}]\n',
      'patch.yaml': flux('apps', '  path: ./staging\n'),
      'git.yaml': git,
    };
    expect(withFindings(read(sources))).toEqual(sources);
  });

  it('are missing where others of the same source are here', () => {
    const sources = {
      'ks.yaml': [
        flux('one', `  path: ./apps/one\n${source}`),
        flux('two', `  path: ./apps/two\n${source}`),
        flux('three', `  path: «./apps/there¦warning missing-file»\n${source}`),
      ].join('---\n'),
      'git.yaml': git,
      'apps/one/a.txt': '',
      'apps/two/a.txt': '',
      'apps/three/a.txt': '',
    };
    const workspace = read(sources);
    expect(withFindings(workspace)).toEqual(sources);
    expect(findingsIn(workspace, 'ks.yaml')[0]?.fixes?.[0]?.edits[0]?.text).toBe('./apps/three');
  });

  it('are known in the artifacts that are generated here', () => {
    const sources = {
      'ks.yaml': flux('apps', '  path: ./production\n  sourceRef: {kind: ExternalArtifact, name: apps}\n'),
      'artifacts.yaml':
        'apiVersion: source.extensions.fluxcd.io/v1beta1\nkind: ArtifactGenerator\nmetadata: {name: a, namespace: flux-system}\nspec: {artifacts: [{name: apps, copy: [{from: "@repo/apps/**", to: "@artifact/"}]}]}\n',
      'apps/production/a.txt': '',
    };
    expect(withFindings(read(sources))).toEqual(sources);
  });

  it('have components beside them', () => {
    const sources = {
      ...files,
      'ks.yaml': flux(
        'apps',
        `  path: ./app\n${source}  components: [../component, «../base¦error missing-file», «../none¦error missing-file»]\n`,
      ),
      'git.yaml': git,
    };
    expect(withFindings(read(sources))).toEqual(sources);
  });
});

describe('dependencies', () => {
  const depends = (name: string, on: string, namespace = 'flux-system') =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {dependsOn: [{name: ${on}}]}\n`;

  it('are found where they go in a circle', () => {
    const sources = {
      'a.yaml': depends('a', '«b¦error dependency-cycle»'),
      'b.yaml': depends('b', '«c¦error dependency-cycle»'),
      'c.yaml': depends('c', '«a¦error dependency-cycle»'),
      'd.yaml': depends('d', 'a'),
      'e.yaml': depends('e', '«e¦error dependency-cycle»'),
    };
    const workspace = read(sources);
    expect(withFindings(workspace)).toEqual(sources);
    expect(findingsIn(workspace, 'a.yaml')[0]).toMatchObject({
      message: 'These depend on each other, so none of them starts: a -> b -> c -> a.',
      related: [{ path: '/repo/b.yaml' }, { path: '/repo/c.yaml' }],
    });
  });

  it('of one name in several clusters are not mixed up', () => {
    const sources = {
      'staging/a.yaml': depends('a', 'b'),
      'staging/b.yaml': depends('b', 'x'),
      'staging/x.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: x, namespace: flux-system}\n',
      'production/b.yaml': depends('b', 'a'),
      'production/a.yaml': depends('a', 'x'),
    };
    expect(withFindings(read(sources))).toEqual(sources);
  });
});
