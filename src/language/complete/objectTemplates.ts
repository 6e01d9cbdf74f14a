import { kinds } from '../../flux/kinds.ts';
import { kindId, type KindId } from '../../flux/object.ts';

/** A whole object to begin with. */
export interface ObjectTemplate {
  readonly kindId: KindId;
  /** What to call it where its kind alone would not tell. */
  readonly label?: string;
  /** When to use it, in a few words. */
  readonly hint: string;
  /** What follows `apiVersion` and `kind`, in the snippet syntax. */
  readonly body: string;
}

const metadata = `metadata:
  name: \${1:name}
  namespace: \${2:flux-system}
`;

function template(kind: KindId, hint: string, spec: string): ObjectTemplate {
  return { kindId: kind, hint, body: `${metadata}spec:\n${spec}` };
}

const source = (kind: string) => `  sourceRef:
    kind: ${kind}
    name: `;

/** Each Flux kind in its simplest useful form; placeholders hold what must be chosen, or what is common. */
export const objectTemplates: readonly ObjectTemplate[] = [
  template(
    kinds.kustomization,
    'applies a folder of a source',
    `  interval: \${3:10m}
  path: \${4:./}
  prune: \${5|true,false|}
${source('${6|GitRepository,OCIRepository,Bucket,ExternalArtifact|}')}\${7:flux-system}
`,
  ),
  template(
    kinds.helmRelease,
    'installs a Helm chart',
    `  interval: \${3:30m}
  chartRef:
    kind: \${4|OCIRepository,HelmChart,ExternalArtifact|}
    name: \${5:$1}
  values:
    $0
`,
  ),
  {
    label: 'HelmRelease from HelmRepository',
    ...template(
      kinds.helmRelease,
      'installs a Helm chart of a HelmRepository',
      `  interval: \${3:30m}
  chart:
    spec:
      chart: \${4:$1}
      version: \${5:"1.x"}
      sourceRef:
        kind: \${6|HelmRepository,GitRepository,Bucket|}
        name: \${7:name}
  values:
    $0
`,
    ),
  },
  template(
    kinds.gitRepository,
    'a Git repository as a source',
    `  interval: \${3:5m}
  url: \${4:https://example.com/org/repository}
  ref:
    branch: \${5:main}
`,
  ),
  template(
    kinds.ociRepository,
    'an artifact of a container registry as a source',
    `  interval: \${3:10m}
  url: \${4:oci://example.com/org/artifact}
  ref:
    \${5|tag,semver,digest|}: \${6:latest}
`,
  ),
  template(
    kinds.helmRepository,
    'an index of Helm charts as a source',
    `  interval: \${3:1h}
  url: \${4:https://example.com/charts}
`,
  ),
  template(
    kinds.helmChart,
    'one chart of a source',
    `  interval: \${3:10m}
  chart: \${4:$1}
  version: \${5:"*"}
${source('${6|HelmRepository,GitRepository,Bucket|}')}\${7:name}
`,
  ),
  template(
    kinds.bucket,
    'a bucket of object storage as a source',
    `  interval: \${3:10m}
  provider: \${4|generic,aws,gcp,azure|}
  bucketName: \${5:name}
  endpoint: \${6:storage.example.com}
`,
  ),
  template(
    kinds.externalArtifact,
    'an artifact that another controller makes',
    `  sourceRef:
    apiVersion: \${3:source.extensions.fluxcd.io/v1beta1}
    kind: \${4:ArtifactGenerator}
    name: \${5:name}
`,
  ),
  template(
    kinds.artifactGenerator,
    'makes artifacts from parts of sources',
    `  sources:
    - alias: \${3:source}
      kind: \${4|GitRepository,OCIRepository,Bucket,HelmChart,ExternalArtifact|}
      name: \${5:flux-system}
  artifacts:
    - name: \${6:$1}
      copy:
        - from: "@\${3:source}/\${7:**}"
          to: "@artifact/"
`,
  ),
  template(
    kinds.imageRepository,
    'scans an image for tags',
    `  interval: \${3:10m}
  image: \${4:ghcr.io/org/image}
`,
  ),
  template(
    kinds.imagePolicy,
    'chooses a tag of an ImageRepository',
    `  imageRepositoryRef:
    name: \${3:$1}
  policy:
    semver:
      range: \${4:">=1.0.0"}
`,
  ),
  template(
    kinds.imageUpdateAutomation,
    'writes chosen tags to Git',
    `  interval: \${3:30m}
${source('GitRepository')}\${4:flux-system}
  git:
    checkout:
      ref:
        branch: \${5:main}
    commit:
      author:
        name: \${6:fluxcdbot}
        email: \${7:fluxcdbot@example.com}
    push:
      branch: \${8:main}
  update:
    path: \${9:./}
    strategy: Setters
`,
  ),
  template(
    kinds.alert,
    'sends events to a Provider',
    `  providerRef:
    name: \${3:name}
  eventSeverity: \${4|info,error|}
  eventSources:
    - kind: \${5|Kustomization,HelmRelease,GitRepository,OCIRepository,HelmRepository,HelmChart,Bucket|}
      name: \${6:"*"}
`,
  ),
  template(
    kinds.provider,
    'where alerts go',
    `  type: \${3:slack}
  channel: \${4:general}
  secretRef:
    name: \${5:name}
`,
  ),
  template(
    kinds.receiver,
    'reconciles when a webhook calls',
    `  type: \${3|github,gitlab,gitea,bitbucket,generic,generic-hmac,harbor,dockerhub,quay,gcr,nexus,acr,cdevents|}
  events:
    - \${4:push}
  secretRef:
    name: \${5:webhook-token}
  resources:
    - kind: \${6|GitRepository,OCIRepository,HelmRepository,Bucket,ImageRepository|}
      name: \${7:flux-system}
`,
  ),
  template(
    kinds.resourceSet,
    'makes objects from a template and inputs',
    `  inputs:
    - \${3:tenant}: \${4:team1}
  resources:
    - apiVersion: v1
      kind: Namespace
      metadata:
        name: << inputs.\${3:tenant} >>
`,
  ),
  template(
    kinds.resourceSetInputProvider,
    'inputs for a ResourceSet, from a service',
    `  type: \${3|GitHubBranch,GitHubPullRequest,GitHubTag,GitLabBranch,GitLabMergeRequest,GitLabTag,OCIArtifactTag|}
  url: \${4:https://example.com/org/repository}
`,
  ),
  {
    kindId: kinds.fluxInstance,
    hint: 'Flux itself, kept by Flux Operator',
    body: `metadata:
  name: flux
  namespace: \${1:flux-system}
spec:
  distribution:
    version: \${2:"2.x"}
    registry: \${3:ghcr.io/fluxcd}
  components:
    - source-controller
    - kustomize-controller
    - helm-controller
    - notification-controller
  cluster:
    type: \${4|kubernetes,openshift,aws,azure,gcp|}
  sync:
    kind: \${5|GitRepository,OCIRepository,Bucket|}
    url: \${6:https://example.com/org/repository}
    ref: \${7:refs/heads/main}
    path: \${8:clusters/production}
`,
  },
  {
    kindId: kindId('kustomize.config.k8s.io', 'Kustomization'),
    hint: 'what kustomize builds from this folder',
    body: `resources:
  - $0
`,
  },
  {
    kindId: kindId('kustomize.config.k8s.io', 'Component'),
    hint: 'a part that other kustomizations include',
    body: `patches:
  - $0
`,
  },
];
