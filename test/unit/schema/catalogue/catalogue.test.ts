import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogueLayer, catalogueVersions, type CatalogueReader } from '../../../../src/schema/catalogue.ts';
import type { CatalogueFile, CatalogueIndex, TextFile } from '../../../../src/schema/catalogueFile.ts';
import { resolve } from '../../../../src/schema/describe.ts';
import type { KindSchema, Schema, SchemaSet } from '../../../../src/schema/schema.ts';
import { schemaSet } from '../../../../src/schema/schemaSet.ts';

const folder = join(import.meta.dirname, '../../../../schemas');
const index = read('index.json') as CatalogueIndex;

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

function setOf(choice: Parameters<typeof catalogueLayer>[1], reader: CatalogueReader = { schemas: read }): SchemaSet {
  return schemaSet([catalogueLayer(reader, choice)]);
}

/** The schema at a path of field names; items of lists are passed through. */
function at(kind: KindSchema | undefined, path: string): Schema | undefined {
  let place = kind && resolve(kind, kind.schema);
  for (const name of path.split('.')) {
    const field = place?.properties?.[name];
    place = kind && field && resolve(kind, field);
    if (kind && place?.items) place = resolve(kind, place.items);
  }
  return place;
}

describe('the files of the catalogue', () => {
  test('are all in the index, and none is large', () => {
    // The schema of .sluice.yaml is no part of the catalogue.
    const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'sluice.json');
    expect(files.sort()).toEqual(['index.json', 'lifecycle.json', ...index.files.map(({ file }) => file)].sort());
    for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThan(1_400_000);
  });

  test.each(index.files.map(({ file, kinds }) => [file, kinds] as const))(
    '%s holds the kinds of the index',
    (file, kinds) => {
      const { kinds: schemas } = read(file) as CatalogueFile;
      const listed = kinds.flatMap(({ group, kind, versions }) => versions.map((one) => `${group}/${one}/${kind}`));
      expect(Object.keys(schemas).sort()).toEqual(listed.sort());
    },
  );

  test.each(index.files.map(({ file }) => file))(
    '%s refers to no definition that it lacks, and holds no text',
    (file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const { definitions } = JSON.parse(text) as CatalogueFile;
      const refs = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, name = '']) => name));
      expect([...refs].filter((name) => !(name in definitions))).toEqual([]);
      expect(text).not.toMatch(/"description":"/);
    },
  );
});

