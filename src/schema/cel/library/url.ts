import { utf8Bytes } from '../bytes.ts';
import { RuleError } from '../failure.ts';
import { asKind, asText, listOf, type CelMap, type Url } from '../value.ts';
import { parseAnyIp } from './ip.ts';
import type { Library } from './library.ts';

/** Absolute URLs (apiserver/pkg/cel/library/urls.go; the reading: Go's net/url, ParseRequestURI). */
export const urls: Library = {
  'url/1': ([text]) => {
    // Read twice, as there: only the second reading takes `//host/path` and sets a fragment apart.
    const url = isRequestUri(asText(text)) ? parseUrl(asText(text), false) : undefined;
    if (url === undefined) throw new RuleError('not an absolute URL');
    return url;
  },
  'isURL/1': ([text]) => isRequestUri(asText(text)),
  '.getScheme/0': ([url]) => asKind(url, 'url').scheme,
  '.getHost/0': ([url]) => asKind(url, 'url').host,
  '.getHostname/0': ([url]) => splitHost(asKind(url, 'url').host).name,
  '.getPort/0': ([url]) => splitHost(asKind(url, 'url').host).port,
  '.getEscapedPath/0': ([url]) => asKind(url, 'url').escapedPath,
  '.getQuery/0': ([url]) => query(asKind(url, 'url').query),
};

/** Whether a text is an absolute URL or an absolute path. A fragment is not set apart. */
export function isRequestUri(text: string): boolean {
  return parseUrl(text, true) !== undefined;
}

function parseUrl(text: string, isRequest: boolean): Url | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
  const whole = isRequest ? text : text.replace(/#[^]*$/, '');
  const made = { kind: 'url', text, scheme: '', host: '', escapedPath: '', query: '' } as const;
  if (whole === '*') return { ...made, escapedPath: '*' };
  if (whole.startsWith(':')) return undefined;
  const [beginning = '', scheme = ''] = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(whole) ?? [];
  const [, rest = '', search = ''] = /^([^?]*)\??([^]*)$/.exec(whole.slice(beginning.length)) ?? [];
  const url = { ...made, scheme: scheme.toLowerCase(), query: search };
  if (!rest.startsWith('/')) return scheme === '' ? undefined : url;
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || (!isRequest && !rest.startsWith('///')));
  if (!hasAuthority) return withPath(url, rest);
  const [, authority = '', path = ''] = /^\/\/([^/]*)([^]*)$/.exec(rest) ?? [];
  const host = parseAuthority(url.scheme, authority);
  return host === undefined ? undefined : withPath({ ...url, host }, path);
}

function withPath(url: Url, path: string): Url | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(path)) return undefined;
  const isEncoded = /^[A-Za-z0-9\-_.~!$&'()*+,;=:@[\]%/]*$/.test(path);
  return { ...url, escapedPath: isEncoded ? path : escapePath(path) };
}

/** A path with its special characters escaped as Go does it anew. */
function escapePath(path: string): string {
  const raw = path.replace(/%([0-9a-fA-F]{2})/g, (escape, digits: string) =>
    Number.parseInt(digits, 16) < 0x80 ? String.fromCharCode(Number.parseInt(digits, 16)) : escape,
  );
  return raw.replace(/%[89a-fA-F][0-9a-fA-F]|[^]/gu, (part) => {
    if (part.length === 3 || /^[A-Za-z0-9\-_.~$&+/:;=@]$/.test(part))
      return part.toUpperCase() === part || part.length === 1 ? part : part.toUpperCase();
    return Array.from(utf8Bytes(part), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}

function parseAuthority(scheme: string, authority: string): string | undefined {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  if (!/^(?:[A-Za-z0-9\-._:~!$&'()*+,;=@]|%[0-9a-fA-F]{2})*$/.test(user)) return undefined;
  return parseHost(scheme, authority.slice(at + 1));
}

function parseHost(scheme: string, host: string): string | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return undefined;
  if (bracket === 0) return parseBracketedHost(host);
  const colon = scheme === 'http' || scheme === 'https' ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon))) return undefined;
  return unescapeHost(host);
}

function parseBracketedHost(host: string): string | undefined {
  const [, address = '', zone = '', port = ''] = /^\[([^\]%]*)(%25[^\]]*)?\](:\d*)?$/.exec(host) ?? [];
  const ip = parseAnyIp(address);
  if (ip?.bits !== 128) return undefined;
  return `[${address}${zone === '' ? '' : `%${zone.slice(3)}`}]${port}`;
}

/** A host with the escapes of characters beyond ASCII undone; others are not allowed in it. */
function unescapeHost(host: string): string | undefined {
  if (!/^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"\u0080-\uffff]|%25|%[89a-fA-F][0-9a-fA-F])*$/.test(host)) return undefined;
  try {
    return decodeURIComponent(host);
  } catch {
    return undefined;
  }
}

function splitHost(host: string): { readonly name: string; readonly port: string } {
  const [, name = host, port = ''] = /^(.*):(\d*)$/.exec(host) ?? [];
  return { name: name.replace(/^\[(.*)\]$/, '$1'), port };
}

function query(text: string): CelMap {
  const values = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    const [, rawKey = '', rawValue = ''] = /^([^=]*)=?([^]*)$/.exec(pair) ?? [];
    const key = unescapeQuery(rawKey);
    const value = unescapeQuery(rawValue);
    if (pair === '' || pair.includes(';') || key === undefined || value === undefined) continue;
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return {
    kind: 'map',
    keys: () => [...values.keys()],
    find: (key) => {
      const found = typeof key === 'string' ? values.get(key) : undefined;
      return found === undefined ? undefined : listOf(found);
    },
  };
}

function unescapeQuery(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}
