import { kinds } from './kinds.ts';
import { groupOf, kindId, type KindId } from './object.ts';

/**
 * A field that names another object. Where the field is text, that is the name; where it is a map, the name is its
 * `name`, and `kind`, `apiVersion`, `namespace` and `optional` stand beside it as far as the field knows them.
 */
export interface ReferenceField {
  /** Keys from the object's root, joined with dots; `[]` behind a key stands for every item: `spec.dependsOn[]`. */
  readonly path: string;
  /**
   * What it names: a kind; the kinds that its `kind` may name, the first where none is written; or, with `any`, the kind
   * that `apiVersion` (or `group`) and `kind` name together.
   */
  readonly to: readonly KindId[] | 'any';
  /** Whether a `namespace` beside the name counts; else it is the object's own. */
  readonly anyNamespace: boolean;
  /** What follows when no such object can be found: see checkReferences. */
  readonly absence: Absence;
}

/**
 * How sure an object that is declared nowhere is missing. `needed`: it is normally declared beside what names it.
 * `outside`: it is often made otherwise: by a person, a bootstrap, another repository. `unjudged`: not looked for.
 */
export type Absence = 'needed' | 'outside' | 'unjudged';

const secret = kindId('', 'Secret');
const configMap = kindId('', 'ConfigMap');
const serviceAccount = kindId('', 'ServiceAccount');
const service = kindId('', 'Service');
const claim = kindId('', 'PersistentVolumeClaim');

function own(path: string, to: KindId | readonly KindId[], absence: Absence = 'outside'): ReferenceField {
  return { path, to: typeof to === 'string' ? [to] : to, anyNamespace: false, absence };
}

function anywhere(path: string, to: readonly KindId[] | 'any', absence: Absence): ReferenceField {
  return { path, to, anyNamespace: true, absence };
}

const eventKinds: readonly KindId[] = [
  kinds.kustomization,
  kinds.helmRelease,
  kinds.gitRepository,
  kinds.helmRepository,
  kinds.helmChart,
  kinds.ociRepository,
  kinds.bucket,
  kinds.imageRepository,
  kinds.imagePolicy,
  kinds.imageUpdateAutomation,
  kinds.externalArtifact,
  kinds.artifactGenerator,
  kinds.resourceSet,
  kinds.resourceSetInputProvider,
  kinds.fluxInstance,
];

const kubeConfig = [own('spec.kubeConfig.secretRef', secret), own('spec.kubeConfig.configMapRef', configMap)];
const values: readonly KindId[] = [secret, configMap];

/** As the Go types of Flux 2.9 and flux-operator 0.58 have them, and of other kinds what people follow most. */
const table: readonly (readonly [KindId | readonly KindId[], readonly ReferenceField[]])[] = [
  [
    kinds.kustomization,
    [
      anywhere(
        'spec.sourceRef',
        [kinds.gitRepository, kinds.ociRepository, kinds.bucket, kinds.externalArtifact],
        'outside',
      ),
      anywhere('spec.dependsOn[]', [kinds.kustomization], 'needed'),
      own('spec.postBuild.substituteFrom[]', values),
      own('spec.decryption.secretRef', secret),
      own('spec.decryption.serviceAccountName', serviceAccount),
      own('spec.serviceAccountName', serviceAccount),
      ...kubeConfig,
      anywhere('spec.healthChecks[]', 'any', 'unjudged'),
    ],
  ],
  [
    kinds.helmRelease,
    [
      anywhere('spec.chart.spec.sourceRef', [kinds.helmRepository, kinds.gitRepository, kinds.bucket], 'outside'),
      own('spec.chart.spec.verify.secretRef', secret),
      anywhere('spec.chartRef', [kinds.ociRepository, kinds.helmChart, kinds.externalArtifact], 'outside'),
      anywhere('spec.dependsOn[]', [kinds.helmRelease], 'needed'),
      own('spec.valuesFrom[]', values),
      own('spec.serviceAccountName', serviceAccount),
      ...kubeConfig,
    ],
  ],
  [
    kinds.gitRepository,
    [
      own('spec.secretRef', secret),
      own('spec.proxySecretRef', secret),
      own('spec.verify.secretRef', secret),
      own('spec.serviceAccountName', serviceAccount),
      own('spec.include[].repository', kinds.gitRepository),
    ],
  ],
  [
    kinds.ociRepository,
    [
      own('spec.secretRef', secret),
      own('spec.certSecretRef', secret),
      own('spec.proxySecretRef', secret),
      own('spec.verify.secretRef', secret),
      own('spec.verify.trustedRootSecretRef', secret),
      own('spec.serviceAccountName', serviceAccount),
    ],
  ],
  [
    kinds.bucket,
    [
      own('spec.secretRef', secret),
      own('spec.certSecretRef', secret),
      own('spec.proxySecretRef', secret),
      own('spec.sts.secretRef', secret),
      own('spec.sts.certSecretRef', secret),
      own('spec.serviceAccountName', serviceAccount),
    ],
  ],
  [kinds.helmRepository, [own('spec.secretRef', secret), own('spec.certSecretRef', secret)]],
  [
    kinds.helmChart,
    [
      own('spec.sourceRef', [kinds.helmRepository, kinds.gitRepository, kinds.bucket]),
      own('spec.verify.secretRef', secret),
    ],
  ],
  [
    kinds.artifactGenerator,
    [
      anywhere(
        'spec.sources[]',
        [kinds.gitRepository, kinds.ociRepository, kinds.bucket, kinds.helmChart, kinds.externalArtifact],
        'outside',
      ),
    ],
  ],
  [kinds.externalArtifact, [anywhere('spec.sourceRef', 'any', 'unjudged')]],
  [
    kinds.imageRepository,
    [
      own('spec.secretRef', secret),
      own('spec.certSecretRef', secret),
      own('spec.proxySecretRef', secret),
      own('spec.serviceAccountName', serviceAccount),
    ],
  ],
  [kinds.imagePolicy, [anywhere('spec.imageRepositoryRef', [kinds.imageRepository], 'needed')]],
  [
    kinds.imageUpdateAutomation,
    [anywhere('spec.sourceRef', [kinds.gitRepository], 'outside'), own('spec.git.commit.signingKey.secretRef', secret)],
  ],
  [
    kinds.alert,
    [own('spec.providerRef', kinds.provider, 'needed'), anywhere('spec.eventSources[]', eventKinds, 'outside')],
  ],
  [
    kinds.provider,
    [
      own('spec.secretRef', secret),
      own('spec.certSecretRef', secret),
      own('spec.proxySecretRef', secret),
      own('spec.serviceAccountName', serviceAccount),
    ],
  ],
  [kinds.receiver, [own('spec.secretRef', secret), anywhere('spec.resources[]', eventKinds, 'outside')]],
  [
    kinds.resourceSet,
    [
      anywhere('spec.dependsOn[]', 'any', 'unjudged'),
      own('spec.inputsFrom[]', kinds.resourceSetInputProvider, 'needed'),
      own('spec.serviceAccountName', serviceAccount),
    ],
  ],
  [
    kinds.resourceSetInputProvider,
    [own('spec.secretRef', secret), own('spec.certSecretRef', secret), own('spec.serviceAccountName', serviceAccount)],
  ],
  [
    kinds.fluxInstance,
    [
      own('spec.sync.pullSecret', secret),
      own('spec.distribution.artifactPullSecret', secret),
      own('spec.distribution.imagePullSecret', secret),
    ],
  ],
  ...workloads(),
  [
    kindId('gateway.networking.k8s.io', 'HTTPRoute'),
    [
      anywhere('spec.parentRefs[]', [kindId('gateway.networking.k8s.io', 'Gateway')], 'unjudged'),
      anywhere('spec.rules[].backendRefs[]', [service], 'unjudged'),
    ],
  ],
  [
    kindId('networking.k8s.io', 'Ingress'),
    [
      own('spec.rules[].http.paths[].backend.service', service, 'unjudged'),
      own('spec.tls[].secretName', secret, 'unjudged'),
    ],
  ],
  [kindId('autoscaling', 'HorizontalPodAutoscaler'), [anywhere('spec.scaleTargetRef', 'any', 'unjudged')]],
  [
    [kindId('rbac.authorization.k8s.io', 'RoleBinding'), kindId('rbac.authorization.k8s.io', 'ClusterRoleBinding')],
    [anywhere('subjects[]', [serviceAccount], 'unjudged')],
  ],
];

