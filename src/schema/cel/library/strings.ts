import { type Budget, spend } from '../budget.ts';
import { RuleError } from '../failure.ts';
import { asInt, asKind, asText, listOf, type Value } from '../value.ts';
import { characterIndex, charactersOf, unitIndex } from './characters.ts';
import type { Library } from './library.ts';

/** The strings extension (google/cel-go, ext/strings.go); indices count characters. */
export const strings: Library = {
  '.charAt/1': ([text, index]) => characterAt(asText(text), asInt(index)),
  '.indexOf/1': ([range, item], budget) => indexOf(asText(range), asText(item), 0n, budget),
  '.indexOf/2': ([range, item, from], budget) => indexOf(asText(range), asText(item), asInt(from), budget),
  '.lastIndexOf/1': ([range, item], budget) => lastIndexOf(asText(range), asText(item), undefined, budget),
  '.lastIndexOf/2': ([range, item, from], budget) => lastIndexOf(asText(range), asText(item), asInt(from), budget),
  '.join/0': ([items], budget) => join(items, '', budget),
  '.join/1': ([items, separator], budget) => join(items, asText(separator), budget),
  '.lowerAscii/0': ([text], budget) => perCharacter(asText(text), /[A-Z]+/g, (part) => part.toLowerCase(), budget),
  '.upperAscii/0': ([text], budget) => perCharacter(asText(text), /[a-z]+/g, (part) => part.toUpperCase(), budget),
  '.replace/2': ([text, old, by], budget) => replace(asText(text), asText(old), asText(by), -1n, budget),
  '.replace/3': ([text, old, by, most], budget) => replace(asText(text), asText(old), asText(by), asInt(most), budget),
  '.split/1': ([text, separator], budget) => listOf(split(asText(text), asText(separator), -1n, budget)),
  '.split/2': ([text, separator, most], budget) => listOf(split(asText(text), asText(separator), asInt(most), budget)),
  '.substring/1': ([text, start]) => substring(asText(text), asInt(start), undefined),
  '.substring/2': ([text, start, end]) => substring(asText(text), asInt(start), asInt(end)),
  '.trim/0': ([text]) => trim(asText(text)),
  'strings.quote/1': ([text], budget) => quote(asText(text), budget),
};

/** Unicode's white space, of which JavaScript's own differs by the byte order mark and U+0085. */
const space = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const spaceBefore = new RegExp(`^${space}+`);
const isSpace = new RegExp(space);

function trim(text: string): string {
  const rest = text.replace(spaceBefore, '');
  let end = rest.length;
  while (end > 0 && isSpace.test(rest.charAt(end - 1))) end--;
  return rest.slice(0, end);
}

function characterAt(text: string, index: bigint): string {
  const characters = charactersOf(text);
  inBounds(index, characters.length);
  return characters.slice(Number(index), Number(index) + 1);
}

function indexOf(text: string, part: string, from: bigint, budget: Budget): bigint {
  if (part === '') return from;
  if (from < 0n) throw new RuleError(`index out of range: ${from}`);
  spend(budget, text.length / 32);
  return BigInt(characterIndex(text, text.indexOf(part, unitIndex(text, Number(from)))));
}

function lastIndexOf(text: string, part: string, from: bigint | undefined, budget: Budget): bigint {
  spend(budget, text.length / 32);
  const { length } = charactersOf(text);
  if (part === '') return from ?? BigInt(length);
  if (from !== undefined && from < 0n) throw new RuleError(`index out of range: ${from}`);
  if (from !== undefined && from >= BigInt(length)) return -1n;
  const start = from === undefined ? text.length : unitIndex(text, Number(from));
  return BigInt(characterIndex(text, text.lastIndexOf(part, start)));
}

function join(items: Value | undefined, separator: string, budget: Budget): string {
  const texts = asKind(items, 'list').items.map(asText);
  const joined = texts.join(separator);
  spend(budget, texts.length + joined.length / 32);
  return joined;
}

function perCharacter(text: string, which: RegExp, change: (part: string) => string, budget: Budget): string {
  spend(budget, text.length / 32);
  return text.replace(which, change);
}

function replace(text: string, old: string, by: string, most: bigint, budget: Budget): string {
  if (most === 0n) return text;
  const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
  const times = most < 0n ? parts.length - 1 : Math.min(Number(most), parts.length - 1);
  spend(budget, parts.length + (times * by.length + text.length) / 32);
  const head = parts.slice(0, times + 1).join(by);
  return times === parts.length - 1 ? head : [head, ...parts.slice(times + 1)].join(old);
}

function split(text: string, separator: string, most: bigint, budget: Budget): string[] {
  if (most === 0n) return [];
  const parts = separator === '' ? Array.from(text) : text.split(separator);
  spend(budget, parts.length + text.length / 32);
  if (most < 0n || BigInt(parts.length) <= most) return parts;
  const kept = Number(most) - 1;
  return [...parts.slice(0, kept), parts.slice(kept).join(separator)];
}

function substring(text: string, start: bigint, end: bigint | undefined): string {
  const characters = charactersOf(text);
  if (end !== undefined && start > end) throw new RuleError(`invalid substring range: ${start} to ${end}`);
  inBounds(start, characters.length);
  if (end !== undefined) inBounds(end, characters.length);
  return characters.slice(Number(start), end === undefined ? undefined : Number(end));
}

function inBounds(index: bigint, length: number): void {
  if (index < 0n || index > BigInt(length)) throw new RuleError(`index out of range: ${index}`);
}

const quoted: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string, budget: Budget): string {
  spend(budget, text.length / 8);
  // eslint-disable-next-line no-control-regex -- these are what is quoted
  return `"${text.replace(/[\u0007\b\f\n\r\t\v\\"]/g, (character) => quoted[character] ?? character)}"`;
}
