import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject, KubernetesObject } from '../../../src/flux/object.ts';

/** The namespace that the applications are deployed to. */
export const namespace = 'shop';

/** Files of a kustomization with `count` objects: of each application a Deployment and a Service. */
export function appFiles(count: number, tag: string): ReadonlyMap<string, string> {
  const manifests = Array.from({ length: Math.ceil(count / 2) }, (_, index): [string, string] => {
    const name = `app-${index}`;
    const whole = 2 * index + 1 < count;
    return [`${name}.yaml`, whole ? `${deployment(name, tag)}---\n${service(name)}` : deployment(name, tag)];
  });
  const resources = manifests.map(([file]) => `  - ${file}\n`).join('');
  const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
  return new Map([...manifests, ['kustomization.yaml', `${head}namespace: ${namespace}\nresources:\n${resources}`]]);
}

/** The Flux Kustomization that applies them. */
export function appsKustomization(spec: JsonObject = {}): KubernetesObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'apps', namespace: 'flux-system' },
    spec: {
      interval: '10m',
      path: './',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'fleet' },
      ...spec,
    },
  };
}

/** Writes files into a folder, which is made. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, text] of files) await writeFile(join(folder, path), text);
}

function deployment(name: string, tag: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app: ${name}
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
        - name: main
          image: registry.example.org/${name}:${tag}
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: REGION
              value: \${region:=north}
            - name: LOG_LEVEL
              value: info
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
`;
}

function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}
