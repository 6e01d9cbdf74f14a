import { describe, expect, it } from 'vitest';
import { objectKey, type KindId } from '../../../../src/flux/object.ts';
import { findingsIn, read, withFindings } from './fixture.ts';

const git = (name: string, namespace = 'flux-system') =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

const kustomization = (name: string, spec: string, namespace = 'flux-system') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n${spec}`;

const release = (spec: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\n  namespace: shop\nspec:\n${spec}`;

const externalSecret = (rest: string) =>
  `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: web, namespace: shop}\n${rest}`;

describe('references to objects', () => {
  it.each([
    [
      'a source that nothing declares',
      kustomization('apps', '  sourceRef: {kind: GitRepository, name: «fleet¦hint missing-reference»}\n'),
      '',
    ],
    [
      'a likely slip in the name of a source',
      kustomization('apps', '  sourceRef: {kind: GitRepository, name: «fleat¦warning missing-reference»}\n'),
      git('fleet'),
    ],
    [
      'a source in another namespace',
      kustomization('apps', '  sourceRef: {kind: GitRepository, name: «fleet¦warning missing-reference»}\n', 'apps'),
      git('fleet'),
    ],
    [
      'a namespace that is not the one',
      kustomization(
        'apps',
        '  sourceRef: {kind: GitRepository, name: fleet, namespace: «other¦warning missing-reference»}\n',
      ),
      git('fleet'),
    ],
    ['the right namespace', kustomization('apps', '  sourceRef: {kind: GitRepository, name: fleet}\n'), git('fleet')],
    [
      'a dependency that nothing declares',
      kustomization('apps', '  dependsOn:\n    - name: «infra¦warning missing-reference»\n'),
      '',
    ],
    ['a name with a variable', kustomization('apps', '  dependsOn: [{name: "${X}-infra"}]\n'), ''],
    [
      'a name that a variable may make up',
      kustomization('apps', '  dependsOn: [{name: web-infra}]\n'),
      kustomization('${APP}-infra', '  prune: true\n'),
    ],
    [
      'values that are declared nowhere',
      release('  valuesFrom: [{kind: ConfigMap, name: «web-values¦hint missing-reference»}]\n'),
      '',
    ],
    ['optional values', release('  valuesFrom: [{kind: ConfigMap, name: web-values, optional: true}]\n'), ''],
    [
      'the Secret of an ExternalSecret',
      release('  valuesFrom: [{kind: Secret, name: web-values}]\n'),
      externalSecret('spec: {target: {name: web-values}}\n'),
    ],
    [
      'the Secret of an ExternalSecret without a target',
      release('  valuesFrom: [{kind: Secret, name: web}]\n'),
      externalSecret('spec: {}\n'),
    ],
    ['an account of every namespace', release('  serviceAccountName: default\n'), ''],
    ['no name at all', release('  valuesFrom: [{kind: Secret}]\n  chartRef:\n'), ''],
  ])('judges %s', (_, source, other) => {
    const workspace = read({ 'a.yaml': source, 'b.yaml': other });
    expect(withFindings(workspace)).toEqual({ 'a.yaml': source, 'b.yaml': other });
  });

  it('finds what generators make, and the namespaces that kustomizations give', () => {
    const sources = {
      'shop/kustomization.yaml':
        'namespace: shop\nresources: [release.yaml, repo.yaml]\nconfigMapGenerator: [{name: values, options: {disableNameSuffixHash: true}}]\n',
      'shop/release.yaml': release(
        '  valuesFrom: [{kind: ConfigMap, name: values}]\n  chart: {spec: {sourceRef: {kind: HelmRepository, name: charts}}}\n',
      ).replace('  namespace: shop\n', ''),
      'shop/repo.yaml': 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: charts}\n',
    };
    expect(withFindings(read(sources))).toEqual(sources);
    const elsewhere = {
      ...sources,
      'shop/repo.yaml': sources['shop/repo.yaml'].replace('{name', '{namespace: x, name'),
    };
    expect(withFindings(read(elsewhere))).toEqual(elsewhere);
  });

  it.each([
    ['«values¦warning missing-reference»', 'configMapGenerator: [{name: values}]'],
    ['values', 'configMapGenerator: [{name: values}]\ngeneratorOptions: {disableNameSuffixHash: true}'],
    ['values', 'configMapGenerator: [{name: values}]\nconfigurations: [config.yaml]'],
    ['values', 'resources: [inner]'],
  ])('knows of the hash behind a generated name: %s with %s', (name, kustomization) => {
    const sources = {
      'kustomization.yaml': `${kustomization}\n`,
      'inner/kustomization.yaml': kustomization.startsWith('resources')
        ? 'configMapGenerator: [{name: values}]\nconfigurations: [config.yaml]\n'
        : '',
      'release.yaml': release(`  valuesFrom: [{kind: ConfigMap, name: ${name}}]\n`),
      'config.yaml': 'nameReference: []\n',
      'inner/config.yaml': 'nameReference: []\n',
    };
    expect(withFindings(read(sources))).toEqual(sources);
  });

  it.each([
    ['the name', 'sourceRef: {kind: GitRepository, name: x}'],
    ['the namespace', 'sourceRef: {namespace: flux-system}'],
    ['the list', 'dependsOn: []'],
  ])("leaves to a parent's patch what it gives: %s", (_, patch) => {
    const child = kustomization(
      'apps',
      '  sourceRef: {kind: GitRepository, name: fleet}\n  dependsOn: [{name: infra}]\n',
    );
    const parent = kustomization(
      'parent',
      `  path: apps
  patches:
    - target: {kind: Kustomization}
      patch: |
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: _}
        spec: {${patch}}
`,
    );
    const sources = { 'apps/a.yaml': child, 'apps/kustomization.yaml': 'namespace: apps\nresources: [a.yaml]\n' };
    const findings = (others: Record<string, string>) => {
      const found = findingsIn(read({ ...sources, 'fleet.yaml': git('fleet'), ...others }), 'apps/a.yaml');
      return found.map(({ message }) => message.split('"')[1]);
    };
    expect(findings({})).toEqual(['fleet', 'infra']);
    expect(findings({ 'flux/parent.yaml': parent })).toEqual([patch.startsWith('dependsOn') ? 'fleet' : 'infra']);
  });

  it('offers the near name, or the namespace', () => {
    const near = read({
      'a.yaml': kustomization('apps', '  sourceRef: {kind: GitRepository, name: fleat}\n'),
      'b.yaml': git('fleet'),
    });
    expect(findingsIn(near, 'a.yaml')[0]).toMatchObject({
      message:
        'GitRepository "fleat", named by Kustomization.spec.sourceRef, is not declared in this workspace. Did you mean "fleet"?',
      fixes: [{ title: 'Change to "fleet"', edits: [{ text: 'fleet' }] }],
    });
    const apart = kustomization('apps', '  sourceRef:\n    kind: GitRepository\n    name: fleet\n', 'apps');
    const other = read({ 'a.yaml': apart, 'b.yaml': git('fleet') });
    expect(findingsIn(other, 'a.yaml')[0]).toMatchObject({
      message:
        'GitRepository "fleet" is declared in namespace flux-system, not in apps, where Kustomization.spec.sourceRef looks for it. Name its namespace.',
      fixes: [{ edits: [{ text: '\n    namespace: flux-system' }] }],
      related: [{ path: '/repo/b.yaml' }],
    });
    const crlf = read({ 'a.yaml': apart.replaceAll('\n', '\r\n'), 'b.yaml': git('fleet') });
    expect(findingsIn(crlf, 'a.yaml')[0]?.fixes?.[0]?.edits[0]?.text).toBe('\r\n    namespace: flux-system');
  });

  it('believes the cluster', () => {
    const id: KindId = 'source.toolkit.fluxcd.io/GitRepository';
    const source = kustomization(
      'apps',
      '  sourceRef: {kind: GitRepository, name: «fleet¦warning missing-reference»}\n',
    );
    const facts = (name: string) => ({
      context: 'staging',
      objects: new Map([[objectKey(id, 'flux-system', name), { health: 'ready' as const }]]),
      listed: new Set([id]),
    });
    expect(findingsIn(read({ 'a.yaml': source }, facts('fleet')), 'a.yaml')).toEqual([]);
    expect(withFindings(read({ 'a.yaml': source }, facts('other')))).toEqual({ 'a.yaml': source });
  });

  it('says nothing of a workspace that is not read yet', () => {
    const marked = read({ 'a.yaml': kustomization('apps', '  dependsOn: [{name: infra}]\n') });
    const context = { ...marked.context, workspace: { ...marked.context.workspace, complete: false } };
    expect(findingsIn({ ...marked, context }, 'a.yaml')).toEqual([]);
  });
});
