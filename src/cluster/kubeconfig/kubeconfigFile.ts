import * as path from 'node:path';
import { parse } from 'yaml';
import { entries, flag, list, optional, record, text, type Fields } from './kubeconfigFields.ts';
import type {
  AuthProvider,
  ExecConfig,
  Impersonation,
  KubeconfigCluster,
  KubeconfigContext,
  KubeconfigFile,
  KubeconfigUser,
} from './kubeconfigTypes.ts';

const execExtension = 'client.authentication.k8s.io/exec';

/**
 * Parses the text of the kubeconfig at `file`. Entries that lack what makes them usable are kept as far as they
 * go: which of them matters is seen when a context is resolved. Throws when the text is no YAML or no kubeconfig.
 */
export function parseKubeconfig(source: string, file: string): KubeconfigFile {
  // The failsafe schema reads every scalar as the text that stands there: tokens may look like numbers.
  const root = parseYaml(source, 'failsafe');
  const folder = path.dirname(file);
  const config = record(root);
  if (config === undefined) {
    if (root === null || root === '' || root === 'null') return { path: file, clusters: [], users: [], contexts: [] };
    throw new Error('not a kubeconfig: a mapping with clusters, users and contexts is expected');
  }
  const kind = text(config, 'kind');
  if (kind !== undefined && kind !== 'Config') throw new Error(`not a kubeconfig: its kind is ${kind}, not Config`);
  const execConfigs = source.includes(execExtension) ? readExecConfigs(source) : undefined;
  return {
    path: file,
    clusters: entries(config, 'clusters', 'cluster').map(([name, fields]) => ({
      ...cluster(name, fields, folder),
      ...optional('execConfig', execConfigs?.get(name)),
    })),
    users: entries(config, 'users', 'user').map(([name, fields]) => user(name, fields, folder)),
    contexts: entries(config, 'contexts', 'context').map(([name, fields]) => context(name, fields)),
    ...optional('currentContext', text(config, 'current-context')),
  };
}

function cluster(name: string, fields: Fields, folder: string): KubeconfigCluster {
  return {
    name,
    server: (text(fields, 'server') ?? '').replace(/\/+$/, ''),
    insecureSkipTlsVerify: flag(fields, 'insecure-skip-tls-verify'),
    disableCompression: flag(fields, 'disable-compression'),
    ...optional('tlsServerName', text(fields, 'tls-server-name')),
    ...optional('caData', text(fields, 'certificate-authority-data')),
    ...optional('caFile', absolute(text(fields, 'certificate-authority'), folder)),
    ...optional('proxyUrl', text(fields, 'proxy-url')),
  };
}

function user(name: string, fields: Fields, folder: string): KubeconfigUser {
  return {
    name,
    ...optional('certData', text(fields, 'client-certificate-data')),
    ...optional('certFile', absolute(text(fields, 'client-certificate'), folder)),
    ...optional('keyData', text(fields, 'client-key-data')),
    ...optional('keyFile', absolute(text(fields, 'client-key'), folder)),
    ...optional('token', text(fields, 'token')),
    ...optional('tokenFile', absolute(text(fields, 'tokenFile'), folder)),
    ...optional('username', text(fields, 'username')),
    ...optional('password', text(fields, 'password')),
    ...optional('impersonate', impersonation(fields)),
    ...optional('authProvider', authProvider(record(fields['auth-provider']))),
    ...optional('exec', exec(record(fields['exec']), folder)),
  };
}

function context(name: string, fields: Fields): KubeconfigContext {
  return {
    name,
    cluster: text(fields, 'cluster') ?? '',
    user: text(fields, 'user') ?? '',
    ...optional('namespace', text(fields, 'namespace')),
  };
}

function impersonation(fields: Fields): Impersonation | undefined {
  const as = text(fields, 'as');
  if (as === undefined) return undefined;
  const extra = Object.entries(record(fields['as-user-extra']) ?? {});
  return {
    user: as,
    groups: list(fields['as-groups']),
    extra: Object.fromEntries(extra.map(([key, values]) => [key, list(values)])),
    ...optional('uid', text(fields, 'as-uid')),
  };
}

function authProvider(fields: Fields | undefined): AuthProvider | undefined {
  if (fields === undefined) return undefined;
  const config = record(fields['config']) ?? {};
  const known = Object.keys(config).flatMap((key) => {
    const value = text(config, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { name: text(fields, 'name') ?? '', config: Object.fromEntries(known) };
}

function exec(fields: Fields | undefined, folder: string): ExecConfig | undefined {
  if (fields === undefined) return undefined;
  const command = text(fields, 'command') ?? '';
  const env = Array.isArray(fields['env']) ? fields['env'] : [];
  return {
    apiVersion: text(fields, 'apiVersion') ?? '',
    // As client-go does: a bare name is looked up in PATH, anything with a separator is a path.
    command: command.includes('/') || command.includes(path.sep) ? path.resolve(folder, command) : command,
    args: list(fields['args']),
    env: env.flatMap((item: unknown) => {
      const pair = record(item);
      const name = pair && text(pair, 'name');
      return name === undefined ? [] : [{ name, value: typeof pair?.['value'] === 'string' ? pair['value'] : '' }];
    }),
    provideClusterInfo: flag(fields, 'provideClusterInfo'),
    interactiveMode: text(fields, 'interactiveMode') ?? 'IfAvailable',
    ...optional('installHint', text(fields, 'installHint')),
  };
}

function absolute(file: string | undefined, folder: string): string | undefined {
  return file === undefined ? undefined : path.resolve(folder, file);
}

/** Neither errors nor warnings quote the text, which holds secrets. */
function parseYaml(source: string, schema: 'failsafe' | 'core'): unknown {
  try {
    return parse(source, { schema, logLevel: 'error' });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    // eslint-disable-next-line preserve-caught-error -- Its message names the alias, which may be a secret without quotes.
    throw new Error('its YAML aliases cannot be resolved');
  }
}

/** The exec extension of each cluster by its name, with YAML's types as plugins expect them. */
function readExecConfigs(source: string): Map<string, unknown> {
  const config = record(parseYaml(source, 'core')) ?? {};
  const found = entries(config, 'clusters', 'cluster').flatMap(([name, { extensions }]) => {
    const extension = (Array.isArray(extensions) ? extensions : [])
      .map(record)
      .find((item) => item?.['name'] === execExtension);
    return extension === undefined ? [] : [[name, extension['extension']] as const];
  });
  return new Map(found);
}
