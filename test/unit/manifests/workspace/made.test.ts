import { describe, expect, it } from 'vitest';
import { allFiles } from '../../../../src/manifests/workspace/workspace.ts';
import { workspaceOf } from './fixture.ts';

/** What the objects of a text make, as `Kind name`. */
function makes(text: string): string[] {
  return allFiles(workspaceOf({ 'a.yaml': text })).flatMap(({ documents }) =>
    documents.flatMap(({ objects }) =>
      objects.flatMap((object) => object.makes.map(({ kindId, name }) => `${kindId.split('/').at(-1) ?? ''} ${name}`)),
    ),
  );
}

const object = (apiVersion: string, kind: string, rest: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\n${rest}\n`;

describe('what objects make', () => {
  it.each([
    [
      'an ExternalSecret',
      object('external-secrets.io/v1', 'ExternalSecret', 'spec: {target: {name: a}}'),
      ['Secret a'],
    ],
    ['an ExternalSecret without a target', object('external-secrets.io/v1', 'ExternalSecret', ''), ['Secret web']],
    ['a SealedSecret', object('bitnami.com/v1alpha1', 'SealedSecret', ''), ['Secret web']],
    ['a Certificate', object('cert-manager.io/v1', 'Certificate', 'spec: {secretName: tls}'), ['Secret tls']],
    [
      'an ArtifactGenerator',
      object('source.extensions.fluxcd.io/v1beta1', 'ArtifactGenerator', 'spec: {artifacts: [{name: a}, {name: b}]}'),
      ['ExternalArtifact a', 'ExternalArtifact b'],
    ],
    [
      'a FluxInstance',
      object('fluxcd.controlplane.io/v1', 'FluxInstance', 'spec: {sync: {kind: OCIRepository}}'),
      ['OCIRepository shop', 'Kustomization shop'],
    ],
    ['a FluxInstance without a sync', object('fluxcd.controlplane.io/v1', 'FluxInstance', 'spec: {}'), []],
    [
      'a ResourceSet',
      object(
        'fluxcd.controlplane.io/v1',
        'ResourceSet',
        'spec: {resources: [{apiVersion: v1, kind: ConfigMap, metadata: {name: "<< inputs.a >>-x"}}]}',
      ),
      ['ConfigMap << inputs.a >>-x'],
    ],
    [
      'a HelmRelease',
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'spec: {chart: {spec: {chart: x}}}'),
      ['HelmChart shop-web'],
    ],
    [
      'the chart of a FluxInstance',
      object(
        'helm.toolkit.fluxcd.io/v2',
        'HelmRelease',
        'spec: {chartRef: {name: flux-instance}, values: {instance: {sync: {kind: GitRepository, name: fleet}}}}',
      ),
      ['GitRepository fleet', 'Kustomization fleet'],
    ],
    [
      'the chart of a FluxInstance with values elsewhere',
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'spec: {chartRef: {name: flux-instance}, valuesFrom: []}'),
      ['GitRepository shop', 'OCIRepository shop', 'Bucket shop', 'Kustomization shop'],
    ],
    ['a ConfigMap', object('v1', 'ConfigMap', ''), []],
  ])('are known of %s', (_, text, expected) => {
    expect(makes(text)).toEqual(expected);
  });
});
