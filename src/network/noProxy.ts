import { BlockList, isIP, isIPv6 } from 'node:net';

/** A host and port that may or may not be reached through a proxy. */
export interface Target {
  /** Name or address, without brackets, in lower case. */
  readonly host: string;
  readonly port: number;
}

/** The target of a URL, with its scheme's port where it names none. */
export function targetOf(url: URL): Target {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase(), port };
}

/** Whether `host` is this computer: proxies are never asked for it. */
export function isLoopback({ host }: Target): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Whether one of NO_PROXY's entries excludes `target` from proxying. The rules are those of Go's
 * golang.org/x/net/http/httpproxy, which kubectl follows: `*`; an address or CIDR range; a name, which covers its
 * subdomains, or with a leading dot (or `*.`) those only; names and addresses may name a port.
 */
export function isExcluded(target: Target, entries: readonly string[]): boolean {
  return entries.map((entry) => entry.trim().toLowerCase()).some((entry) => entry !== '' && matches(target, entry));
}

function matches(target: Target, entry: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inRange(target.host, entry);
  const { host, port } = splitPort(entry);
  if (port !== undefined && port !== target.port) return false;
  if (isIP(host) !== 0) return isIP(target.host) !== 0 && inRange(target.host, `${host}/${isIPv6(host) ? 128 : 32}`);
  return isIP(target.host) === 0 && matchesName(target.host, toAscii(host));
}

function matchesName(host: string, pattern: string): boolean {
  const suffix = pattern.replace(/^\*(?=\.)/, '');
  if (suffix === '' || suffix === '.') return false;
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

function splitPort(entry: string): { readonly host: string; readonly port: number | undefined } {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  const host = bracketed ?? plain ?? entry;
  return { host, port: port === undefined ? undefined : Number(port) };
}

function inRange(host: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  if (isIP(host) === 0 || isIP(network) === 0 || !/^\d+$/.test(bits)) return false;
  if (Number(bits) > (isIPv6(network) ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family(network));
  return list.check(host, family(host));
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/** URLs hold internationalised names in ASCII; so must the pattern. */
function toAscii(pattern: string): string {
  const [, prefix = '', name = ''] = /^(\*?\.?)(.*)$/.exec(pattern) ?? [];
  return URL.canParse(`http://${name}`) ? `${prefix}${new URL(`http://${name}`).hostname}` : pattern;
}
