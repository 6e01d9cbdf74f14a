import type { Disposable } from '../../base/disposable.ts';
import { credentialsError } from '../api/clusterError.ts';
import { impersonationHeaders } from './impersonation.ts';
import type { ResolvedContext } from '../kubeconfig/kubeconfig.ts';
import type { KubeconfigUser } from '../kubeconfig/kubeconfigTypes.ts';
import { pemSource } from '../network/pem.ts';
import { fixedProof, type Proof, type ProofSource } from './proof.ts';
import type { ClientCertificate } from '../network/trust.ts';
import { userProof, type ProofOptions } from './userProof.ts';

/** What to send with a request. */
export interface Authentication {
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** What to show in the TLS handshake. */
  readonly client: ClientCertificate | undefined;
  /** Where the secrets came from, for {@link Credentials.invalidate}. */
  readonly proofs: readonly Proof[];
}

/** The credentials of one user for one cluster. */
export interface Credentials extends Disposable {
  /** What to send now. Throws FailureError `credentials`, or the signal's reason. */
  get(signal: AbortSignal): Promise<Authentication>;
  /** The server answered 401 to `used`: returns whether {@link get} may give something else. */
  invalidate(used: Authentication): boolean;
}

/**
 * Makes the credentials of a context's user: see {@link userProof} for the order, a client certificate beside any of
 * them. Over plain http nothing is sent, as client-go does.
 */
export function createCredentials(
  { cluster, user }: Pick<ResolvedContext, 'cluster' | 'user'>,
  options: ProofOptions,
): Credentials {
  const isSecure = /^https:/i.test(cluster.server);
  const sources = isSecure ? [certificateProof(user), userProof(user, cluster, options)] : [fixedProof({})];
  const impersonation = impersonationHeaders(user.impersonate);
  return {
    async get(signal) {
      const proofs = await Promise.all(sources.map((source) => source.get(signal)));
      const authorization = proofs.find((proof) => proof.authorization !== undefined)?.authorization;
      const client = proofs.find((proof) => proof.client !== undefined)?.client;
      return { headers: { ...impersonation, ...(authorization !== undefined && { authorization }) }, client, proofs };
    },
    invalidate: ({ proofs }) =>
      sources.map((source, index) => source.invalidate(proofs[index] ?? {})).some((mayDiffer) => mayDiffer),
    dispose: () => sources.forEach((source) => source.dispose()),
  };
}

/** The user's own client certificate, read again when its files change. */
function certificateProof({ name, certData, certFile, keyData, keyFile }: KubeconfigUser): ProofSource {
  const cert = pemSource(certData, certFile, `the user "${name}"`);
  const key = pemSource(keyData, keyFile, `the user "${name}"`);
  return {
    async get(signal) {
      const [certText, keyText] = await Promise.all([cert.read(signal), key.read(signal)]);
      if (certText === undefined && keyText === undefined) return {};
      if (certText !== undefined && keyText !== undefined) return { client: { cert: certText, key: keyText } };
      throw credentialsError(`the user "${name}" has only one of client certificate and key`);
    },
    invalidate() {
      return [cert.forget(), key.forget()].includes(true);
    },
    dispose: () => undefined,
  };
}
