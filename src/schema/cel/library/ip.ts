import { RuleError } from '../failure.ts';
import { asKind, asText, type Cidr, type Ip, isKind, type Value } from '../value.ts';
import type { Library } from './library.ts';

/** Addresses and networks (apiserver/pkg/cel/library/ip.go and cidr.go; the reading: Go's net/netip). */
export const addresses: Library = {
  'ip/1': ([text]) => toIp(text),
  'isIP/1': ([text]) => parseIp(asText(text)) !== undefined,
  'ip.isCanonical/1': ([text]) => formatIp(toIp(text)) === text,
  '.family/0': ([ip]) => (asKind(ip, 'ip').bits === 32 ? 4n : 6n),
  '.isUnspecified/0': ([ip]) => asKind(ip, 'ip').address === 0n,
  '.isLoopback/0': ([ip]) => isWithin(ip, '127.0.0.0/8', '::1/128'),
  '.isLinkLocalMulticast/0': ([ip]) => isLinkLocalMulticast(asKind(ip, 'ip')),
  '.isLinkLocalUnicast/0': ([ip]) => isWithin(ip, '169.254.0.0/16', 'fe80::/10'),
  '.isGlobalUnicast/0': ([ip]) => isGlobalUnicast(asKind(ip, 'ip')),
  'cidr/1': ([text]) => toCidr(text),
  'isCIDR/1': ([text]) => parseCidr(asText(text)) !== undefined,
  '.containsIP/1': ([network, ip]) => contains(asKind(network, 'cidr'), isKind(ip, 'ip') ? ip : toIp(ip)),
  '.containsCIDR/1': ([network, other]) => {
    const own = asKind(network, 'cidr');
    const part = isKind(other, 'cidr') ? other : toCidr(other);
    return own.prefix <= part.prefix && contains(own, part.ip);
  },
  '.ip/0': ([network]) => asKind(network, 'cidr').ip,
  '.prefixLength/0': ([network]) => BigInt(asKind(network, 'cidr').prefix),
  '.masked/0': ([network]) => {
    const { ip, prefix } = asKind(network, 'cidr');
    const rest = BigInt(ip.bits - prefix);
    return { kind: 'cidr', prefix, ip: { ...ip, address: (ip.address >> rest) << rest } };
  },
};

/** Reads an address without a zone; IPv4 addresses written as IPv6 ones are none. Undefined where the text is none. */
function parseIp(text: string): Ip | undefined {
  const ip = parseAnyIp(text);
  return ip?.bits === 128 && ip.address >> 32n === 0xffffn ? undefined : ip;
}

/** Reads an address, also an IPv4 one that is written as an IPv6 one. Undefined where the text is none. */
export function parseAnyIp(text: string): Ip | undefined {
  if (!text.includes(':')) {
    const address = parseIpv4(text);
    return address === undefined ? undefined : { kind: 'ip', bits: 32, address };
  }
  const address = parseIpv6(text);
  return address === undefined ? undefined : { kind: 'ip', bits: 128, address };
}

/** An address in its one canonical form. */
export function formatIp({ bits, address }: Ip): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(112 - index * 16)) & 0xffffn);
  const written = groups.map((group) => group.toString(16));
  const [start, length] = longestZeros(groups);
  if (length < 2) return written.join(':');
  return `${written.slice(0, start).join(':')}::${written.slice(start + length).join(':')}`;
}

/** A network as it is written, not masked. */
export function formatCidr({ ip, prefix }: Cidr): string {
  return `${formatIp(ip)}/${prefix}`;
}

function parseCidr(text: string): Cidr | undefined {
  const [, address = '', bits = ''] = /^(.*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const ip = address === '' ? undefined : parseIp(address);
  return ip === undefined || Number(bits) > ip.bits ? undefined : { kind: 'cidr', ip, prefix: Number(bits) };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ? text.split('.') : [];
  if (parts.length !== 4 || parts.some((part) => Number(part) > 255 || /^0\d/.test(part))) return undefined;
  return parts.reduce((address, part) => (address << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const [, head = '', dotted] = /^(.*:)([^:]*\.[^:]*)$/.exec(text) ?? [];
  const ipv4 = dotted === undefined ? undefined : parseIpv4(dotted);
  if (dotted !== undefined && ipv4 === undefined) return undefined;
  const plain = ipv4 === undefined ? text : `${head}${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

function longestZeros(groups: readonly bigint[]): readonly [start: number, length: number] {
  let found: readonly [number, number] = [0, 0];
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0n) end++;
    if (end - start > found[1]) found = [start, end - start];
    start = Math.max(start, end - 1);
  }
  return found;
}

function contains({ ip, prefix }: Cidr, other: Ip): boolean {
  const rest = BigInt(ip.bits - prefix);
  return ip.bits === other.bits && ip.address >> rest === other.address >> rest;
}

function isWithin(value: Value | undefined, ...networks: readonly string[]): boolean {
  const ip = asKind(value, 'ip');
  return networks.some((network) => contains(toCidr(network), ip));
}

function isLinkLocalMulticast({ bits, address }: Ip): boolean {
  if (bits === 32) return address >> 8n === 0xe00000n;
  return address >> 120n === 0xffn && ((address >> 112n) & 0xfn) === 2n;
}

function isGlobalUnicast(ip: Ip): boolean {
  if (ip.address === 0n || (ip.bits === 32 && ip.address === 0xffffffffn)) return false;
  return !isWithin(ip, '127.0.0.0/8', '::1/128', '169.254.0.0/16', 'fe80::/10', '224.0.0.0/4', 'ff00::/8');
}

function toIp(value: Value | undefined): Ip {
  const ip = parseIp(asText(value));
  if (ip === undefined) throw new RuleError('not an IP address');
  return ip;
}

function toCidr(value: Value | undefined): Cidr {
  const network = parseCidr(asText(value));
  if (network === undefined) throw new RuleError('not a network in CIDR notation');
  return network;
}
