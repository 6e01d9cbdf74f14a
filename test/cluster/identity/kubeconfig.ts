import { stringify } from 'yaml';

/** How a user of a kubeconfig proves who it is; the keys are kubectl's own. */
export type KubeconfigUser =
  | { readonly token: string }
  | { readonly 'client-certificate': string; readonly 'client-key': string }
  | { readonly exec: ExecConfig };

export interface ExecConfig {
  readonly apiVersion: 'client.authentication.k8s.io/v1';
  readonly command: string;
  readonly args: readonly string[];
  readonly interactiveMode: 'Never';
  readonly provideClusterInfo: boolean;
}

/** A kubeconfig with one cluster, one user and one context, `demo-<user>`; `namespace` is the context's. */
export function kubeconfig(options: {
  readonly server: string;
  readonly certificateAuthority: string;
  readonly name: string;
  readonly user: KubeconfigUser;
  readonly namespace?: string;
}): string {
  const { server, certificateAuthority, name, user, namespace } = options;
  const context = `demo-${name}`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'demo', cluster: { server, 'certificate-authority': certificateAuthority } }],
    users: [{ name, user }],
    contexts: [{ name: context, context: { cluster: 'demo', user: name, ...(namespace ? { namespace } : {}) } }],
    'current-context': context,
  });
}
