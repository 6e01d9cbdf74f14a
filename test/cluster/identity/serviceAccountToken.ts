import { createSign } from 'node:crypto';

/** The issuer that the API server trusts and names in its own tokens. */
export const serviceAccountIssuer = 'https://kubernetes.default.svc';

/** What a token says: which service account, and until when (seconds since 1970). */
export interface TokenClaims {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A service account token as the API server makes it (a JWT, RS256), signed with the same key. */
export function signServiceAccountToken(claims: TokenClaims, privateKey: string): string {
  const { namespace, name, uid, issuedAt, expiresAt } = claims;
  const payload = {
    iss: serviceAccountIssuer,
    aud: [serviceAccountIssuer],
    sub: `system:serviceaccount:${namespace}:${name}`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: expiresAt,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
  };
  const unsigned = [{ alg: 'RS256', typ: 'JWT' }, payload].map(base64url).join('.');
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64url')}`;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
