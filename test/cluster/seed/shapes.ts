/** Flux objects as real fleets have them, made from a number: the same number gives the same object. */
import type { KubernetesResource } from '../cluster.ts';

/** An object, the plural of its kind's REST path, and the status that its controller would have given it. */
export interface Seed {
  /** Below `/apis`, up to the version. */
  readonly api: string;
  readonly plural: string;
  readonly object: KubernetesResource;
  readonly status: object;
}

export const namespaceCount = 300;

export function seedNamespace(index: number): string {
  return `team-${String(index % namespaceCount).padStart(3, '0')}`;
}

/** Of ten objects five are Kustomizations, three HelmReleases and two GitRepositories. */
export function makeSeed(index: number): Seed {
  const slot = Math.floor(index / namespaceCount) % 10;
  if (slot < 2) return gitRepository(index);
  return slot < 7 ? kustomization(index) : helmRelease(index);
}

/** One in 25 fails, one in 50 is suspended. */
const fails = (index: number): boolean => index % 25 === 7;
const isSuspended = (index: number): boolean => index % 50 === 11;

function gitRepository(index: number): Seed {
  const url = `https://git.example.test/${seedNamespace(index)}/app-${index}.git`;
  const failure = `failed to checkout and determine revision: unable to clone '${url}': authentication required`;
  const ready = condition(
    !fails(index),
    ['Succeeded', `stored artifact for revision '${revision(index)}'`],
    ['GitOperationFailed', failure],
  );
  const path = `gitrepository/${seedNamespace(index)}/app-${index}/${hash(index)}.tar.gz`;
  const artifact = { path, url: `http://source-controller.flux-system.svc/${path}`, revision: revision(index) };
  return seed('source.toolkit.fluxcd.io/v1', 'gitrepositories', 'GitRepository', index, {
    spec: { interval: '5m', url, ref: { branch: 'main' }, secretRef: { name: 'git' } },
    status: {
      conditions: [ready, ...(fails(index) ? [] : [{ ...ready, type: 'ArtifactInStorage' }])],
      artifact: { ...artifact, digest: `sha256:${hash(index)}`, lastUpdateTime: moment, size: 20_000 + index },
    },
  });
}

function kustomization(index: number): Seed {
  const namespace = seedNamespace(index);
  const ready = condition(
    !fails(index),
    ['ReconciliationSucceeded', `Applied revision: ${revision(index)}`],
    [
      'BuildFailed',
      "kustomize build failed: accumulating resources: accumulation err='accumulating resources from 'config.yaml': open /tmp/kustomization-1/config.yaml: no such file or directory'",
    ],
  );
  const kinds = [
    '_Service',
    '_ConfigMap',
    'apps_Deployment',
    'policy_PodDisruptionBudget',
    'networking.k8s.io_Ingress',
  ];
  return seed('kustomize.toolkit.fluxcd.io/v1', 'kustomizations', 'Kustomization', index, {
    spec: {
      interval: '10m',
      path: `./apps/app-${index}/production`,
      prune: true,
      timeout: '3m',
      wait: true,
      targetNamespace: namespace,
      sourceRef: { kind: 'GitRepository', name: `app-${index % (2 * namespaceCount)}` },
    },
    status: {
      conditions: [ready],
      lastAppliedRevision: revision(index),
      lastAttemptedRevision: revision(index),
      inventory: { entries: kinds.map((kind) => ({ id: `${namespace}_app-${index}_${kind}`, v: 'v1' })) },
    },
  });
}

function helmRelease(index: number): Seed {
  const namespace = seedNamespace(index);
  const release = `${namespace}/app-${index}.v3`;
  const ready = condition(
    !fails(index),
    ['UpgradeSucceeded', `Helm upgrade succeeded for release ${release} with chart app@1.${index % 40}.0`],
    [
      'UpgradeFailed',
      `Helm upgrade failed for release ${release} with chart app@1.${index % 40}.0: context deadline exceeded`,
    ],
  );
  const history = { name: `app-${index}`, namespace, version: 3, chartName: 'app', chartVersion: `1.${index % 40}.0` };
  const digests = { configDigest: `sha256:${hash(index)}`, digest: `sha256:${hash(index + 1)}` };
  const times = { firstDeployed: moment, lastDeployed: moment };
  const status = fails(index) ? 'failed' : 'deployed';
  return seed('helm.toolkit.fluxcd.io/v2', 'helmreleases', 'HelmRelease', index, {
    spec: {
      interval: '15m',
      chart: { spec: { chart: 'app', version: '1.x', sourceRef: { kind: 'HelmRepository', name: 'charts' } } },
      values: { replicas: 2, image: { tag: `1.${index % 40}.0` }, resources: { limits: { memory: '256Mi' } } },
    },
    status: {
      conditions: [ready, { ...ready, type: 'Released' }],
      history: [{ ...history, ...digests, ...times, status }],
      lastAttemptedRevision: `1.${index % 40}.0`,
      lastAttemptedGeneration: 1,
      lastAttemptedReleaseAction: 'upgrade',
    },
  });
}

function seed(
  apiVersion: string,
  plural: string,
  kind: string,
  index: number,
  { spec, status }: { spec: object; status: object },
): Seed {
  const namespace = seedNamespace(index);
  const labels = { 'app.kubernetes.io/part-of': namespace, 'kustomize.toolkit.fluxcd.io/name': 'tenants' };
  const object = {
    apiVersion,
    kind,
    metadata: { namespace, name: `app-${index}`, labels },
    spec: { ...spec, ...(isSuspended(index) ? { suspend: true } : {}) },
  };
  return { api: apiVersion, plural, object, status: { observedGeneration: 1, ...status } };
}

const moment = '2026-01-05T09:00:00Z';

function condition(isReady: boolean, success: [string, string], failure: [string, string]): { type: string } {
  const [reason, message] = isReady ? success : failure;
  const status = isReady ? 'True' : 'False';
  return { type: 'Ready', status, reason, message, lastTransitionTime: moment, observedGeneration: 1 } as {
    type: string;
  };
}

function revision(index: number): string {
  return `main@sha1:${hash(index).slice(0, 40)}`;
}

/** 64 hexadecimal digits that differ between numbers. */
function hash(index: number): string {
  return (index * 2_654_435_761).toString(16).padStart(16, '0').slice(-16).repeat(4);
}
