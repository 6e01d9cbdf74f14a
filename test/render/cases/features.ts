import type { JsonObject } from '../../../src/flux/object.ts';
import type { VariableSource } from '../../../src/diff/terms/ports.ts';

/** One feature of kustomize or of Flux, as what it adds to a small repository and to its Kustomization. */
export interface Feature {
  readonly name: string;
  readonly spec?: JsonObject;
  /** Fields of apps/kustomization.yaml; without any from all features there is no such file. */
  readonly kustomization?: JsonObject;
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: readonly VariableSource[];
  readonly notByCli?: string;
}

const relabelled = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: any
spec:
  template:
    metadata:
      labels: {patched: "yes"}
    spec:
      containers:
        - name: main
          args: ["--fast"]
`;

/** Each is rendered alone, and with each of the others. */
export const features: readonly Feature[] = [
  { name: 'generated' },
  {
    name: 'strategic merge patch',
    spec: { patches: [{ target: { kind: 'Deployment', labelSelector: 'tier=front' }, patch: relabelled }] },
  },
  {
    name: 'JSON patch',
    spec: {
      patches: [
        {
          target: { kind: 'Service', name: 'w.*' },
          patch:
            '- op: add\n  path: /spec/ports/-\n  value: {name: admin, port: 9000}\n- op: remove\n  path: /spec/ports/0\n',
        },
      ],
    },
  },
  {
    name: 'images',
    spec: {
      images: [
        { name: 'ghcr.io/acme/web', newTag: '2.0.0' },
        { name: 'sidecar', newName: 'ghcr.io/acme/sidecar' },
      ],
    },
    kustomization: {
      images: [{ name: 'ghcr.io/acme/web', newName: 'mirror.example/web', digest: `sha256:${'0'.repeat(64)}` }],
    },
  },
  {
    name: 'components',
    spec: { components: ['../components/extra'] },
    files: {
      'components/extra/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [extra.yaml]\nlabels:\n  - pairs: {component: extra}\n',
      'components/extra/extra.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: extra\n',
    },
  },
  {
    name: 'missing components ignored',
    spec: { components: ['../components/gone'], ignoreMissingComponents: true },
    notByCli: 'it looks for components elsewhere',
  },
  { name: 'target namespace', spec: { targetNamespace: 'target' } },
  { name: 'name prefix', spec: { namePrefix: 'pre-' } },
  { name: 'name suffix', spec: { nameSuffix: '-v2' } },
  {
    name: 'common metadata',
    spec: { commonMetadata: { labels: { team: 'a', tier: 'all' }, annotations: { owner: 'me' } } },
  },
  { name: 'build metadata', spec: { buildMetadata: ['originAnnotations', 'transformerAnnotations'] } },
  {
    name: 'substitution',
    spec: { postBuild: { substitute: { replicas: '3', host: 'shop.example', multi: 'a\nb', octal: '0755' } } },
    files: {
      'apps/variables.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: variables\ndata:\n  replicas: "${replicas}"\n  host: https://${host}/\n' +
        '  multi: ${multi}\n  mode: "${octal}"\n  upper: ${host^^}\n  cut: ${host%.*}\n  missing: ${missing:=default}\n  kept: $${host}\n',
    },
    kustomization: { resources: ['variables.yaml'] },
  },
  {
    name: 'variables from the cluster',
    spec: {
      postBuild: {
        substituteFrom: [
          { kind: 'ConfigMap', name: 'settings' },
          { kind: 'Secret', name: 'keys' },
          { kind: 'ConfigMap', name: 'absent', optional: true },
        ],
      },
    },
    files: {
      'apps/settings.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: from-cluster\n  annotations: {at: "${region}"}\ndata:\n  key: ${key}\n  region: ${region}\n',
    },
    kustomization: { resources: ['settings.yaml'] },
    variables: [
      { kind: 'ConfigMap', name: 'settings', state: 'given', data: { region: 'eu', key: 'first' } },
      { kind: 'Secret', name: 'keys', state: 'given', data: { key: 'se"cret\n' } },
      { kind: 'ConfigMap', name: 'absent', state: 'absent' },
    ],
    notByCli: 'a dry run reads no cluster',
  },
  {
    name: 'substitution always',
    spec: { postBuild: { substituteStrategy: 'Always' } },
    files: {
      'apps/always.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: always\ndata:\n  key: ${nowhere:-fallback}\n',
    },
    kustomization: { resources: ['always.yaml'] },
  },
  {
    name: 'substitution disabled',
    spec: { postBuild: { substitute: { word: 'changed' } } },
    files: {
      'apps/disabled.yaml': ['labels', 'annotations', 'none']
        .map(
          (where) =>
            `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: by-${where}\n` +
            (where === 'none' ? '' : `  ${where}:\n    kustomize.toolkit.fluxcd.io/substitute: disabled\n`) +
            'data:\n  key: ${word}\n',
        )
        .join('---\n'),
    },
    kustomization: { resources: ['disabled.yaml'] },
  },
  {
    name: 'generators',
    kustomization: {
      configMapGenerator: [
        { name: 'generated', literals: ['a=1'], files: ['note.txt', 'named=note.txt'], envs: ['some.env'] },
      ],
      secretGenerator: [{ name: 'hidden', type: 'Opaque', literals: ['password=hunter2'] }],
      generatorOptions: { labels: { made: 'yes' } },
    },
    files: { 'apps/note.txt': 'line one\nline two\n', 'apps/some.env': 'FROM_ENV=1\n# comment\nOTHER=two words\n' },
  },
  {
    name: 'replacements',
    kustomization: {
      replacements: [
        {
          source: { kind: 'Service', name: 'web', fieldPath: 'spec.ports.[name=http].port' },
          targets: [
            {
              select: { kind: 'Deployment' },
              fieldPaths: ['spec.template.spec.containers.[name=main].ports.0.containerPort'],
            },
          ],
        },
      ],
    },
  },
  {
    name: 'transformers',
    kustomization: { transformers: ['labels.yaml'] },
    files: {
      'apps/labels.yaml':
        'apiVersion: builtin\nkind: LabelTransformer\nmetadata:\n  name: labels\nlabels:\n  by: transformer\nfieldSpecs:\n  - path: metadata/labels\n    create: true\n',
    },
  },
  {
    name: 'labels, annotations and namespace',
    kustomization: {
      labels: [{ pairs: { env: 'test' }, includeSelectors: true, includeTemplates: true }],
      commonAnnotations: { note: 'all' },
      namespace: 'from-kustomization',
    },
  },
  {
    name: 'list',
    kustomization: { resources: ['list.yaml'] },
    files: {
      'apps/list.yaml':
        'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: in-list-a}\n  - apiVersion: v1\n    kind: Secret\n    metadata: {name: in-list-b}\n    stringData: {a: b}\n',
    },
  },
  {
    name: 'folder with a kustomization of its own',
    kustomization: { resources: ['nested'] },
    files: {
      'apps/nested/kustomization.yaml': 'namePrefix: nested-\nresources:\n  - config.yaml\n',
      'apps/nested/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\ndata: {a: b}\n',
    },
  },
  {
    name: 'own OpenAPI schema',
    kustomization: {
      openapi: { path: 'schema.json' },
      resources: ['custom.yaml'],
      patches: [{ path: 'custom-patch.yaml' }],
    },
    files: {
      'apps/schema.json': JSON.stringify({
        definitions: {
          'v1.Widget': {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  parts: {
                    type: 'array',
                    items: { type: 'object' },
                    'x-kubernetes-patch-merge-key': 'name',
                    'x-kubernetes-patch-strategy': 'merge',
                  },
                },
              },
            },
            'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Widget' }],
          },
        },
      }),
      'apps/custom.yaml':
        'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: widget\nspec:\n  parts:\n    - {name: a, size: 1}\n    - {name: b, size: 2}\n',
      'apps/custom-patch.yaml':
        'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: widget\nspec:\n  parts:\n    - {name: b, size: 3}\n',
    },
  },
];
