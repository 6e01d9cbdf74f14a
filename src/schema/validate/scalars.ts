import type { Json } from '../../flux/object.ts';
import type { Schema } from '../schema.ts';
import { patternForm } from '../patternForm.ts';
import { matchesPattern } from '../pattern.ts';
import { formatRule, isOfFormat } from './formats.ts';
import { isIntOrString } from './types.ts';
import { nearest } from '../../base/nearest.ts';
import { fail, isSecret, shown, type Walk } from './walk.ts';

/** Judges a scalar whose type fits: its enum, and its bounds or its text. */
export function checkScalar(walk: Walk, value: string | number | boolean, schema: Schema): void {
  if (schema.enum !== undefined) checkEnum(walk, value, schema.enum);
  if (typeof value === 'string') checkText(walk, value, schema);
  else if (typeof value === 'number') checkNumber(walk, value, schema);
}

function checkEnum(walk: Walk, value: string | number | boolean, allowed: readonly Json[]): void {
  if (allowed.includes(value)) return;
  if (walk.trial !== undefined)
    return fail(walk, 'not-allowed', (field) => `${field} is not one of the allowed values.`);
  const texts = allowed.filter((one) => typeof one === 'string');
  const suggestion = typeof value === 'string' ? (nearest(value, texts) ?? begun(value, texts)) : undefined;
  const list = allowed.slice(0, 12).map((one) => JSON.stringify(one));
  const all =
    list.length < allowed.length ? `${list.join(', ')} and ${allowed.length - list.length} more` : orList(list);
  const meant = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  const message = (field: string): string => `${field} cannot be ${shown(walk, value)}; allowed: ${all}.${meant}`;
  fail(walk, 'not-allowed', message, suggestion === undefined ? {} : { suggestion });
}

/** The one text that a value is the beginning of: GitRepo for GitRepository. */
function begun(value: string, texts: readonly string[]): string | undefined {
  const [one, ...others] = texts.filter((text) => text.toLowerCase().startsWith(value.toLowerCase()));
  return value.length > 2 && others.length === 0 ? one : undefined;
}

function orList(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`;
}

function checkText(walk: Walk, text: string, schema: Schema): void {
  const { maxLength, minLength, pattern, format } = schema;
  if (maxLength !== undefined && text.length > maxLength && runes(text) > maxLength) {
    fail(walk, 'size', (field) => `${field} has ${runes(text)} characters; at most ${maxLength} are allowed.`);
  } else if (minLength !== undefined && runes(text) < minLength) {
    const few = minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`;
    fail(walk, 'size', (field) => `${field} ${few}.`);
  } else if (pattern !== undefined && matchesPattern(pattern, text) === false) {
    const form = patternForm(pattern, (example) => `"${example}"`);
    const suggestion = sshUrl(text, pattern);
    const meant = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
    const more = suggestion === undefined ? {} : { suggestion };
    const wrong = form === undefined ? mismatch(walk, text, pattern) : butMustBe(walk, text, form);
    fail(walk, 'pattern', (field) => `${field} ${wrong}.${meant}`, more);
  }
  if (format === undefined) return;
  const rule = formatRule(format, walk.kind.custom);
  if (rule !== undefined && isOfFormat(rule, text) === false) {
    fail(walk, 'format', (field) => `${field} ${butMustBe(walk, text, rule.wanted)}.`);
  }
}

function mismatch(walk: Walk, text: string, pattern: string): string {
  return isSecret(walk.kind, walk.path)
    ? `must match ${pattern}`
    : `is ${shown(walk, text)}, which does not match ${pattern}`;
}

function butMustBe(walk: Walk, text: string, wanted: string): string {
  return isSecret(walk.kind, walk.path) ? `must be ${wanted}` : `is ${shown(walk, text)}, but must be ${wanted}`;
}

/** The URL that git's short form of an SSH address stands for (`git@host:path`), where the pattern takes it. */
function sshUrl(text: string, pattern: string): string | undefined {
  const [, host = '', path = ''] = /^([-\w.]+@[-\w.]+):([^/:@][^:@]*)$/.exec(text) ?? [];
  const url = `ssh://${host}/${path}`;
  return host !== '' && matchesPattern(pattern, url) === true ? url : undefined;
}

/** The length that Go counts: code points. */
function runes(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const before = text.charCodeAt(at - 1);
    if (unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff) count--;
  }
  return count;
}

function checkNumber(walk: Walk, value: number, schema: Schema): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const bounds = isInteger(walk, schema) ? integerBounds(isIntOrString(schema) ? 'int32' : schema.format) : undefined;
  if (bounds !== undefined && (value < bounds.least || value > bounds.most)) {
    return fail(walk, 'out-of-range', (field) => `${field} is ${value}, which does not fit in ${bounds.name}.`);
  }
  if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    const limit = exclusiveMaximum === true ? `less than ${maximum}` : `at most ${maximum}`;
    fail(walk, 'out-of-range', (field) => `${field} is ${value}, but must be ${limit}.`);
  }
  if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    const limit = exclusiveMinimum === true ? `more than ${minimum}` : `at least ${minimum}`;
    fail(walk, 'out-of-range', (field) => `${field} is ${value}, but must be ${limit}.`);
  }
  if (multipleOf !== undefined && multipleOf > 0 && !isMultiple(value, multipleOf)) {
    fail(walk, 'out-of-range', (field) => `${field} is ${value}, but must be a multiple of ${multipleOf}.`);
  }
}

/** Go's IntOrString is an int32; that of custom resources has no bounds but what a number can be. */
function isInteger({ kind }: Walk, schema: Schema): boolean {
  return schema.type === 'integer' || (!kind.custom && isIntOrString(schema));
}

function integerBounds(format: string | undefined): { name: string; least: number; most: number } {
  if (format === 'int32') return { name: '32 bits', least: -(2 ** 31), most: 2 ** 31 - 1 };
  // 2^63 itself is one too much, but JavaScript reads 2^63 - 1 as the same number.
  return { name: '64 bits', least: -(2 ** 63), most: 2 ** 63 };
}

/** As kube-openapi has it (pkg/validation/validate/values.go, swag.IsFloat64AJSONInteger): nearly a multiple is enough. */
function isMultiple(value: number, factor: number): boolean {
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}
