import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file of the sample repository. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** Files that each app consists of. */
const filesPerApp = 10;

/**
 * A repository as teams keep them: apps in folders, each with a kustomization, workloads and Flux objects, all of it
 * valid and each file a little different. `files` is rounded down to whole apps.
 */
export function sampleRepository(files: number): SampleFile[] {
  const apps = Array.from({ length: Math.floor(files / filesPerApp) }, (_, index) => `app-${index}`);
  return apps.flatMap(appFiles);
}

/** Writes the sample into a folder, with an empty `.git`, so that it is a repository to those who look for one. */
export async function writeSample(folder: string, files: readonly SampleFile[]): Promise<void> {
  await mkdir(join(folder, '.git'), { recursive: true });
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

function appFiles(name: string, index: number): SampleFile[] {
  const folder = `apps/team-${index % 12}/${name}`;
  const parts: Readonly<Record<string, string>> = {
    'kustomization.yaml': kustomization(name),
    'deployment.yaml': deployment(name, index),
    'service.yaml': service(name),
    'config.yaml': configMap(name, index),
    'account.yaml': account(name),
    'scaling.yaml': scaling(name, index),
    'budget.yaml': budget(name),
    'network.yaml': networkPolicy(name),
    'release.yaml': release(name, index),
    'sync.yaml': sync(name, folder),
  };
  return Object.entries(parts).map(([file, text]) => ({ path: `${folder}/${file}`, text }));
}

function kustomization(name: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${name}
resources:
  - deployment.yaml
  - service.yaml
  - config.yaml
  - account.yaml
  - scaling.yaml
  - budget.yaml
  - network.yaml
  - release.yaml
`;
}

/** A Deployment of 54 lines. */
export function deployment(name: string, index = 0): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: sample
spec:
  replicas: ${1 + (index % 5)}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      terminationGracePeriodSeconds: 30
      containers:
        - name: main
          image: registry.example.org/${name}:1.${index}.0
          imagePullPolicy: IfNotPresent
          args: ["--port=8080", "--level=info"]
          ports:
            - name: http
              containerPort: 8080
          envFrom:
            - configMapRef:
                name: ${name}
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
            periodSeconds: 10
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 128Mi
          securityContext:
            runAsNonRoot: true
            readOnlyRootFilesystem: true
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir: {}
`;
}

function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}

function configMap(name: string, index: number): string {
  const lines = Array.from({ length: 12 }, (_, line) => `  KEY_${line}: "value ${index} ${line}"`);
  return ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', `  name: ${name}`, 'data:', ...lines, ''].join('\n');
}

function account(name: string): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
automountServiceAccountToken: false
`;
}

function scaling(name: string, index: number): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: 1
  maxReplicas: ${5 + (index % 5)}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 80
`;
}

function budget(name: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
`;
}

function networkPolicy(name: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ingress
      ports:
        - protocol: TCP
          port: 8080
`;
}

function release(name: string, index: number): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: ${name}-chart
spec:
  interval: 1h
  url: oci://registry.example.org/charts/${name}
  ref:
    semver: ">=1.${index}.0"
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
spec:
  interval: 1h
  chartRef:
    kind: OCIRepository
    name: ${name}-chart
  install:
    remediation:
      retries: 3
  upgrade:
    cleanupOnFail: true
    remediation:
      strategy: rollback
      retries: 3
  values:
    replicas: ${1 + (index % 3)}
    ingress:
      enabled: true
      host: ${name}.example.org
`;
}

function sync(name: string, folder: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ./${folder}
  prune: true
  wait: true
  timeout: 5m
  targetNamespace: ${name}
  sourceRef:
    kind: GitRepository
    name: flux-system
`;
}
