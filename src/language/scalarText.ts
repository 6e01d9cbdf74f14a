import { plainValue } from '../manifests/yaml/plainScalar.ts';

/** A scalar as YAML writes it: plain where that means the same, else in double quotes, which JSON's are. */
export function scalarText(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const plain = /^[\p{L}\p{N}_./$(<~][^\p{C}]*$/u.test(value) || /^-[^\s\p{C}][^\p{C}]*$/u.test(value);
  const safe = plain && !/: |:$| #|[\s,[\]{}]$/.test(value) && plainValue(value) === value;
  return safe ? value : JSON.stringify(value);
}

/** A text as it is written within quotes of this kind. */
export function quotedText(value: string, quote: '"' | "'"): string {
  return quote === "'" ? value.replaceAll("'", "''") : JSON.stringify(value).slice(1, -1);
}
