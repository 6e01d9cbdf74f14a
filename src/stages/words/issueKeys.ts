/** Names of standards, encodings and algorithms that are written as issues are. */
const notProjects: ReadonlySet<string> = new Set([
  'AES',
  'CVE',
  'CWE',
  'ED',
  'HTTP',
  'IEC',
  'ISO',
  'MD',
  'PEP',
  'PKCS',
  'RFC',
  'RSA',
  'SHA',
  'TLS',
  'US',
  'UTF',
]);

/**
 * Keys of an issue tracker in a text, each once, in their order: `SHOP-12`, and `#12` as forges write it. What only looks like
 * one (`UTF-8`, `SHA-256`, `CVE-2024`) is left out.
 */
export function issueKeys(text: string): string[] {
  const found = text.matchAll(/(?<![\w/.&#-])(?:([A-Z][A-Z0-9]{1,9})-([1-9]\d{0,6})|#([1-9]\d{0,8}))(?![\w-])/g);
  const keys = Array.from(found, ([key, project]) => (project !== undefined && notProjects.has(project) ? [] : [key]));
  return [...new Set(keys.flat())];
}
