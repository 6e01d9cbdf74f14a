/**
 * A kubeconfig's entries as read from one file, relative paths resolved against its folder. Field by field
 * k8s.io/client-go/tools/clientcmd/api/v1. They hold secrets: never log, show or serialise them.
 */
export interface KubeconfigCluster {
  readonly name: string;
  /** URL of the API server, possibly with a path. */
  readonly server: string;
  readonly tlsServerName?: string;
  readonly insecureSkipTlsVerify: boolean;
  /** PEM in base64; wins over `caFile`. */
  readonly caData?: string;
  readonly caFile?: string;
  readonly proxyUrl?: string;
  readonly disableCompression: boolean;
  /** The extension `client.authentication.k8s.io/exec`: handed to exec plugins as it is. */
  readonly execConfig?: unknown;
}

export interface KubeconfigUser {
  readonly name: string;
  /** Base64 data wins over the file of the same thing. */
  readonly certData?: string;
  readonly certFile?: string;
  readonly keyData?: string;
  readonly keyFile?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly impersonate?: Impersonation;
  readonly authProvider?: AuthProvider;
  readonly exec?: ExecConfig;
}

/** Whom the user acts as. */
export interface Impersonation {
  readonly user: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export interface AuthProvider {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

/** An exec credential plugin. */
export interface ExecConfig {
  readonly apiVersion: string;
  /** A name to look up in PATH, or an absolute path. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint?: string;
  readonly provideClusterInfo: boolean;
  /** `Never`, `IfAvailable` or `Always`. */
  readonly interactiveMode: string;
}

export interface KubeconfigContext {
  readonly name: string;
  readonly cluster: string;
  /** Empty for anonymous access. */
  readonly user: string;
  readonly namespace?: string;
}

/** One file's content. */
export interface KubeconfigFile {
  readonly path: string;
  readonly clusters: readonly KubeconfigCluster[];
  readonly users: readonly KubeconfigUser[];
  readonly contexts: readonly KubeconfigContext[];
  readonly currentContext?: string;
}
