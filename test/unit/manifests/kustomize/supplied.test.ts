import { describe, expect, it } from 'vitest';
import { effectiveKustomization } from '../../../../src/manifests/kustomize/effectiveFlux.ts';
import { suppliedFields } from '../../../../src/manifests/kustomize/supplied.ts';
import type { Workspace } from '../../../../src/manifests/workspace/workspace.ts';
import { fluxKustomization, objectNamed, workspaceOf } from '../workspace/fixture.ts';

function supplies(workspace: Workspace, name: string, path: string): boolean {
  const object = objectNamed(workspace, name);
  return suppliedFields(workspace, object.path, object).has(path.split('.'));
}

const parent = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: cluster-apps, namespace: flux-system}
spec:
  path: ./apps
  patches:
    - target: {group: kustomize.toolkit.fluxcd.io, kind: Kustomization, labelSelector: plain notin (yes)}
      patch: |
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: _}
        spec:
          interval: 1h
          postBuild:
            substitute: {DOMAIN: example.org}
            substituteFrom: [{kind: ConfigMap, name: settings}]
          patches:
            - target: {kind: HelmRelease}
              patch: |
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: _}
                spec: {interval: 2h}
`;
const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web}
spec: {chart: {}}
`;

const fleet = {
  'flux/parent.yaml': parent,
  'apps/shop/kustomization.yaml': 'namespace: shop\nresources: [ks.yaml]',
  'apps/shop/ks.yaml': fluxKustomization('web-apps', 'path: ./apps/shop/web, prune: true'),
  'apps/shop/web/release.yaml': release,
  'apps/shop/web/kustomization.yaml': 'resources: [release.yaml]',
};

describe('fields that others supply', () => {
  it("come from a parent's patches, and from the patches that those put in", () => {
    const workspace = workspaceOf(fleet);
    expect(supplies(workspace, 'web-apps', 'spec.interval')).toBe(true);
    expect(supplies(workspace, 'web-apps', 'spec.sourceRef')).toBe(false);
    expect(supplies(workspace, 'web', 'spec.interval')).toBe(true);
    expect(supplies(workspace, 'cluster-apps', 'spec.interval')).toBe(false);
  });

  it.each([
    ['labels: [{pairs: {app: web}, includeSelectors: true}]', true],
    ['commonLabels: {app: web}', true],
    ['labels: [{pairs: {app: web}, includeTemplates: true}]', false],
    ['labels: [{pairs: {app: web}}]', false],
  ])('come from %s', (labels, selects) => {
    const workspace = workspaceOf({
      'kustomization.yaml': `resources: [web.yaml]\n${labels}`,
      'web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}',
    });
    expect(supplies(workspace, 'web', 'spec.selector')).toBe(selects);
    expect(supplies(workspace, 'web', 'spec.template.metadata.labels.app')).toBe(labels.includes('include') || selects);
  });

  it('come from the namespace of a build', () => {
    const binding = (space: string) => {
      const workspace = workspaceOf({
        'flux/apps.yaml': fluxKustomization('apps', 'path: ./apps'),
        'apps/kustomization.yaml': `resources: [binding.yaml]\n${space}`,
        'apps/binding.yaml':
          'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: web}',
      });
      const object = objectNamed(workspace, 'web');
      return suppliedFields(workspace, object.path, object).has(['subjects', 3, 'namespace']);
    };
    expect(binding('namespace: shop')).toBe(true);
    expect(binding('namePrefix: shop-')).toBe(false);
  });

  it('may come from any parent where nothing tells what applies the file', () => {
    const workspace = workspaceOf({
      ...fleet,
      'archive/ks.yaml': fluxKustomization('old', 'path: "./archive/${CLUSTER}"'),
      'archive/one/kustomization.yaml': 'resources: [../base/release.yaml]',
      'archive/base/release.yaml': release.replace('web', 'old-web'),
    });
    expect(supplies(workspace, 'old', 'spec.interval')).toBe(true);
    expect(supplies(workspace, 'old-web', 'spec.interval')).toBe(true);
    expect(supplies(workspace, 'old', 'spec.prune')).toBe(false);
    const old = objectNamed(workspace, 'old');
    expect(suppliedFields(workspace, old.path, old, 'certain').has(['spec', 'interval'])).toBe(false);
    expect(supplies(workspace, 'cluster-apps', 'spec.interval')).toBe(false);
  });

  it("respect a target's selectors", () => {
    const labelled = fleet['apps/shop/ks.yaml'].replace('metadata:', 'metadata:\n  labels: {plain: "yes"}');
    expect(supplies(workspaceOf({ ...fleet, 'apps/shop/ks.yaml': labelled }), 'web-apps', 'spec.interval')).toBe(false);
  });

  it.each([
    [
      'JSON6902 in place',
      'patches:\n  - target: {kind: HelmRelease}\n    patch: |\n      - {op: add, path: /spec/interval, value: 1h}',
      true,
    ],
    [
      'a merge patch in place',
      `patches:\n  - patch: |\n${release.replace(/^/gm, '      ').replace('chart: {}', 'interval: 1h')}`,
      true,
    ],
    [
      'a patch of another object',
      `patches:\n  - patch: |\n${release.replace(/^/gm, '      ').replace('chart: {}', 'interval: 1h').replace('web', 'other')}`,
      false,
    ],
    ['a file', 'patches:\n  - path: patch.yaml', true],
    ['a file as of old', 'patches: [patch.yaml]', true],
    ['a strategic-merge file', 'patchesStrategicMerge: [patch.yaml]', true],
    ['a Component', 'components: [../../../components/c]', true],
    ['a pattern of names', 'patches:\n  - target: {kind: HelmRelease, name: w.*}\n    path: patch.yaml', true],
    ['a pattern of other names', 'patches:\n  - target: {kind: HelmRelease, name: x.*}\n    path: patch.yaml', false],
  ])('come from a kustomization with %s', (_, patches, expected) => {
    const workspace = workspaceOf({
      'apps/shop/web/release.yaml': release,
      'apps/shop/web/kustomization.yaml': `resources: [release.yaml]\n${patches}\n`,
      'apps/shop/web/patch.yaml': release
        .replace('chart: {}', 'interval: 1h')
        .replace('name: web', 'name: web # patch'),
      'components/c/kustomization.yaml':
        'kind: Component\npatches:\n  - target: {kind: HelmRelease}\n    patch: |\n      - {op: add, path: /spec/interval, value: 1h}',
    });
    expect(supplies(workspace, 'web', 'spec.interval')).toBe(expected);
  });
});

describe('a Flux Kustomization as it is applied', () => {
  it("has the variables that a parent's patch gives", () => {
    const workspace = workspaceOf(fleet);
    const summary = effectiveKustomization(workspace, objectNamed(workspace, 'web-apps'));
    expect(summary?.substitute.get('DOMAIN')).toMatchObject({ text: 'example.org', path: '/repo/flux/parent.yaml' });
    expect(summary?.substituteFrom.map(({ text }) => text)).toEqual(['settings']);
    expect(summary?.prune).toBe(true);
    expect(summary?.path?.text).toBe('./apps/shop/web');
  });
});
