import type { Logger } from '../../base/logger.ts';
import { createCachedFile } from '../network/cachedFile.ts';
import { credentialsError } from '../api/clusterError.ts';
import { createExecCredentials } from './execCredentials.ts';
import type { KubeconfigCluster, KubeconfigUser } from '../kubeconfig/kubeconfigTypes.ts';
import { createOidcTokens } from './oidc.ts';
import { pemSource } from '../network/pem.ts';
import { fixedProof, type ProofSource } from './proof.ts';

export interface ProofOptions {
  readonly logger: Logger;
  /** Milliseconds an exec plugin may take; 60 s if absent. */
  readonly execTimeoutMs?: number;
  /** A line that an exec plugin printed for the person while it runs, such as a device code. */
  readonly onNotice?: (line: string) => void;
}

/**
 * The source of what stands in a user's requests, by client-go's order: token file, token, basic authentication,
 * exec plugin (not beside a client certificate), auth provider. Empty for users that name none of them.
 */
export function userProof(user: KubeconfigUser, cluster: KubeconfigCluster, options: ProofOptions): ProofSource {
  const { token, tokenFile, username, password, exec, authProvider } = user;
  if (tokenFile !== undefined) return fileProof(tokenFile, token);
  if (token !== undefined) return fixedProof({ authorization: `Bearer ${token}` });
  if (username !== undefined || password !== undefined) {
    return fixedProof({
      authorization: `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`,
    });
  }
  const hasCertificate = user.certData !== undefined || user.certFile !== undefined;
  if (exec !== undefined && !hasCertificate) {
    const ca = pemSource(cluster.caData, cluster.caFile, `the cluster "${cluster.name}"`);
    const { logger, execTimeoutMs: timeoutMs, onNotice } = options;
    return createExecCredentials({
      exec,
      cluster,
      logger,
      ca: (signal) => ca.read(signal),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(onNotice !== undefined && { onNotice }),
    });
  }
  if (authProvider?.name === 'oidc') return oidcProof(createOidcTokens(user.name, authProvider));
  return authProvider === undefined ? fixedProof({}) : unsupported(user.name, authProvider.name);
}

/** A token that is read from a file whenever that changes; `fallback` stands in while it cannot be read. */
function fileProof(path: string, fallback: string | undefined): ProofSource {
  const file = createCachedFile(path);
  return {
    async get(signal) {
      const token = await file.read(signal).then(
        (text) => text.trim(),
        (error: unknown) => {
          signal.throwIfAborted();
          if (fallback === undefined) throw error;
          return fallback;
        },
      );
      if (token === '') throw credentialsError(`the token file ${path} is empty`);
      return { authorization: `Bearer ${token}` };
    },
    invalidate() {
      file.forget();
      return true;
    },
    dispose: () => undefined,
  };
}

function oidcProof(tokens: ReturnType<typeof createOidcTokens>): ProofSource {
  return {
    get: async (signal) => ({ authorization: `Bearer ${await tokens.run(signal)}` }),
    invalidate: () => false,
    dispose: () => tokens.dispose(),
  };
}

/** Providers that Kubernetes itself has removed in favour of exec plugins. */
const successors: Readonly<Partial<Record<string, string>>> = {
  gcp: 'gke-gcloud-auth-plugin',
  azure: 'kubelogin',
};

function unsupported(user: string, provider: string): ProofSource {
  const next = successors[provider];
  const advice = next === undefined ? '' : `; make the cluster's entry anew with ${next}`;
  const message = `the user "${user}" signs in by the auth provider "${provider}", which is not supported${advice}`;
  return {
    get: () => Promise.reject(credentialsError(message)),
    invalidate: () => false,
    dispose: () => undefined,
  };
}