/** What pods name, in the kinds that make pods. */
function workloads(): (typeof table)[number][] {
  const pods: readonly (readonly [string, readonly KindId[]])[] = [
    ['spec', [kindId('', 'Pod')]],
    [
      'spec.template.spec',
      [
        kindId('apps', 'Deployment'),
        kindId('apps', 'StatefulSet'),
        kindId('apps', 'DaemonSet'),
        kindId('apps', 'ReplicaSet'),
        kindId('batch', 'Job'),
      ],
    ],
    ['spec.jobTemplate.spec.template.spec', [kindId('batch', 'CronJob')]],
  ];
  return pods.map(([spec, of]) => [
    of,
    [
      own(`${spec}.serviceAccountName`, serviceAccount, 'unjudged'),
      own(`${spec}.imagePullSecrets[]`, secret, 'unjudged'),
      own(`${spec}.volumes[].configMap`, configMap, 'unjudged'),
      own(`${spec}.volumes[].secret.secretName`, secret, 'unjudged'),
      own(`${spec}.volumes[].persistentVolumeClaim.claimName`, claim, 'unjudged'),
      ...['containers', 'initContainers'].flatMap((list) => [
        own(`${spec}.${list}[].envFrom[].configMapRef`, configMap, 'unjudged'),
        own(`${spec}.${list}[].envFrom[].secretRef`, secret, 'unjudged'),
        own(`${spec}.${list}[].env[].valueFrom.configMapKeyRef`, configMap, 'unjudged'),
        own(`${spec}.${list}[].env[].valueFrom.secretKeyRef`, secret, 'unjudged'),
      ]),
    ],
  ]);
}

const byKind: ReadonlyMap<KindId, readonly ReferenceField[]> = new Map(
  table.flatMap(([of, fields]) => (typeof of === 'string' ? [of] : of).map((kind) => [kind, fields] as const)),
);

/** The fields of a kind that name other objects. */
export function referenceFields(kind: KindId): readonly ReferenceField[] {
  return byKind.get(kind) ?? [];
}

/** What stands beside the name in a reference, as far as it is written. */
export interface WrittenKind {
  readonly kind: string | undefined;
  readonly apiVersion: string | undefined;
  readonly group: string | undefined;
}

/** The kind that a reference in this field means. Undefined where that is none that the field allows, or not told. */
export function namedKind({ to }: ReferenceField, { kind, apiVersion, group }: WrittenKind): KindId | undefined {
  if (to === 'any') return kind === undefined ? undefined : kindId(group ?? groupOf(apiVersion ?? ''), kind);
  return kind === undefined ? to[0] : to.find((id) => id.endsWith(`/${kind}`));
}
