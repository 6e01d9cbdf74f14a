import { describe, expect, it } from 'vitest';
import { chosen, itemsIn, knowing, labelsIn } from '../helpContext.ts';

const kustomization = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n';
const release = 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n';

const object = (kind: string, name: string, namespace = 'flux-system', spec = ''): string => {
  const group = kind === 'Kustomization' ? 'kustomize' : kind === 'HelmRelease' ? 'helm' : 'source';
  const version = kind === 'HelmRelease' ? 'v2' : 'v1';
  return `apiVersion: ${group}.toolkit.fluxcd.io/${version}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\n${spec}`;
};
const fleet = object('GitRepository', 'fleet');
const charts = ['a', 'b', 'c'].map((name) => object('OCIRepository', name));
const files = (...texts: readonly string[]) =>
  knowing(Object.fromEntries(texts.map((text, index) => [`objects/${index}.yaml`, text])));

describe('a source', () => {
  const all = 'interval, prune, sourceRef';

  it('is of the kind that there is, and has its name if there is one', () => {
    expect(chosen(`${kustomization}spec:\n  ▮`, all, files(fleet))).toBe(
      `${kustomization}spec:\n  interval: 10m\n  prune: true\n  sourceRef:\n    kind: GitRepository\n    name: fleet`,
    );
    expect(chosen(`${kustomization}▮`, 'spec', files(fleet))).toContain('kind: GitRepository\n    name: fleet');
    expect(chosen(`${kustomization}spec: {▮}`, 'sourceRef', files(fleet))).toContain(
      '{sourceRef: {kind: GitRepository, name: fleet}}',
    );
    expect(chosen('▮', 'Kustomization', files(fleet))).toContain('kind: GitRepository\n    name: fleet');
  });

  it('is of the kind that others refer to, whatever else there is', () => {
    const used = object('Kustomization', 'x', 'flux-system', 'spec: {sourceRef: {kind: GitRepository, name: fleet}}\n');
    const source = `${kustomization}spec:\n  sou▮`;
    expect(chosen(source, 'sourceRef', files(...charts, used))).toContain('kind: GitRepository\n    name: fleet');
    expect(chosen(source, 'sourceRef', files(...charts))).toContain('kind: OCIRepository\n    name: ');
  });

  it('keeps the other kinds within reach', () => {
    const item = itemsIn(`${kustomization}spec:\n  sou▮`, files(fleet)).find(({ label }) => label === 'sourceRef');
    expect(item?.insertText).toContain('${1|GitRepository,OCIRepository,Bucket,ExternalArtifact|}');
  });

  it('has no name where there are several', () => {
    const two = files(fleet, object('GitRepository', 'other'));
    expect(chosen(`${kustomization}spec:\n  sou▮`, 'sourceRef', two)).toMatch(/kind: GitRepository\n {4}name: $/);
  });

  it('has the name that most others use', () => {
    const uses = ['web', 'data'].map((name) =>
      object('Kustomization', name, 'flux-system', 'spec: {sourceRef: {kind: GitRepository, name: fleet}}\n'),
    );
    const context = files(fleet, object('GitRepository', 'other'), ...uses);
    expect(chosen(`${kustomization}spec:\n  sou▮`, 'sourceRef', context)).toMatch(/name: fleet$/);
  });

  it('has no name of another namespace', () => {
    const source = `${kustomization}metadata:\n  name: a\n  namespace: apps\nspec:\n  sou▮`;
    expect(chosen(source, 'sourceRef', files(fleet))).toMatch(/kind: GitRepository\n {4}name: $/);
  });

  it('of a chart is of the kind that there is', () => {
    const context = files(object('GitRepository', 'charts'));
    expect(labelsIn(`${release}spec:\n  chart:\n    spec:\n      sourceRef:\n        kind: ▮`, context)).toEqual([
      'GitRepository',
      'HelmRepository',
      'Bucket',
    ]);
  });
});

describe('names', () => {
  it('are asked for below metadata', () => {
    expect(chosen(`${kustomization}▮`, 'metadata')).toBe(`${kustomization}metadata:\n  name: `);
    expect(chosen('apiVersion: v1\nkind: Service\nmeta▮', 'metadata')).toContain('metadata:\n  name: ');
  });

  it('of others of the same kind, and of Secrets, are for the person to choose', () => {
    const context = files(object('Kustomization', 'infra'), 'apiVersion: v1\nkind: Secret\nmetadata: {name: key}\n');
    expect(chosen(`${kustomization}spec:\n  ▮`, 'dependsOn', context)).toMatch(/name: $/);
    expect(chosen(`${kustomization}spec:\n  decryption:\n    ▮`, 'secretRef', context)).toMatch(/name: $/);
  });
});
