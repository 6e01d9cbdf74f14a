/**
 * Why a server cannot be reached, as far as a person does something else about it. There is a welcome text of
 * package.json for each.
 */
export const outageCauses = [
  'refused',
  'name',
  'timeout',
  /** The server's certificate leads to no authority that we trust. */
  'authority',
  'expired',
  'notYetValid',
  'wrongHost',
  /** The server's certificate fails verification in another way: the error says in which. */
  'certificate',
  /** The server wants a client certificate, or another one than ours. */
  'clientCertificate',
  /** The server ended the TLS handshake for another reason: the error says which. */
  'handshake',
  'other',
] as const;
export type OutageCause = (typeof outageCauses)[number];

/** What an error code of Node, undici or OpenSSL means (that is the `reason` of a network failure). */
export function outageCause(code: string): OutageCause {
  return causes.find(([, codes]) => codes.test(code))?.[0] ?? 'other';
}

/**
 * The first that matches counts. Verification results are those of OpenSSL's X509_verify_cert. Alerts are what the
 * server says; OpenSSL and BoringSSL, which VS Code is built with, prefix them with different versions of TLS.
 */
const causes: readonly (readonly [OutageCause, RegExp])[] = [
  ['refused', /^ECONNREFUSED$/],
  ['name', /^(ENOTFOUND|EAI_AGAIN)$/],
  ['timeout', /^(ETIMEDOUT|UND_ERR_.*TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/],
  ['expired', /^CERT_HAS_EXPIRED$/],
  ['notYetValid', /^CERT_NOT_YET_VALID$/],
  ['wrongHost', /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/],
  ['authority', /SELF_SIGNED_CERT|^UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF)|^CERT_(UNTRUSTED|SIGNATURE_FAILURE)$/],
  ['certificate', /^(CERT_|CRL_|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/],
  ['clientCertificate', /^ERR_SSL_.*(ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)|CERTIFICATE_REQUIRED)/],
  ['handshake', /^ERR_SSL_.*(ALERT_|UNRECOGNIZED_NAME)/],
];
