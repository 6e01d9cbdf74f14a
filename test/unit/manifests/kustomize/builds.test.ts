import { describe, expect, it } from 'vitest';
import { buildsOf } from '../../../../src/manifests/kustomize/builds.ts';
import { effectiveNamespaces } from '../../../../src/manifests/kustomize/namespaces.ts';
import type { Workspace } from '../../../../src/manifests/workspace/workspace.ts';
import { configMap, fluxKustomization, workspaceOf } from '../workspace/fixture.ts';

function builds(workspace: Workspace, path: string): string[] {
  return buildsOf(workspace, `/repo/${path}`).map(({ steps, applier }) =>
    [...steps.map((step) => step.path.slice('/repo/'.length)), ...(applier === undefined ? [] : [applier.name])].join(
      ' < ',
    ),
  );
}

describe('the ways in which a file is built', () => {
  it('follow kustomizations up to the Flux Kustomizations that apply them', () => {
    const workspace = workspaceOf({
      'base/app.yaml': configMap('app'),
      'base/kustomization.yaml': 'resources: [app.yaml]',
      'staging/kustomization.yaml': 'namespace: staging\nresources: [../base]',
      'production/kustomization.yml': 'namespace: production\nresources: [../base/]',
      'clusters/apps.yaml': `${fluxKustomization('staging', 'path: ./staging')}---\n${fluxKustomization('production', 'path: production/')}`,
    });
    expect(builds(workspace, 'base/app.yaml').sort()).toEqual([
      'base/kustomization.yaml < production/kustomization.yml < production',
      'base/kustomization.yaml < staging/kustomization.yaml < staging',
    ]);
    expect(effectiveNamespaces(workspace, { path: '/repo/base/app.yaml', namespace: 'default' })).toEqual([
      'staging',
      'production',
    ]);
  });

  it('include all YAML of a folder without a kustomization, but not below folders with one', () => {
    const workspace = workspaceOf({
      'apps/a.yaml': configMap('a'),
      'apps/deep/er/b.yaml': configMap('b'),
      'apps/own/c.yaml': configMap('c'),
      'apps/own/d.yaml': configMap('d'),
      'apps/own/kustomization.yaml': 'resources: [c.yaml]',
      'elsewhere/e.yaml': configMap('e'),
      'clusters/apps.yaml': fluxKustomization('apps', 'path: apps'),
    });
    expect(builds(workspace, 'apps/a.yaml')).toEqual(['apps']);
    expect(builds(workspace, 'apps/deep/er/b.yaml')).toEqual(['apps']);
    expect(builds(workspace, 'apps/own/c.yaml')).toEqual(['apps/own/kustomization.yaml < apps']);
    expect(builds(workspace, 'apps/own/d.yaml')).toEqual([]);
    expect(builds(workspace, 'elsewhere/e.yaml')).toEqual([]);
  });

  it('reach Components by kustomizations and by spec.components', () => {
    const workspace = workspaceOf({
      'components/x/object.yaml': configMap('x'),
      'components/x/kustomization.yaml': 'kind: Component\nresources: [object.yaml]',
      'apps/one/kustomization.yaml': 'namespace: one\ncomponents: [../../components/x]',
      'apps/two/kustomization.yaml': 'namespace: two\nresources: []',
      'ks.yaml': fluxKustomization('two', 'path: apps/two, components: [../../components/x], targetNamespace: third'),
    });
    expect(builds(workspace, 'components/x/object.yaml').sort()).toEqual([
      'components/x/kustomization.yaml < apps/one/kustomization.yaml',
      'components/x/kustomization.yaml < two',
    ]);
    expect(effectiveNamespaces(workspace, { path: '/repo/components/x/object.yaml', namespace: undefined })).toEqual([
      'one',
      'third',
    ]);
  });

  it('go through the artifacts that an ArtifactGenerator copies', () => {
    const workspace = workspaceOf({
      'apps/base/a.yaml': configMap('a'),
      'apps/base/kustomization.yaml': 'resources: [a.yaml]',
      'apps/production/kustomization.yaml': 'resources: [../base]',
      'clusters/artifacts.yaml': `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: {name: flux-system, namespace: flux-system}
spec:
  artifacts:
    - name: apps
      copy:
        - {from: "@monorepo/apps/base/**", to: "@artifact/base/"}
        - {from: "@monorepo/apps/production/**", to: "@artifact/production/"}
`,
      'clusters/apps.yaml': fluxKustomization(
        'apps',
        'path: ./production, sourceRef: {kind: ExternalArtifact, name: apps}',
      ),
    });
    expect(builds(workspace, 'apps/base/a.yaml')).toEqual([
      'apps/base/kustomization.yaml < apps/production/kustomization.yaml < apps',
    ]);
  });

  it('know the path and the namespace that patches give to a Flux Kustomization', () => {
    const workspace = workspaceOf({
      'tenants/base/sync.yaml': fluxKustomization('team', 'prune: true'),
      'tenants/base/kustomization.yaml': 'resources: [sync.yaml]',
      'tenants/staging/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]',
      'tenants/staging/patch.yaml': fluxKustomization('team', 'path: ./staging, targetNamespace: team'),
      'staging/a.yaml': configMap('a'),
    });
    const [build] = buildsOf(workspace, '/repo/staging/a.yaml');
    expect(build?.applier?.path).toBe('/repo/tenants/base/sync.yaml');
    expect(effectiveNamespaces(workspace, { path: '/repo/staging/a.yaml', namespace: undefined })).toEqual(['team']);
  });

  it('end where kustomizations include each other, however many do', () => {
    const names = Array.from({ length: 12 }, (_, index) => `k${index}`);
    const all = names.map((name) => `../${name}`).join(', ');
    const workspace = workspaceOf(
      Object.fromEntries(names.map((name) => [`${name}/kustomization.yaml`, `resources: [a.yaml, ${all}]`])),
    );
    expect(builds(workspace, 'k0/a.yaml').length).toBeLessThanOrEqual(200);
  });

  it('do not tell a namespace that a variable gives', () => {
    const workspace = workspaceOf({
      'a.yaml': configMap('a'),
      'kustomization.yaml': 'namespace: ${NS}\nresources: [a.yaml]',
    });
    expect(effectiveNamespaces(workspace, { path: '/repo/a.yaml', namespace: 'default' })).toEqual([undefined]);
  });
});
