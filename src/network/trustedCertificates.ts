import { getCACertificates } from 'node:tls';

/**
 * What Node (NODE_EXTRA_CA_CERTS among it) and the system trust, as PEM; with Node before 22.15 undefined, which stands
 * for what Node trusts.
 */
export function trustedCertificates(): string[] | undefined {
  // An older Node lacks the function, whatever its types say.
  const read = getCACertificates as typeof getCACertificates | undefined;
  return read && [...new Set([...read('default'), ...read('system')])];
}
