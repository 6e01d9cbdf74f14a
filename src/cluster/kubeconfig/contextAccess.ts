import { createHash } from 'node:crypto';
import { redactUrl } from '../../base/redactUrl.ts';
import { optional } from './kubeconfigFields.ts';
import type { ExecConfig, KubeconfigCluster, KubeconfigUser } from './kubeconfigTypes.ts';

/** Where a context leads and what it takes from this computer, as far as it may be shown. */
export interface ContextAccess {
  /** Addresses are without user names and passwords. Empty if there is none. */
  readonly server: string;
  readonly proxy?: string;
  /** Whose certificate is accepted, if not that of the server's own name. */
  readonly serverName?: string;
  /** Whether any certificate of the server is accepted. */
  readonly insecure: boolean;
  /** The plugin that gets the credentials. Values of its environment may be secrets: show them, store them nowhere. */
  readonly exec?: Pick<ExecConfig, 'command' | 'args' | 'env'>;
  /** Certificates, keys and tokens, by absolute path. */
  readonly files: readonly string[];
  /**
   * The same as long as all of it is the same, and with it all else that decides where requests go, what runs and what
   * is read. Secrets that the kubeconfig itself holds are no part of it: they are renewed.
   */
  readonly fingerprint: string;
}

/** Describes the context `name` of a cluster and a user; either is undefined if the kubeconfig lacks it. */
export function contextAccess(
  name: string,
  cluster: KubeconfigCluster | undefined,
  user: KubeconfigUser | undefined,
): ContextAccess {
  const idp = user?.authProvider?.config ?? {};
  const files = [cluster?.caFile, user?.certFile, user?.keyFile, user?.tokenFile, idp['idp-certificate-authority']];
  const { command, args, env } = user?.exec ?? {};
  return {
    server: redactUrl(cluster?.server ?? ''),
    ...optional('proxy', cluster?.proxyUrl && redactUrl(cluster.proxyUrl)),
    ...optional('serverName', cluster?.tlsServerName),
    insecure: cluster?.insecureSkipTlsVerify ?? false,
    ...(command !== undefined && args && env && { exec: { command, args, env } }),
    files: files.filter((file) => file !== undefined),
    fingerprint: fingerprint([name, cluster, user && withoutSecrets(user)]),
  };
}

function fingerprint(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
}

function withoutSecrets(user: KubeconfigUser): object {
  const { name, config } = user.authProvider ?? {};
  const idp = Object.entries(config ?? {}).filter(([key]) => key.startsWith('idp-') || key === 'client-id');
  return {
    ...user,
    certData: undefined,
    keyData: undefined,
    token: undefined,
    password: undefined,
    authProvider: [name, idp],
  };
}
