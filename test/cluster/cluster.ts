import type { ControllerName } from './parts/fluxControllers.ts';
import type { Progress } from './progress.ts';

/**
 * Who a kubeconfig speaks for.
 * - `admin`: everything.
 * - `viewer`: bound to `view` in the whole cluster, which includes the Flux objects; may write nothing.
 * - `nobody`: authenticated, no rights.
 * - `tenant`: may read and reconcile Flux objects in the namespace `shop` only; may not list namespaces.
 * - `lead`: the same in `shop` and `payments`; may list namespaces.
 * - `certificate`: an admin by a client certificate, at 127.0.0.2, where an editor's proxy support takes effect.
 * - `exec`: a viewer whose token comes from a credential plugin; see {@link ExecPlugin}.
 */
export type UserName = 'admin' | 'viewer' | 'nobody' | 'tenant' | 'lead' | 'certificate' | 'exec';

export interface ClusterOptions {
  /** Ends the start: everything started so far is stopped. A running cluster is ended by `stop()`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Whether Gitea runs, as Git server and OCI registry. Default true. */
  readonly forge?: boolean;
  /** Which Flux controllers run; their CRDs are there in any case. Default all. */
  readonly controllers?: 'all' | 'none' | readonly ControllerName[];
  /** Whether the sample fleet is loaded and has settled (`loadFleet`); needs the forge and all controllers. Default false. */
  readonly fleet?: boolean;
  /** More command-line flags for controllers, e.g. `--no-cross-namespace-refs=true`. */
  readonly controllerFlags?: Readonly<Partial<Record<ControllerName, readonly string[]>>>;
  /** A folder that {@link Cluster.keepEtcd} filled: the cluster begins with what was stored then. */
  readonly etcd?: string;
  /** More users than {@link UserName}, known by a token; they have the rights of their groups. */
  readonly users?: readonly { readonly name: string; readonly groups?: readonly string[] }[];
}

/** What a cluster is, as plain data: enough for another process to use it (`attachCluster`). */
export interface ClusterDescription {
  /** The folder that holds all state and logs of this run; it is removed when the cluster stops. */
  readonly scratch: string;
  /** Addresses of the API server, without a path: `https://127.0.0.1:PORT`, and at 127.0.0.2. */
  readonly server: string;
  readonly secondServer: string;
  /** Kubeconfig files by user. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
  /** PEM files: the CA of the API server, and the key that signs service account tokens. */
  readonly certificateAuthority: string;
  readonly serviceAccountKey: string;
  /** Token of the harness itself: all rights, not in the audit log. */
  readonly harnessToken: string;
  readonly auditLog: string;
  readonly execFolder: string;
  /** A port of 127.0.0.1 at which nothing listens as long as the cluster is up. */
  readonly closedPort: number;
  readonly binaries: { readonly kubectl: string };
  readonly forge?: ForgeDescription;
}

export interface ForgeDescription {
  /** `http://localhost:PORT`, the Git server; `localhost:PORT` is the OCI registry. */
  readonly url: string;
  readonly registry: string;
  /** The one user of the forge, its owner of repositories and packages. */
  readonly user: string;
  readonly token: string;
}

/** What tests and tools may do with a running cluster, whoever started it. */
export interface ClusterAccess {
  readonly description: ClusterDescription;
  readonly scratch: string;
  readonly server: string;
  readonly closedPort: number;
  /** Path of the kubeconfig file of `user`; its context is named after the user, `demo-<user>`. */
  kubeconfig(user: UserName | (string & {})): string;
  /** Speaks to the API server with all rights; throws ApiError. */
  readonly request: Requester;
  /**
   * Server-side apply of YAML (many documents) or objects, in order, as field manager `harness`; status is not
   * applied. Resolves with the objects as the API server stored them.
   */
  apply(what: string | readonly KubernetesResource[], options?: ApplyOptions): Promise<KubernetesResource[]>;
  /** The path of an object's REST resource, found by discovery, e.g. `/api/v1/namespaces/shop/configmaps/x`. */
  pathOf(object: KubernetesResource): Promise<string>;
  /**
   * A token of the service account that the API server takes for `seconds`, and for up to ten seconds more if it was
   * used (it remembers its verdict). It is signed with the cluster's own key, since the API server grants no less than
   * ten minutes; its claim `exp` is a minute early, which the API server allows for clocks that differ.
   */
  serviceAccountToken(account: { namespace: string; name: string; seconds: number }): Promise<string>;
  readonly audit: Audit;
  readonly exec: ExecPlugin;
  /** Present if the cluster was started with the forge. */
  readonly forge: Forge | undefined;
}

