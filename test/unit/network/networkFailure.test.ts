import { describe, expect, test } from 'vitest';
import { networkFailure } from '../../../src/network/networkFailure.ts';

const peer = { host: 'api:6443', proxy: undefined };
const coded = (code: string, message = 'raw text', options?: ErrorOptions): Error =>
  Object.assign(new Error(message, options), { code });

describe('networkFailure', () => {
  test.each([
    ['ECONNREFUSED', 'refused the connection'],
    ['ETIMEDOUT', 'no connection to api:6443 in time'],
    ['UND_ERR_CONNECT_TIMEOUT', 'no connection to api:6443 in time'],
    ['UND_ERR_HEADERS_TIMEOUT', 'no answer in time'],
    ['ECONNRESET', 'the connection to api:6443 was cut'],
    ['EHOSTUNREACH', 'no route to api:6443'],
    ['CERT_HAS_EXPIRED', 'the certificate of api:6443 has expired'],
    ['CERT_NOT_YET_VALID', 'is not valid yet'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'is not trusted: raw text'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host: raw text'],
    ['CERT_REVOKED', 'cannot be verified: raw text'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'refused the client certificate, or wants one: raw text'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'refused the TLS connection: raw text'],
    ['ESOMETHING', 'api:6443: raw text'],
  ])('%s says: %s', (code, words) => {
    const failure = networkFailure(coded(code), peer);
    expect(failure).toMatchObject({ code: 'unreachable', reason: code });
    expect(failure.message).toContain(words);
  });

  test('looks through wrappers to the cause', () => {
    const wrapped = new TypeError('fetch failed', { cause: coded('ENOTFOUND', 'getaddrinfo ENOTFOUND api.example') });
    expect(networkFailure(wrapped, peer).message).toContain('the name api.example cannot be resolved');
    const several = new AggregateError([coded('ECONNREFUSED'), coded('EHOSTUNREACH')]);
    expect(networkFailure(several, peer).reason).toBe('ECONNREFUSED');
    expect(networkFailure('text', peer).message).toBe('api:6443: text');
  });

  test('names the proxy', () => {
    expect(networkFailure(coded('ECONNREFUSED'), { ...peer, proxy: 'proxy:3128' }).message).toMatch(
      /\(through the proxy proxy:3128\)$/,
    );
  });
});
