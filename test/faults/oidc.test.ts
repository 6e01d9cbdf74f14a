import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger as logger } from '../../src/base/logger.ts';
import { createCredentials } from '../../src/cluster/credentials/credentials.ts';
import { createAuthority } from '../cluster/identity/certificates.ts';
import { failureFrom, never } from './connect.ts';
import { startUpstream } from './upstream.ts';

const cluster = { name: 'c', server: 'https://api', insecureSkipTlsVerify: false, disableCompression: false };

/** An unsigned JSON web token: the signature is the API server's affair. */
function jwt(claims: object): string {
  const parts = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, 'sig'].join('.');
}

/** An identity provider that answers a refresh token with the next id-token. */
async function startProvider() {
  const authority = await createAuthority('IdP CA');
  const files = await authority.issueServer('idp', [{ type: 'ip', value: '127.0.0.1' }]);
  const issued: string[] = [];
  let accept = true;
  const upstream = await startUpstream(
    (request, response) => {
      const issuer = `https://${request.headers.host ?? ''}`;
      const now = Math.floor(Date.now() / 1000);
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` }));
        return;
      }
      if (!accept) {
        response.writeHead(400).end('{"error":"invalid_grant","error_description":"token revoked"}');
        return;
      }
      const claims = { iss: issuer, aud: 'kube', sub: 'jane', iat: now, exp: now + 3600, n: issued.length };
      const token = jwt(claims);
      issued.push(token);
      response.end(JSON.stringify({ access_token: 'a', token_type: 'bearer', id_token: token, expires_in: 3600 }));
    },
    { files, ca: authority.certificate },
  );
  onTestFinished(() => upstream.close());
  return { url: upstream.url, ca: authority.certificate, issued, refuse: () => (accept = false) };
}

test('an expired OIDC token is renewed once with the refresh token; a refused one fails with the reason', async () => {
  const provider = await startProvider();
  const folder = await mkdtemp(join(tmpdir(), 'sluice-oidc-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'ca.crt'), provider.ca);
  const config = {
    'client-id': 'kube',
    'idp-issuer-url': provider.url.origin,
    'idp-certificate-authority': join(folder, 'ca.crt'),
    'id-token': jwt({ exp: 1 }),
    'refresh-token': 'r',
  };
  const user = { name: 'jane', authProvider: { name: 'oidc', config } };
  const credentials = createCredentials({ cluster, user }, { logger });
  const answers = [await credentials.get(never), await credentials.get(never)];
  expect(provider.issued).toHaveLength(1);
  expect(answers.map(({ headers }) => headers['authorization'])).toEqual([
    `Bearer ${provider.issued[0] ?? ''}`,
    `Bearer ${provider.issued[0] ?? ''}`,
  ]);
  expect(config['id-token']).toBe(jwt({ exp: 1 }));

  provider.refuse();
  const failure = await failureFrom(createCredentials({ cluster, user }, { logger }).get(never));
  expect(failure.code).toBe('credentials');
  expect(failure.message).toContain('the identity provider gave no token for "jane"');
});

test('a password in the issuer’s address is in no message', async () => {
  const config = {
    'client-id': 'kube',
    'idp-issuer-url': 'https://jane:s3cret@127.0.0.1:1',
    'id-token': jwt({ exp: 1 }),
    'refresh-token': 'r',
  };
  const user = { name: 'jane', authProvider: { name: 'oidc', config } };
  const { message } = await failureFrom(createCredentials({ cluster, user }, { logger }).get(never));
  expect(message).toContain('idp-issuer-url must not hold a user name or a password');
  expect(message).not.toContain('s3cret');
});