/** A running control plane and the handle that owns it. */
export interface Cluster extends ClusterAccess {
  /** Kills the API server; its port stays reserved. */
  stopApiServer(signal?: AbortSignal): Promise<void>;
  /** Starts it again at the same port; resolves when it is ready. */
  startApiServer(signal?: AbortSignal): Promise<void>;
  /**
   * Makes every resourceVersion that a client may hold too old: watches from it and continued lists are answered
   * 410. Restarts the API server, because its watch cache outlives a compaction of etcd.
   */
  compactEtcd(signal?: AbortSignal): Promise<void>;
  /**
   * Copies what etcd holds and resolves with what puts it back, as after a restore from a backup: the objects and the
   * count of resourceVersions are those of then. Each restarts etcd and the API server.
   */
  backUp(signal?: AbortSignal): Promise<(signal?: AbortSignal) => Promise<void>>;
  /** Copies etcd's data into `folder`, for which etcd and the API server are stopped and started again. */
  keepEtcd(folder: string, signal?: AbortSignal): Promise<void>;
  /** Process ids by part, the supervisor included. */
  processes(): Readonly<Record<string, number>>;
  /** The processes that run, with the URLs at which each says whether it is well. */
  parts(): readonly { readonly name: string; readonly pid: number; readonly health: string }[];
  /** Resolves when the cluster is gone: by `stop()`, or because its supervisor was killed. */
  readonly ended: Promise<void>;
  /** Stops everything and removes the scratch folder. Calling it twice is harmless. */
  stop(): Promise<void>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends a request to the API server; a body that is a string is sent as it is, anything else as JSON. */
export type Requester = <T = unknown>(
  method: Method,
  path: string,
  body?: unknown,
  options?: RequestOptions,
) => Promise<T>;

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** Default: JSON; for PATCH a JSON merge patch. */
  readonly contentType?: string;
  /** Speaks as this user by token instead of as the harness. */
  readonly token?: string;
}

export interface ApplyOptions {
  readonly signal?: AbortSignal;
  /** Replaces `${NAME}` in YAML text. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** An object to apply, or as it was stored. */
export interface KubernetesResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** The audit log: what clients asked of the API server. Requests of the control plane itself are not in it. */
export interface Audit {
  /** A position in the log; only requests after it are of interest. */
  mark(): Promise<number>;
  /** Requests logged after `mark` (default: all), once each, as soon as they are answered (watches: as they begin). */
  requests(mark?: number): Promise<readonly AuditedRequest[]>;
}

export interface AuditedRequest {
  readonly user: string;
  /** `list`, `watch`, `get`, `create`, `patch`, ... */
  readonly verb: string;
  /** API group, empty for the core group and for paths that name no resource. */
  readonly group: string;
  /** Plural resource, with its subresource: `kustomizations/status`; empty for other paths. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly uri: string;
  readonly userAgent: string;
  /** HTTP status code. */
  readonly status: number;
}

/** What the credential plugin of the user `exec` does at its next call. */
export interface ExecCredential {
  /** The token it prints; must be one the API server knows, or the test wants a 401. */
  readonly token?: string;
  /** RFC 3339; absent: the token is used until it fails. */
  readonly expirationTimestamp?: string;
  /** Milliseconds before it answers. */
  readonly delay?: number;
  /** Written to stderr, before it ends with `exitCode` (default 0; with another no credential is printed). */
  readonly stderr?: string;
  readonly exitCode?: number;
}

export interface ExecPlugin {
  set(credential: ExecCredential): Promise<void>;
  /** One entry for each call so far: the KUBERNETES_EXEC_INFO it was given, if any. */
  calls(): Promise<readonly { readonly execInfo: string | undefined }[]>;
}

/** The Git server and OCI registry. */
export interface Forge extends ForgeDescription {
  /** Makes the private repository unless it is there; resolves with its clone URL. */
  createRepository(name: string, signal?: AbortSignal): Promise<string>;
  /**
   * Commits files (path -> content; null deletes) to the branch main and resolves with the commit's hash. Author and
   * date are fixed, so that the same content gives the same hash.
   */
  push(
    repository: string,
    files: Readonly<Record<string, string | null>>,
    message: string,
    signal?: AbortSignal,
  ): Promise<string>;
  /** Pushes files as an artifact in Flux's format; resolves with its digest. */
  pushArtifact(artifact: FluxArtifact, signal?: AbortSignal): Promise<string>;
  /** Pushes a small image (one layer, one file) under `tag`; resolves with its digest. */
  pushImage(image: { readonly name: string; readonly tag: string }, signal?: AbortSignal): Promise<string>;
  /** Speaks to Gitea's API as its user: `path` begins after `/api/v1`. */
  request<T = unknown>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T>;
}

export interface FluxArtifact {
  /** Name of the package below the forge's user. */
  readonly name: string;
  readonly tag: string;
  readonly files: Readonly<Record<string, string>>;
  /** Where it was made from: `<branch>@sha1:<hash>`. */
  readonly revision: string;
}
