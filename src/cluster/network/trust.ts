import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { credentialsError } from '../api/clusterError.ts';
import { messageOf } from '../../base/failure.ts';

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

/** What Node and the system trust; with Node before 22.15 only what Node trusts. */
export function trustedCertificates(): string[] | undefined {
  // An older Node lacks the function, whatever its types say.
  const read = getCACertificates as typeof getCACertificates | undefined;
  return read && [...new Set([...read('default'), ...read('system')])];
}
