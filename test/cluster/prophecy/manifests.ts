import { stringify } from 'yaml';
import type { KubernetesResource } from '../cluster.ts';

interface Extras {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly namespace?: string;
}

/** Objects as one YAML text. */
export function yaml(...objects: readonly KubernetesResource[]): string {
  return objects.map((object) => stringify(object)).join('---\n');
}

export function object(
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
  extras: Extras = {},
): KubernetesResource {
  return clusterObject(apiVersion, kind, name, rest, { namespace: '${NS}', ...extras });
}

/** One without a namespace, named after the scenario. */
export function clusterObject(
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
  extras: Extras = {},
): KubernetesResource {
  return { apiVersion, kind, metadata: { name, ...extras }, ...rest };
}

export function configMap(
  name: string,
  data: Readonly<Record<string, string>>,
  extras: Extras = {},
): KubernetesResource {
  return object('v1', 'ConfigMap', name, { data }, extras);
}

export function secret(
  name: string,
  stringData: Readonly<Record<string, string>>,
  extras: Extras = {},
): KubernetesResource {
  return object('v1', 'Secret', name, { stringData }, extras);
}

export function service(name: string, spec: object, extras: Extras = {}): KubernetesResource {
  return object(
    'v1',
    'Service',
    name,
    { spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }], ...spec } },
    extras,
  );
}

interface Workload {
  readonly replicas?: number;
  readonly image?: string;
  readonly container?: object;
  readonly app?: string;
}

/** A Deployment of one container; no kubelet runs it. */
export function deployment(
  name: string,
  { replicas, image = 'registry.example/web:1.4.0', container, app = name }: Workload,
  extras: Extras = {},
): KubernetesResource {
  const spec = {
    ...(replicas !== undefined && { replicas }),
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } }, spec: { containers: [{ name: 'web', image, ...container }] } },
  };
  return object('apps/v1', 'Deployment', name, { spec }, extras);
}

/** A Kustomization of Flux that applies folder `folder` of the scenario. */
export function kustomization(
  name: string,
  scenario: string,
  folder: string,
  spec: object = {},
  extras: Extras = {},
): KubernetesResource {
  return object(
    'kustomize.toolkit.fluxcd.io/v1',
    'Kustomization',
    name,
    {
      spec: {
        interval: '1h',
        retryInterval: '1h',
        prune: true,
        path: `./${scenario}/${folder}`,
        sourceRef: { kind: 'GitRepository', name: 'prophecy', namespace: 'prophecy' },
        ...spec,
      },
    },
    extras,
  );
}
