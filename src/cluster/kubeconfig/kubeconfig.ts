import { readFile, stat } from 'node:fs/promises';
import type { Failure } from '../../base/failure.ts';
import { messageOf } from '../../base/failure.ts';
import { redactUrl } from '../../base/redactUrl.ts';
import { contextAccess, type ContextAccess } from './contextAccess.ts';
import { inClusterConfig, serviceAccountFolder } from './inCluster.ts';
import { optional } from './kubeconfigFields.ts';
import { parseKubeconfig } from './kubeconfigFile.ts';
import type { KubeconfigCluster, KubeconfigContext, KubeconfigFile, KubeconfigUser } from './kubeconfigTypes.ts';

/** What there is to connect to. */
export interface LoadedKubeconfig {
  readonly contexts: readonly ContextInfo[];
  /** kubectl's current context: a proposal, nothing more. */
  readonly currentContext: string | undefined;
  /** Paths looked at, in order of precedence. */
  readonly paths: readonly string[];
  /** Those of them that exist. */
  readonly found: readonly string[];
  /** Files that could not be used; the others are. */
  readonly failures: readonly KubeconfigFailure[];
  /** The files' content, with secrets: for {@link resolveContext} only. */
  readonly files: readonly KubeconfigFile[];
}

/** A context as far as it may be shown. */
export interface ContextInfo {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace?: string;
  /** `host` or `host:port` of the API server, if the cluster is defined. */
  readonly host?: string;
  /** What using it comes to: that wants trust in the file. */
  readonly access: ContextAccess;
  /** The file that defines the context. */
  readonly file: string;
}

export interface KubeconfigFailure extends Failure<'kubeconfig'> {
  readonly path: string;
}

/** A context with everything needed to connect. Holds secrets. */
export interface ResolvedContext {
  readonly name: string;
  readonly namespace?: string;
  readonly cluster: KubeconfigCluster;
  /** A user without any field is anonymous. */
  readonly user: KubeconfigUser;
}

export type ContextResolution =
  | { readonly ok: true; readonly context: ResolvedContext }
  | { readonly ok: false; readonly failure: Failure<'kubeconfig'> };

export interface LoadOptions {
  /** For the cluster that this process runs in; the process's environment if absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly serviceAccount?: string;
}

/**
 * Reads and merges kubeconfig files by kubectl's rules (client-go, tools/clientcmd/loader.go): the first file that
 * names a cluster, user or context defines all of it, the first current-context wins, missing files are skipped.
 * If there are none, the cluster that this process runs in is taken. Never writes; rejects only with the signal's
 * reason.
 */
export async function loadKubeconfig(
  paths: readonly string[],
  signal: AbortSignal,
  { env = process.env, serviceAccount = serviceAccountFolder }: LoadOptions = {},
): Promise<LoadedKubeconfig> {
  const results = await Promise.all(paths.map((path) => loadFile(path, signal)));
  const found = results.filter((result) => result !== undefined);
  const failures = found.filter((result) => 'code' in result);
  const files = found.filter((result): result is KubeconfigFile => !('code' in result));
  if (found.length === 0) {
    const inCluster = await inClusterConfig(env, serviceAccount, signal);
    if (inCluster) files.push(inCluster);
  }
  return {
    contexts: describeContexts(files),
    currentContext: files.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
    paths,
    found: found.map(({ path }) => path),
    failures,
    files,
  };
}

/** Looks up what the context `name` is made of, or says what is missing where. */
export function resolveContext(loaded: LoadedKubeconfig, name: string): ContextResolution {
  const context = lookUp(loaded.files, 'contexts', name);
  if (!context) return unresolved(loaded, `there is no context "${name}"`);
  const cluster = lookUp(loaded.files, 'clusters', context.cluster);
  if (!cluster)
    return unresolved(loaded, `the context "${name}" names the cluster "${context.cluster}", which is not defined`);
  if (!URL.canParse(cluster.server) || !/^https?:/i.test(cluster.server)) {
    const said = cluster.server === '' ? 'has no server' : `has no http(s) address: ${redactUrl(cluster.server)}`;
    return unresolved(loaded, `the cluster "${context.cluster}" of the context "${name}" ${said}`);
  }
  const user = context.user === '' ? { name: '' } : lookUp(loaded.files, 'users', context.user);
  if (!user) return unresolved(loaded, `the context "${name}" names the user "${context.user}", which is not defined`);
  return { ok: true, context: { name, cluster, user, ...optional('namespace', context.namespace) } };
}

function unresolved({ files, paths }: LoadedKubeconfig, what: string): ContextResolution {
  const places = files.length > 0 ? files.map(({ path }) => path) : paths;
  return { ok: false, failure: { code: 'kubeconfig', message: `${what} in ${places.join(', ')}` } };
}

/** The file at `path`, why it cannot be used, or undefined if there is none. */
async function loadFile(path: string, signal: AbortSignal): Promise<KubeconfigFile | KubeconfigFailure | undefined> {
  const failure = (cause: string): KubeconfigFailure => ({
    code: 'kubeconfig',
    path,
    message: `cannot use ${path}: ${cause}`,
  });
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return failure('it is a folder');
    if (!stats.isFile()) return failure('it is not a regular file');
    return parseKubeconfig(await readFile(path, { encoding: 'utf8', signal }), path);
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EACCES' || code === 'EPERM') return failure('reading it is not permitted');
    return failure(messageOf(error));
  }
}

interface Lists {
  readonly clusters: KubeconfigCluster;
  readonly users: KubeconfigUser;
  readonly contexts: KubeconfigContext;
}

function lookUp<K extends keyof Lists>(files: readonly KubeconfigFile[], list: K, name: string): Lists[K] | undefined {
  for (const file of files) {
    // The last of equal names in one file wins, as when a list is read into a map.
    const found = (file[list] as readonly Lists[K][]).findLast((entry) => entry.name === name);
    if (found) return found;
  }
  return undefined;
}

function describeContexts(files: readonly KubeconfigFile[]): ContextInfo[] {
  const infos = new Map<string, ContextInfo>();
  for (const file of files) {
    for (const { name } of file.contexts) {
      const context = infos.has(name) ? undefined : lookUp([file], 'contexts', name);
      if (context) infos.set(name, { ...context, ...facts(files, context), file: file.path });
    }
  }
  return [...infos.values()];
}

function facts(files: readonly KubeconfigFile[], context: KubeconfigContext): Pick<ContextInfo, 'host' | 'access'> {
  const cluster = lookUp(files, 'clusters', context.cluster);
  const user = lookUp(files, 'users', context.user);
  return {
    ...optional('host', cluster && URL.canParse(cluster.server) ? new URL(cluster.server).host : undefined),
    access: contextAccess(context.name, cluster, user),
  };
}
