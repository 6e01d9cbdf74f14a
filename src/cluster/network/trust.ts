import { createSecureContext, type SecureContext } from 'node:tls';
import { credentialsError } from '../api/clusterError.ts';
import { messageOf } from '../../base/failure.ts';
import { trustedCertificates } from '../../network/trustedCertificates.ts';

/** PEM texts that decide about a TLS connection. */
export interface TlsIdentity {
  /** Certificate authorities to trust instead of the system's. */
  readonly ca: string | undefined;
  readonly client: ClientCertificate | undefined;
}

export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes the context that all connections share: parsing certificates for each of them would cost milliseconds. */
export function secureContext({ ca, client }: TlsIdentity): SecureContext {
  try {
    return createSecureContext({ ca: ca ?? trustedCertificates(), ...client });
  } catch (error) {
    throw credentialsError(`the certificates cannot be used: ${messageOf(error)}`, error);
  }
}
