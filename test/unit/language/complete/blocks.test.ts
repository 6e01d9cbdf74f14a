import { describe, expect, it } from 'vitest';
import { chosen, knowing, labelsIn } from '../helpContext.ts';

const head = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  patches:\n';

describe('patches', () => {
  it('know the kind that they name', () => {
    const source = `${head}    - patch: |\n        apiVersion: apps/v1\n        kind: Deployment\n        spec:\n          rep▮`;
    expect(chosen(source, 'replicas')).toBe(source.replace('rep▮', 'replicas: '));
  });

  it('know the kind of their target', () => {
    const source = `${head}    - patch: |\n        spec:\n          ▮\n      target:\n        kind: HelmRelease\n`;
    expect(labelsIn(source)).toContain('chartRef');
    expect(labelsIn(source.replace('kind: HelmRelease', 'kind: Kustomization'))).toContain('prune');
  });

  it('are completed in a kustomization too', () => {
    const source = 'patches:\n  - patch: |-\n      apiVersion: v1\n      kind: Service\n      spec:\n        ▮\n';
    expect(labelsIn(source, knowing(), 'kustomization.yaml')).toContain('ports');
  });

  it('are lists of operations', () => {
    const operation = (rest: string): string =>
      `${head}    - patch: |\n        - op: replace\n${rest}\n      target:\n        kind: HelmRelease\n`;
    expect(labelsIn(operation('          ▮'))).toEqual(['path', 'value', 'from']);
    expect(labelsIn(operation('          path: /spec/▮'))).toContain('/spec/interval');
    expect(chosen(operation('          path: /sp▮'), '/spec')).toContain('path: /spec\n');
    expect(labelsIn(operation('          path: /spec/chartRef\n          value:\n            ▮'))).toContain('kind');
    expect(labelsIn(operation('          path: /spec/chartRef/kind\n          value: ▮'))).toContain('OCIRepository');
    expect(labelsIn(`${head}    - patch: |\n        - op: ▮`)).toContain('replace');
  });
});

describe('templates', () => {
  it('hold whole objects', () => {
    const source = (end: string): string =>
      `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nspec:\n  resourcesTemplate: |\n    apiVersion: v1\n    kind: Service\n    ---\n${end}`;
    expect(labelsIn(source('    kind: Helm▮'))).toContain('HelmRelease');
    expect(labelsIn(source('    apiVersion: v1\n    kind: Service\n    spec:\n      ▮'))).toContain('selector');
  });

  it('are objects within a ResourceSet', () => {
    const source = (end: string): string =>
      `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nspec:\n  resources:\n    - apiVersion: v1\n${end}`;
    expect(labelsIn(source('      kind: ▮'))).toContain('Service');
    expect(labelsIn(source('      kind: Service\n      spec:\n        ▮'))).toContain('selector');
  });
});

describe('variables', () => {
  const context = knowing({
    'cluster/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./apps
  postBuild:
    substitute:
      DOMAIN: example.com
    substituteFrom:
      - kind: Secret
        name: vars
`,
    'cluster/vars.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: vars\nstringData:\n  TOKEN: hidden\n',
    'apps/web.yaml': '',
  });

  it('are those that the Kustomization of the file substitutes', () => {
    expect(labelsIn('host: ${▮}', context, 'apps/web.yaml')).toEqual(['DOMAIN', 'TOKEN']);
    expect(chosen('host: web.${DO▮', 'DOMAIN', context, 'apps/web.yaml')).toBe('host: web.${DOMAIN}');
    expect(chosen('host: ${▮}', 'DOMAIN', context, 'apps/web.yaml')).toBe('host: ${DOMAIN}');
  });

  it('are those of the file where no other is known', () => {
    const source = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: ${A}\n  b: ${B:=x}\n  c: |\n    ${▮';
    expect(labelsIn(source)).toEqual(['A', 'B']);
  });

  it('are none behind two dollars, and none in files of other tools', () => {
    expect(labelsIn('apiVersion: v1\nkind: ConfigMap\ndata:\n  a: ${A}\n  b: $${▮')).toEqual([]);
    expect(labelsIn('services:\n  a: ${A}\n  b: ${▮')).toEqual([]);
  });
});
