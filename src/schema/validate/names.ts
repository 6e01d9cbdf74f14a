/**
 * The name rules of k8s.io/apimachinery (pkg/api/validate/content, pkg/util/validation). Each gives what is wrong with a
 * text, as the rest of a sentence that begins with the text, or undefined.
 */
export type NameRule = (text: string) => string | undefined;

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const label1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const dataKey = /^[-._a-zA-Z0-9]+$/;

/** A DNS subdomain (RFC 1123): most objects' names. */
export function dnsSubdomain(text: string): string | undefined {
  if (bytes(text) > 253) return 'is longer than 253 characters';
  if (subdomain.test(text)) return undefined;
  return `may hold only lower case letters, digits, "-" and ".", and must begin and end with a letter or digit`;
}

/** A DNS label (RFC 1123): names of namespaces and containers. */
export function dnsLabel(text: string): string | undefined {
  if (bytes(text) > 63) return 'is longer than 63 characters';
  if (label.test(text)) return undefined;
  return `may hold only lower case letters, digits and "-", and must begin and end with a letter or digit`;
}

/** A DNS label that begins with a letter (RFC 1035): names of Services. */
export function dns1035Label(text: string): string | undefined {
  if (bytes(text) > 63) return 'is longer than 63 characters';
  if (label1035.test(text)) return undefined;
  return `may hold only lower case letters, digits and "-", must begin with a letter and end with a letter or digit`;
}

/** A segment of a URL's path: names of RBAC objects. */
export function pathSegment(text: string): string | undefined {
  if (text === '.' || text === '..') return 'cannot be a name';
  return /[/%]/.test(text) ? 'must not hold "/" or "%"' : undefined;
}

/** A label's key, a finalizer, a condition's type: a name with an optional DNS prefix before a slash. */
export function qualifiedName(text: string): string | undefined {
  const parts = text.split('/');
  if (parts.length > 2)
    return 'holds more than one "/"; a key is a name with an optional prefix, e.g. "example.com/name"';
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  if (prefix === '') return 'has nothing before the "/"';
  const wrongPrefix = prefix === undefined ? undefined : dnsSubdomain(prefix);
  if (wrongPrefix !== undefined) return `has a prefix that is no DNS name: it ${wrongPrefix}`;
  if (name === '') return 'has an empty name';
  if (bytes(name) > 63) return 'has a name of more than 63 characters';
  if (qualified.test(name)) return undefined;
  return `must have a name of letters, digits, "-", "_" and "." that begins and ends with a letter or digit`;
}

/** The value of a label. */
export function labelValue(text: string): string | undefined {
  if (bytes(text) > 63) return 'is longer than 63 characters';
  if (text === '' || qualified.test(text)) return undefined;
  return `may hold only letters, digits, "-", "_" and ".", and must begin and end with a letter or digit`;
}

/** A key of a ConfigMap's or Secret's data. */
export function configKey(text: string): string | undefined {
  if (bytes(text) > 253) return 'is longer than 253 characters';
  if (text === '.' || text === '..' || text.startsWith('..')) return 'must not begin with ".."';
  return dataKey.test(text) ? undefined : `may hold only letters, digits, "-", "_" and "."`;
}

/** The name of an environment variable: any printable ASCII but the equals sign. */
export function envVarName(text: string): string | undefined {
  if (text === '') return 'must not be empty';
  return /^[ -<>-~]+$/.test(text) ? undefined : 'may hold only printable ASCII characters other than "="';
}

/** The name of a port: IANA's service names. */
export function portName(text: string): string | undefined {
  if (bytes(text) > 15) return 'is longer than 15 characters';
  if (!/^[-a-z0-9]+$/.test(text)) return 'may hold only lower case letters, digits and "-"';
  if (!/[a-z]/.test(text)) return 'must hold a letter';
  if (text.includes('--')) return 'must not hold "--"';
  return text.startsWith('-') || text.endsWith('-') ? 'must not begin or end with "-"' : undefined;
}

/** The rule for a name's beginning, to which the server appends: a dash at the end is no fault. */
export function asPrefix(rule: NameRule): NameRule {
  return (text) => rule(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
}

/** The length of a text in UTF-8, in which Go counts. */
export function bytes(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A surrogate pair is two units and four bytes, so each half adds one.
    if (unit > 0x7f) length += unit > 0x7ff && !(unit >= 0xd800 && unit <= 0xdfff) ? 2 : 1;
  }
  return length;
}
