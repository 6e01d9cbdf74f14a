import { fluxKustomization, kustomization } from '../../unit/stages/repository.ts';

/** The stages, in the order in which changes go through them. */
export const stageNames = ['dev', 'staging', 'production'] as const;

/**
 * A repository with applications in three stages: each a HelmRelease over a base, with values and an image in an overlay, or
 * a Deployment whose image an overlay sets. In every fourth the next stage is behind. By path.
 */
export function stagesRepository(applications: number): Map<string, string> {
  const files = new Map<string, string>();
  const names = Array.from({ length: applications }, (_, index) => `app-${index}`);
  names.forEach((name, index) => {
    const isRelease = index % 2 === 0;
    files.set(`apps/${name}/base/kustomization.yaml`, kustomization('resources:\n  - app.yaml\n  - config.yaml\n'));
    files.set(`apps/${name}/base/app.yaml`, isRelease ? release(name, '') : deployment(name));
    files.set(`apps/${name}/base/config.yaml`, config(name));
    stageNames.forEach((stage, at) => {
      const minor = index % 4 === 0 ? stageNames.length - at : 1;
      files.set(`apps/${name}/${stage}/kustomization.yaml`, overlay(name, isRelease, `1.${minor}.0`));
      if (isRelease) files.set(`apps/${name}/${stage}/values.yaml`, release(name, values(name, stage, at)));
    });
  });
  for (const stage of stageNames) {
    files.set(
      `clusters/${stage}/apps.yaml`,
      names.map((name) => fluxKustomization(name, `./apps/${name}/${stage}`)).join('---\n'),
    );
  }
  return files;
}

function overlay(name: string, isRelease: boolean, version: string): string {
  const resources = 'resources:\n  - ../base\n';
  const images = `images:\n  - name: registry.example.org/${name}\n    newTag: ${version}\n`;
  const patch = `patches:\n  - path: values.yaml\n  - target:\n      kind: HelmRelease\n    patch: |\n      - op: add\n        path: /spec/chart/spec/version\n        value: ${version}\n`;
  return kustomization(resources + (isRelease ? patch : images));
}

function release(name: string, more: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: apps
spec:
  interval: 10m
  chart:
    spec:
      chart: ${name}
      sourceRef:
        kind: HelmRepository
        name: charts
${more}`;
}

function values(name: string, stage: string, at: number): string {
  return `  values:
    replicaCount: ${at + 1}
    logLevel: ${at === 0 ? 'debug' : 'info'}
    ingress:
      hosts:
        - host: ${name}.${stage}.example.org
`;
}

function deployment(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: app
          image: registry.example.org/${name}:1.0.0
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
`;
}

function config(name: string): string {
  const lines = Array.from({ length: 20 }, (_, index) => `  KEY_${index}: value-${index}\n`);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${lines.join('')}`;
}
