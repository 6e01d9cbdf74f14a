/** An IPv4 or IPv6 address as Go's net.ParseIP reads it; leading zeros in IPv4 are tolerated, as Kubernetes does. */
export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** An address and the length of its prefix, as net.ParseCIDR reads it. */
export function isCidr(text: string): boolean {
  const slash = text.lastIndexOf('/');
  const bits = text.slice(slash + 1);
  if (slash < 0 || !/^[0-9]{1,3}$/.test(bits)) return false;
  const address = text.slice(0, slash);
  return isIpv4(address) ? Number(bits) <= 32 : isIpv6(address) && Number(bits) <= 128;
}

/** A hardware address as Go's net.ParseMAC reads it: 6, 8 or 20 bytes. */
export function isMac(text: string): boolean {
  const pairs = /^[0-9a-f]{2}(([:-])[0-9a-f]{2})(\2[0-9a-f]{2})*$/i.exec(text);
  if (pairs !== null) return [17, 23, 59].includes(text.length);
  return /^[0-9a-f]{4}(\.[0-9a-f]{4})+$/i.test(text) && [14, 19, 49].includes(text.length);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^[0-9]{1,10}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (text.length > 50 || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.') ? isIpv4(last) : undefined;
  if (embedded === false) return false;
  const plain = embedded === true ? groups.slice(0, -1) : groups;
  const count = plain.length + (embedded === true ? 2 : 0);
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? count < 8 : count === 8;
}

/** Whether a network is smaller than another and within it; both in CIDR notation. */
export function holdsNetwork(outer: string, inner: string): boolean {
  const [one, other] = [networkOf(outer), networkOf(inner)];
  if (one.width !== other.width || one.bits >= other.bits) return false;
  const rest = BigInt(one.width - one.bits);
  return one.address >> rest === other.address >> rest;
}

function networkOf(cidr: string): { readonly address: bigint; readonly bits: number; readonly width: number } {
  const slash = cidr.lastIndexOf('/');
  const text = cidr.slice(0, slash);
  const bits = Number(cidr.slice(slash + 1));
  if (!text.includes(':')) return { address: ipv4Number(text), bits, width: 32 };
  const [head = '', tail] = text.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0n);
  const address = [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) + group, 0n);
  return { address, bits, width: 128 };
}

function groupsOf(part: string): bigint[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const number = ipv4Number(group);
    return [number >> 16n, number & 0xffffn];
  });
}

function ipv4Number(text: string): bigint {
  return text.split('.').reduce((sum, part) => (sum << 8n) + BigInt(Number(part)), 0n);
}
