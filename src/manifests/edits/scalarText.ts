import { plainValue } from '../yaml/plainScalar.ts';

/** A scalar as YAML writes it: plain where that means the same, else in double quotes, which JSON's are. */
export function scalarText(value: string | number | boolean, inFlow = false): string {
  if (typeof value !== 'string') return String(value);
  return mayBePlain(value, inFlow) && plainValue(value) === value ? value : `"${quotedText(value, '"')}"`;
}

/** Whether a text can be written without quotes, on one line; `inFlow`: within braces or brackets. */
export function mayBePlain(text: string, inFlow: boolean): boolean {
  const starts = /^[\p{L}\p{N}_./$(<~][^\p{C}]*$/u.test(text) || /^-[^\s\p{C}][^\p{C}]*$/u.test(text);
  if (!starts || /: |:$| #|[\s,[\]{}]$|[\u2028\u2029]/.test(text)) return false;
  return !inFlow || !/[,[\]{}]/.test(text);
}

/** A text as it is written within quotes of this kind, on one line. */
export function quotedText(value: string, quote: '"' | "'"): string {
  if (quote === "'") return value.replaceAll("'", "''");
  // JSON leaves some characters as they are that YAML takes for line breaks, or does not allow.
  return JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(/[\u007F-\u009F\u2028\u2029\uFEFF]/g, escaped);
}

/** Whether a text can stand in single quotes, on one line: they have no escapes. */
export function mayBeSingleQuoted(text: string): boolean {
  return !/[\p{C}\u2028\u2029]/u.test(text);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