describe('what the catalogue knows', () => {
  const set = setOf({});

  test('of Flux: every kind of its newest version', () => {
    const kinds = set
      .groups()
      .filter((group) => group.endsWith('.fluxcd.io'))
      .flatMap((group) => set.kinds(group));
    expect(kinds.sort().join(' ')).toBe(
      'Alert ArtifactGenerator Bucket ExternalArtifact GitRepository HelmChart HelmRelease HelmRepository ImagePolicy ' +
        'ImageRepository ImageUpdateAutomation Kustomization OCIRepository Provider Receiver',
    );
    const kustomization = set.find('kustomize.toolkit.fluxcd.io', 'v1', 'Kustomization');
    expect(kustomization).toMatchObject({ custom: true, namespaced: true, origin: 'catalogue', source: 'Flux 2.9' });
    expect(at(kustomization, 'spec')?.required).toEqual(['interval', 'prune', 'sourceRef']);
    expect(at(kustomization, 'spec.sourceRef.kind')?.enum).toContain('ExternalArtifact');
    expect(at(kustomization, 'spec.postBuild.substituteStrategy')?.enum).toEqual(['WithVariables', 'Always']);
    expect(at(kustomization, 'metadata.labels')?.type).toBe('object');
    const release = set.find('helm.toolkit.fluxcd.io', 'v2', 'HelmRelease');
    expect(at(release, 'spec')?.['x-kubernetes-validations']).not.toEqual([]);
    expect(set.entry('helm.toolkit.fluxcd.io', 'HelmRelease')?.shortNames).toEqual(['hr']);
  });

  test('of Kubernetes: structure, list types, quantities, open objects', () => {
    const deployment = set.find('apps', 'v1', 'Deployment');
    expect(deployment).toMatchObject({ custom: false, namespaced: true, source: 'Kubernetes 1.37' });
    expect(at(deployment, 'spec')?.required).toEqual(['selector', 'template']);
    expect(at(deployment, 'spec.template.metadata.name')?.type).toBe('string');
    expect(at(deployment, 'spec.template.spec.containers.ports.protocol')).toEqual({ type: 'string', default: 'TCP' });
    expect(at(deployment, 'spec.template.spec.containers')?.properties?.['ports']).toMatchObject({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
    });
    const limits = at(deployment, 'spec.template.spec.containers.resources.limits')?.additionalProperties;
    expect(limits).toMatchObject({ anyOf: [{ type: 'number' }, { type: 'string' }] });
    expect(at(deployment, 'spec.strategy.rollingUpdate.maxSurge')).toEqual({ 'x-kubernetes-int-or-string': true });
    const crd = set.find('apiextensions.k8s.io', 'v1', 'CustomResourceDefinition');
    expect(at(crd, 'spec.versions.schema.openAPIV3Schema.default')).toMatchObject({
      'x-kubernetes-preserve-unknown-fields': true,
    });
    expect(set.entry('', 'Namespace')).toMatchObject({ namespaced: false, shortNames: ['ns'], plural: 'namespaces' });
    expect(set.versions('autoscaling', 'HorizontalPodAutoscaler')).toEqual(['v2', 'v1']);
  });

  test('of kustomize: its files, in which nothing is required', () => {
    const kustomization = set.find('kustomize.config.k8s.io', 'v1beta1', 'Kustomization');
    expect(kustomization?.custom).toBe(false);
    expect(Object.keys(kustomization?.schema.properties ?? {})).toEqual(
      expect.arrayContaining(['apiVersion', 'components', 'configMapGenerator', 'kind', 'patches', 'resources']),
    );
    expect(kustomization?.schema.required).toBeUndefined();
    expect(Object.keys(at(kustomization, 'patches.target')?.properties ?? {}).sort()).toEqual([
      'annotationSelector',
      'group',
      'kind',
      'labelSelector',
      'name',
      'namespace',
      'version',
    ]);
    expect(set.find('kustomize.config.k8s.io', 'v1alpha1', 'Component')?.schema).toEqual(kustomization?.schema);
  });

  test('of Flux Operator, Gateway API and Flagger', () => {
    expect(set.kinds('fluxcd.controlplane.io')).toEqual([
      'FluxInstance',
      'FluxReport',
      'ResourceSet',
      'ResourceSetInputProvider',
    ]);
    expect(at(set.find('fluxcd.controlplane.io', 'v1', 'ResourceSet'), 'spec.inputStrategy.name')?.enum).toHaveLength(
      2,
    );
    expect(set.versions('gateway.networking.k8s.io', 'HTTPRoute')).toEqual(['v1', 'v1beta1']);
    expect(set.kinds('flagger.app')).toContain('Canary');
  });
});

describe('versions', () => {
  test('can be chosen', () => {
    expect(catalogueVersions({ schemas: read })).toEqual({
      kubernetes: ['1.37', '1.36', '1.35', '1.34'],
      flux: ['2.9', '2.8', '2.7'],
    });
    expect(setOf({ kubernetes: 'v1.35.1+k3s1' }).find('', 'v1', 'Pod')?.source).toBe('Kubernetes 1.35');
    expect(setOf({ kubernetes: '1.20' }).find('', 'v1', 'Pod')?.source).toBe('Kubernetes 1.34');
  });

  test('that lack kinds have those of the next newer version', () => {
    const set = setOf({ flux: 'v2.7.3' });
    expect(set.find('helm.toolkit.fluxcd.io', 'v2', 'HelmRelease')?.source).toBe('Flux 2.7');
    expect(set.find('helm.toolkit.fluxcd.io', 'v2beta2', 'HelmRelease')?.deprecated).toMatch(/upgrade to v2/);
    expect(set.find('source.toolkit.fluxcd.io', 'v1', 'GitRepository')?.source).toBe('Flux 2.8');
    expect(set.find('notification.toolkit.fluxcd.io', 'v1', 'Receiver')?.source).toBe('Flux 2.9');
  });

  test('of Kubernetes lack what came later', () => {
    const kinds = (kubernetes: string) => setOf({ kubernetes }).versions('scheduling.k8s.io', 'Workload');
    expect([kinds('1.34'), kinds('1.36')]).toEqual([[], ['v1alpha2']]);
  });
});

