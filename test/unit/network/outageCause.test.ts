import { expect, test } from 'vitest';
import { outageCause, outageCauses, type OutageCause } from '../../../src/network/outageCause.ts';

const examples: readonly (readonly [OutageCause, string])[] = [
  ['refused', 'ECONNREFUSED'],
  ['name', 'ENOTFOUND'],
  ['name', 'EAI_AGAIN'],
  ['timeout', 'ETIMEDOUT'],
  ['timeout', 'UND_ERR_CONNECT_TIMEOUT'],
  ['timeout', 'UND_ERR_HEADERS_TIMEOUT'],
  ['timeout', 'EHOSTUNREACH'],
  ['authority', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['authority', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['authority', 'UNABLE_TO_GET_ISSUER_CERT'],
  ['authority', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ['authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['authority', 'CERT_UNTRUSTED'],
  ['expired', 'CERT_HAS_EXPIRED'],
  ['notYetValid', 'CERT_NOT_YET_VALID'],
  ['wrongHost', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['certificate', 'CERT_REVOKED'],
  ['certificate', 'UNABLE_TO_GET_CRL'],
  ['certificate', 'INVALID_PURPOSE'],
  ['clientCertificate', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  ['clientCertificate', 'ERR_SSL_TLSV1_CERTIFICATE_REQUIRED'],
  ['clientCertificate', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'],
  ['clientCertificate', 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED'],
  ['clientCertificate', 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE'],
  ['handshake', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'],
  ['handshake', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ['handshake', 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME'],
  ['other', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  ['other', 'ECONNRESET'],
  ['other', 'ServiceUnavailable'],
];

test.each(examples)('%s is the cause of %s', (cause, code) => {
  expect(outageCause(code)).toBe(cause);
});

test('every cause has an example', () => {
  expect(new Set(examples.map(([cause]) => cause))).toEqual(new Set(outageCauses));
});
