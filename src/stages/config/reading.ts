import { nearest } from '../../base/nearest.ts';
import { asMap, asScalar, asSequence, keyName, type Span, type YamlNode } from '../../manifests/yaml/node.ts';
import type { ConfigProblem } from './problem.ts';

/** A value of the file, and how its place is called: `stages[0].gates`. */
export interface Field {
  readonly node: YamlNode | undefined;
  readonly where: string;
  /** Of the value, or of its key where nothing is written. */
  readonly span: Span;
}

/** Takes what is wrong. */
export type Report = (problem: ConfigProblem) => void;

/** The entries of a map by key; what is no map has none. Keys other than `allowed` ones are reported. */
export function fieldsOf(field: Field, allowed: readonly string[], report: Report): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  const map = asMap(field.node);
  if (map === undefined) {
    report(wrongType(field, `a map with ${listed(allowed, 'or')}`));
    return fields;
  }
  for (const { key, value } of map.entries) {
    const name = keyName(key);
    if (!allowed.includes(name)) report(unknownField(name, key.span, field.where, allowed));
    else if (fields.has(name))
      report({
        code: 'duplicate-key',
        message: `"${name}" is set twice in ${placeName(field.where)}. Remove one.`,
        span: key.span,
      });
    else
      fields.set(name, {
        node: value,
        where: field.where === '' ? name : `${field.where}.${name}`,
        span: value?.span ?? key.span,
      });
  }
  return fields;
}

/** The entries of a map whose keys are a person's own. */
export function entriesOf(field: Field | undefined, report: Report): readonly (readonly [string, Field])[] {
  if (isAbsent(field)) return [];
  const map = asMap(field.node);
  if (map === undefined) report(wrongType(field, 'a map'));
  return (map?.entries ?? []).map(({ key, value }) => {
    const name = keyName(key);
    return [name, { node: value, where: `${field.where}.${name}`, span: value?.span ?? key.span }] as const;
  });
}

/** The items of a list; nothing written is an empty one. */
export function itemsOf(field: Field | undefined, report: Report): readonly Field[] {
  if (isAbsent(field)) return [];
  const list = asSequence(field.node);
  if (list === undefined) report(wrongType(field, 'a list'));
  return (list?.items ?? []).map((node, index) => ({ node, where: `${field.where}[${index}]`, span: node.span }));
}

/** A text that is not empty; numbers count as they are written. */
export function textOf(field: Field | undefined, report: Report): string | undefined {
  if (isAbsent(field)) return undefined;
  const scalar = asScalar(field.node);
  if (scalar !== undefined && scalar.text.trim() !== '') return scalar.text;
  report(wrongType(field, 'a text'));
  return undefined;
}

/** Texts of a list. */
export function textsOf(field: Field | undefined, report: Report): string[] {
  return itemsOf(field, report).flatMap((item) => textOf(item, report) ?? []);
}

/** `true` or `false`. */
export function flagOf(field: Field | undefined, report: Report): boolean | undefined {
  if (isAbsent(field)) return undefined;
  const value = asScalar(field.node)?.value;
  if (typeof value === 'boolean') return value;
  report(wrongType(field, 'true or false'));
  return undefined;
}

/** One of some words. */
export function choiceOf<Word extends string>(
  field: Field | undefined,
  words: readonly Word[],
  report: Report,
): Word | undefined {
  const text = textOf(field, report);
  if (field === undefined || text === undefined) return undefined;
  const found = words.find((word) => word === text);
  if (found === undefined) report(notAllowed(field, text, words));
  return found;
}

/** Whether nothing is written. */
export function isAbsent(field: Field | undefined): field is undefined {
  return field === undefined || field.node === undefined || (field.node.type === 'scalar' && field.node.value === null);
}

/** The problem of a value that is of another kind than is wanted. */
function wrongType({ where, span, node }: Field, wanted: string): ConfigProblem {
  const found = node === undefined ? 'nothing' : kindOf(node);
  return { code: 'wrong-type', message: `${placeName(where)} must be ${wanted}, not ${found}.`, span };
}

/** The problem of a text in a form that cannot be read; `wanted` says which can. */
export function badFormat({ where, span }: Field, wanted: string): ConfigProblem {
  return { code: 'format', message: `${placeName(where)} must be ${wanted}.`, span };
}

function notAllowed({ where, span }: Field, text: string, words: readonly string[]): ConfigProblem {
  const instead = nearest(text, words);
  const meant = instead === undefined ? '' : ` Did you mean "${instead}"?`;
  const message = `"${text}" is not allowed in ${placeName(where)}.${meant} It may be ${listed(words, 'or')}.`;
  return { code: 'not-allowed', message, span, ...(instead !== undefined && { instead }) };
}

function unknownField(name: string, span: Span, where: string, allowed: readonly string[]): ConfigProblem {
  const instead = nearest(name, allowed);
  const help = instead === undefined ? `It may have ${listed(allowed, 'and')}.` : `Did you mean "${instead}"?`;
  const message = `"${name}" is not a field of ${placeName(where)}. ${help}`;
  return { code: 'unknown-field', message, span, ...(instead !== undefined && { instead }) };
}

/** A place as sentences name it. */
function placeName(where: string): string {
  return where === '' ? '.sluice.yaml' : where;
}

function kindOf(node: YamlNode): string {
  if (asMap(node) !== undefined) return 'a map';
  if (asSequence(node) !== undefined) return 'a list';
  const scalar = asScalar(node);
  return scalar === undefined || scalar.value === null
    ? 'nothing'
    : typeof scalar.value === 'string'
      ? 'a text'
      : `a ${typeof scalar.value}`;
}

function listed(words: readonly string[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`;
}
