import { fetch, type Dispatcher, type RequestInit } from 'undici';
import { messageOf } from '../../base/failure.ts';
import { createSingleFlight, type SingleFlight } from '../../base/singleFlight.ts';
import { credentialsError } from '../api/clusterError.ts';
import { createServerLink, serverProxy } from '../network/serverLink.ts';
import type { AuthProvider } from '../kubeconfig/kubeconfigTypes.ts';
import { pemSource } from '../network/pem.ts';

/** Renew a token so many milliseconds before it expires. */
const skewMs = 10_000;

/**
 * Tokens of the auth provider `oidc`: the kubeconfig's id-token while it is valid, then fresh ones from the identity
 * provider. They are kept in memory: the kubeconfig is never written, unlike kubectl does.
 * Its runs throw FailureError `credentials`.
 */
export function createOidcTokens(userName: string, { config }: AuthProvider, now = Date.now): SingleFlight<string> {
  let idToken = config['id-token'];
  let refreshToken = config['refresh-token'];

  return createSingleFlight(async (signal) => {
    if (idToken !== undefined && now() < (expiryOf(idToken) ?? 0) - skewMs) return idToken;
    if (refreshToken === undefined) {
      const message = `the OIDC token of "${userName}" has expired and cannot be renewed: sign in again with kubectl`;
      throw credentialsError(message);
    }
    try {
      const tokens = await refresh(config, refreshToken, signal);
      if (tokens.id_token === undefined) throw new Error('its answer holds no id_token');
      refreshToken = tokens.refresh_token ?? refreshToken;
      return (idToken = tokens.id_token);
    } catch (error) {
      signal.throwIfAborted();
      throw credentialsError(`the identity provider gave no token for "${userName}": ${messageOf(error)}`, error);
    }
  });
}

/** Asks the identity provider, found by OpenID discovery, for fresh tokens. */
async function refresh(config: AuthProvider['config'], refreshToken: string, signal: AbortSignal) {
  // Loaded when needed: few kubeconfigs use it.
  const { customFetch, discovery, refreshTokenGrant } = await import('openid-client');
  const { 'idp-issuer-url': issuer = '', 'client-id': clientId = '', 'client-secret': secret } = config;
  if (!URL.canParse(issuer) || clientId === '') throw new Error('idp-issuer-url or client-id is missing');
  const { username, password } = new URL(issuer);
  // Requests to such an address fail, with all of it in the error's message.
  if (username || password) throw new Error('idp-issuer-url must not hold a user name or a password');
  const dispatcher = await createIdpDispatcher(config, new URL(issuer), signal);
  const send = (url: string, init: object) => fetch(url, { ...(init as RequestInit), dispatcher, signal });
  try {
    const options = { [customFetch]: send as unknown as typeof globalThis.fetch };
    const provider = await discovery(new URL(issuer), clientId, secret, undefined, options);
    return await refreshTokenGrant(provider, refreshToken);
  } finally {
    await dispatcher.destroy();
  }
}

/** Connections to the identity provider: by the environment's proxies, trusting its own CA or the system's. */
async function createIdpDispatcher(
  config: AuthProvider['config'],
  issuer: URL,
  signal: AbortSignal,
): Promise<Dispatcher> {
  const data = config['idp-certificate-authority-data'];
  const own = pemSource(data, config['idp-certificate-authority'], 'the identity provider');
  const peer = { name: issuer.host, server: issuer.href, insecureSkipTlsVerify: false, disableCompression: false };
  return createServerLink(peer, { ca: await own.read(signal), client: undefined }, serverProxy(issuer, undefined, {}));
}

/** When a JSON web token expires, in milliseconds since the epoch, if it says so. */
function expiryOf(token: string): number | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof payload !== 'object' || payload === null || !('exp' in payload)) return undefined;
    return typeof payload.exp === 'number' ? payload.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
