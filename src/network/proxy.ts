import { FailureError } from '../base/failure.ts';
import type { NetworkFailure } from './networkFailure.ts';
import { isExcluded, isLoopback, targetOf } from './noProxy.ts';

/** Where proxies are named. */
export interface ProxySettings {
  /** The process's environment if absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The editor's `http.proxy`. */
  readonly httpProxy?: string;
  /** The editor's `http.noProxy`. */
  readonly noProxy?: readonly string[];
}

/**
 * The proxy through which `server` is reached, if any: HTTPS_PROXY or HTTP_PROXY (by the server's scheme, either case);
 * else the editor's. NO_PROXY holds for both, and this computer is never reached through them. Throws FailureError for
 * an address that is none.
 */
export function selectProxy(
  server: URL,
  { env = process.env, httpProxy, noProxy = [] }: ProxySettings,
): URL | undefined {
  const target = targetOf(server);
  if (isLoopback(target) || isExcluded(target, (either(env, 'NO_PROXY') ?? '').split(','))) return undefined;
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const fromEnv = either(env, name);
  if (fromEnv) return parseProxy(fromEnv, name);
  if (!httpProxy || isExcluded(target, noProxy)) return undefined;
  return parseProxy(httpProxy, 'setting http.proxy');
}

function either(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return env[name] || env[name.toLowerCase()];
}

const schemes = new Set(['http:', 'https:', 'socks5:', 'socks5h:']);

/**
 * Parses `http://`, `https://` and `socks5://` addresses; a bare `host:port` means http. Throws FailureError for any
 * other, which names `source`.
 */
export function parseProxy(address: string, source: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address);
  const text = hasScheme ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && schemes.has(url.protocol) && url.hostname !== '') return url;
  const cause = url ? `it must be an http, https or socks5 address, not ${url.protocol}//` : 'it is no address';
  const message = `the proxy named by the ${source} cannot be used: ${cause}`;
  const failure: NetworkFailure = { code: 'unreachable', reason: 'PROXY', message };
  throw new FailureError(failure);
}
