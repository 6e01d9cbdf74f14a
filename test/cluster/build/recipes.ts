import { fileURLToPath } from 'node:url';

/** A Go module of ours that pins tools, and how they are built. Changing any of this makes another cache folder. */
export interface BuildRecipe {
  /** As a person is told of it. */
  readonly part: string;
  /** Name of its folder in the cache, before the hash. */
  readonly name: string;
  /** The folder of go.mod and go.sum. */
  readonly module: string;
  /** Packages to install. */
  readonly tools: readonly string[];
  readonly flags: readonly string[];
  /** Needs a C compiler. */
  readonly cgo: boolean;
  /** Folders of modules that are copied beside the binaries, by the name of the copy. */
  readonly copies: readonly { readonly module: string; readonly from: string; readonly to: string }[];
}

const kubernetesVersion = 'v1.36.4';

const upstream = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
} as const;

export type KubernetesTool = keyof typeof upstream;

const controllers = ['source', 'kustomize', 'helm', 'notification', 'image-reflector', 'image-automation'].map(
  (name) => `github.com/fluxcd/${name}-controller`,
);

/** The name `go install` gives to a tool's binary: the last element of its path that is no major version. */
export function binaryName(tool: KubernetesTool): string {
  return tool === 'etcd' ? 'server' : tool;
}

/** Kubernetes and the Flux controllers with their CRDs, without those of Kubernetes' tools that come from elsewhere. */
export function controlPlaneRecipe(elsewhere: ReadonlySet<KubernetesTool>): BuildRecipe {
  const kubernetes = (Object.keys(upstream) as KubernetesTool[]).filter((tool) => !elsewhere.has(tool));
  return {
    part: 'control plane',
    name: 'control-plane',
    module: moduleFolder('cluster'),
    tools: [...kubernetes.map((tool) => upstream[tool]), ...controllers],
    flags: ['-ldflags', ['-s', '-w', ...versionFlags()].join(' ')],
    cgo: false,
    copies: controllers.map((module) => ({ module, from: 'config/crd/bases', to: 'crds' })),
  };
}

export const forgeRecipe: BuildRecipe = {
  part: 'forge',
  name: 'forge',
  module: moduleFolder('forge'),
  tools: ['code.gitea.io/gitea'],
  flags: ['-tags', 'sqlite sqlite_unlock_notify', '-ldflags', '-s -w'],
  cgo: true,
  copies: ['options', 'templates'].map((folder) => ({
    module: 'code.gitea.io/gitea',
    from: folder,
    to: `assets/${folder}`,
  })),
};

/** Without these the API server calls itself `v0.0.0-master+$Format:%H$`, which kubectl and Helm cannot parse. */
function versionFlags(): readonly string[] {
  const [major = '', minor = ''] = kubernetesVersion.slice(1).split('.');
  const component = 'k8s.io/component-base/version';
  const client = 'k8s.io/client-go/pkg/version';
  return [
    `-X ${component}.gitVersion=${kubernetesVersion}`,
    `-X ${component}.gitMajor=${major}`,
    `-X ${component}.gitMinor=${minor}`,
    `-X ${component}.gitTreeState=clean`,
    `-X ${client}.gitVersion=${kubernetesVersion}`,
    `-X ${client}.gitMajor=${major}`,
    `-X ${client}.gitMinor=${minor}`,
  ];
}

function moduleFolder(name: string): string {
  return fileURLToPath(new URL(`../go/${name}`, import.meta.url));
}