describe('reading', () => {
  function counting(): { reader: CatalogueReader; files: string[] } {
    const files: string[] = [];
    return {
      files,
      reader: { schemas: (file) => (files.push(file), read(file)), texts: (file) => void files.push(`texts ${file}`) },
    };
  }

  test('takes the index, and each other file once when it is needed', () => {
    const { reader, files } = counting();
    const set = setOf({ flux: '2.8' }, reader);
    set.versions('apps', 'Deployment');
    expect(files).toEqual(['index.json']);
    const pod = set.find('', 'v1', 'Pod');
    expect(set.find('', 'v1', 'Pod')).toBe(pod);
    set.find('', 'v1', 'Nothing');
    set.find('source.toolkit.fluxcd.io', 'v1', 'Bucket');
    expect(files).toEqual(['index.json', 'kubernetes-1.37.json', 'flux-2.8.json']);
    const bucket = set.find('source.toolkit.fluxcd.io', 'v1', 'Bucket');
    expect(bucket && set.describe?.(bucket, ['spec'])).toBeUndefined();
    expect(bucket && set.describe?.(bucket, ['spec', 'interval'])).toBeUndefined();
    expect(files.slice(3)).toEqual(['texts flux-2.9.json']);
  });

  test('survives a catalogue that is not there', () => {
    const set = setOf({}, { schemas: () => undefined });
    expect(set.groups()).toEqual([]);
    const lost = setOf({}, { schemas: (file) => (file === 'index.json' ? index : undefined) });
    expect(lost.find('apps', 'v1', 'Deployment')).toBeUndefined();
  });
});

describe('a description', () => {
  const texts: TextFile = {
    texts: [
      'a deployment',
      'the spec field',
      'a spec',
      'how many',
      'a container',
      'its image',
      'the pod template',
      'a limit',
      'all containers',
    ],
    kinds: { 'apps/v1/Deployment': [0, { spec: 1 }] },
    definitions: {
      'apps.v1.DeploymentSpec': [2, { replicas: 3, template: 6 }],
      'core.v1.PodSpec': [-1, { containers: 8 }],
      'core.v1.Container': [4, { image: 5 }],
      'core.v1.ResourceRequirements': [-1, { limits: [-1, { '*': 7 }] }],
    },
  };
  const set = setOf({}, { schemas: read, texts: () => texts });
  const deployment = set.find('apps', 'v1', 'Deployment');
  const container = ['spec', 'template', 'spec', 'containers'];

  test.each([
    ['the kind', [], 'a deployment'],
    ['a field, before its type', ['spec'], 'the spec field'],
    ['a field of a definition', ['spec', 'replicas'], 'how many'],
    ['a list', container, 'all containers'],
    ['an item', [...container, '0'], 'all containers'],
    ['a field of an item', [...container, '0', 'image'], 'its image'],
    ['a field of any item', [...container, 'image'], 'its image'],
    ['a value of a map', [...container, '1', 'resources', 'limits', 'cpu'], 'a limit'],
    ['metadata', ['metadata', 'finalizers'], expect.stringContaining('clean up')],
    ['apiVersion', ['apiVersion'], expect.stringContaining('group and version')],
    ['a field without text', ['spec', 'selector'], undefined],
    ['no field', ['spec', 'toString', 'x'], undefined],
  ])('is found for %s', (_, path, text) => {
    expect(deployment && set.describe?.(deployment, path)).toEqual(text);
  });
});
