import type { Json } from '../../flux/object.ts';
import type { YamlMap, YamlScalar } from '../../manifests/yaml/node.ts';
import { plainValue } from '../../manifests/yaml/plainScalar.ts';
import type { KindSchema } from '../schema.ts';
import type { DecodeProblem } from './decode.ts';
import { placeOf, type Place } from './place.ts';
import type { SchemaFinding, SchemaFix } from './schemaFinding.ts';
import { isSecret, type Problem } from './walk.ts';

/** Problems at their places in the document, with what mends them. */
export function present(
  root: YamlMap,
  undecodable: readonly DecodeProblem[],
  problems: readonly Problem[],
  kind: KindSchema,
): SchemaFinding[] {
  return [...undecodable.map(presentUndecodable), ...problems.map((problem) => presentOne(root, problem, kind))];
}

function presentUndecodable({ code, message, span, first }: DecodeProblem): SchemaFinding {
  const made: SchemaFinding = { code, severity: 'error', message, span, path: [] };
  return first === undefined ? made : { ...made, alsoAt: [{ span: first, message: 'It is first set here.' }] };
}

function presentOne(root: YamlMap, problem: Problem, kind: KindSchema): SchemaFinding {
  const { code, path, at } = problem;
  const place = placeOf(root, path);
  const fixes = fixesOf(problem, place);
  const message = problem.message + explanation(problem, place, kind);
  const span = at === 'key' ? place.key : place.value;
  const made: SchemaFinding = { code, severity: 'error', message, span, path: problem.lacks ?? path };
  return fixes.length === 0 ? made : { ...made, fixes };
}

/** What YAML 1.1 has made of a word or a number that was meant otherwise. */
function explanation({ code, wanted, path }: Problem, { scalar, keyScalar }: Place, kind: KindSchema): string {
  if (code === 'unknown-field' && keyScalar !== undefined && isUnquoted(keyScalar)) {
    return ` In Kubernetes' YAML the key ${keyScalar.text} is ${meaning(keyScalar)}; quote it.`;
  }
  if (code !== 'wrong-type' || scalar === undefined || wanted === undefined) return '';
  const { text, value } = scalar;
  if (wanted.includes('text') && isUnquoted(scalar)) {
    return text === String(value) || isSecret(kind, path)
      ? ' Quote it.'
      : ` In Kubernetes' YAML ${text} is ${meaning(scalar)}; quote it.`;
  }
  if (typeof value !== 'string' || scalar.style === 'plain') return '';
  return fits(plainValue(text), wanted) ? ' Remove the quotes.' : '';
}

function meaning({ value }: YamlScalar): string {
  return `the ${typeof value} ${String(value)}`;
}

function isUnquoted({ style, value }: YamlScalar): boolean {
  return style === 'plain' && (typeof value === 'boolean' || typeof value === 'number');
}

function fits(value: Json, wanted: string): boolean {
  if (wanted.includes('true or false')) return typeof value === 'boolean';
  if (wanted.includes('whole number')) return Number.isInteger(value);
  return wanted.includes('number') && typeof value === 'number';
}

function fixesOf({ code, suggestion, wanted }: Problem, { scalar, keyScalar }: Place): SchemaFix[] {
  if (code === 'unknown-field') {
    if (keyScalar === undefined) return [];
    const { span, text } = keyScalar;
    if (isUnquoted(keyScalar))
      return [{ title: 'Quote it', edits: [{ span, text: JSON.stringify(text) }], preferred: true }];
    if (typeof suggestion !== 'string') return [];
    return [{ title: `Change to "${suggestion}"`, edits: [{ span, text: scalarText(suggestion) }], preferred: true }];
  }
  if (scalar === undefined) return [];
  const { span, text, value, style } = scalar;
  if (typeof suggestion === 'string') {
    return [{ title: `Change to "${suggestion}"`, edits: [{ span, text: scalarText(suggestion) }], preferred: true }];
  }
  if (code !== 'wrong-type' || wanted === undefined) return [];
  if (wanted.includes('text') && isUnquoted(scalar)) {
    return [{ title: 'Quote it', edits: [{ span, text: JSON.stringify(text) }], preferred: true }];
  }
  if ((style === 'single' || style === 'double') && typeof value === 'string' && fits(plainValue(text), wanted)) {
    return [{ title: 'Remove the quotes', edits: [{ span, text }], preferred: true }];
  }
  return [];
}

/** A text as a scalar: plain where that means the same text. */
function scalarText(text: string): string {
  return /^[A-Za-z_][-\w./]*$/.test(text) && plainValue(text) === text ? text : JSON.stringify(text);
}
