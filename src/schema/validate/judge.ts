import type { Json } from '../../flux/object.ts';
import { matchesPattern } from '../pattern.ts';
import { patternForm } from '../patternForm.ts';
import type { Schema } from '../schema.ts';
import { checkDefinition } from './builtin/definitions.ts';
import { checkCombinations } from './combinations.ts';
import { checkList } from './lists.ts';
import { checkMap, propertyOf } from './maps.ts';
import { checkScalar } from './scalars.ts';
import { allowsType, wantedType } from './types.ts';
import { asObject, isList, unknownValue } from './value.ts';
import { dereference, fail, isSecret, shown, unsure, type Walk } from './walk.ts';

/** Judges the value at the walk's path by a schema: the one entry of the recursion over both. */
export function judge(walk: Walk, value: Json, schema: Schema): void {
  if (value === unknownValue) return unsure(walk);
  if (--walk.budget.left < 0) return;
  const own = dereference(walk.kind, schema);
  if (own === undefined) return;
  if (value === null) return judgeNull(walk, own);
  if (!allowsType(own, value)) {
    return failType(walk, value, own);
  }
  if (isList(value)) checkList(walk, value, own, judge);
  else if (typeof value === 'object') checkMap(walk, value, own, judge);
  else checkScalar(walk, value, own);
  checkCombinations(walk, value, own, judge);
  if (schema.$ref === undefined || walk.kind.custom) return;
  const object = asObject(value);
  if (object !== undefined) checkDefinition(walk, schema.$ref, object);
}

function failType(walk: Walk, value: Json, schema: Schema): void {
  const form = unquotable(value, schema);
  const wanted = wantedType(schema);
  const message = (field: string): string =>
    `${field} must be ${form ?? wanted}, not ${described(walk, value)}.${nameAdvice(walk, value, schema)}`;
  fail(walk, 'wrong-type', message, form === undefined ? { wanted } : {});
}

/** What a field asks for where a number is none of it even in quotes: `interval: 5` lacks its unit. */
function unquotable(value: Json, { type, pattern }: Schema): string | undefined {
  if (typeof value !== 'number' || type !== 'string' || pattern === undefined) return undefined;
  if (matchesPattern(pattern, String(value)) !== false) return undefined;
  return patternForm(pattern, (example) => `"${example}"`);
}

/** References are maps, which people write as the name alone. */
function nameAdvice(walk: Walk, value: Json, { type, properties }: Schema): string {
  const isReference = type === 'object' && propertyOf(properties, 'name') !== undefined;
  return isReference &&
    typeof value === 'string' &&
    /^[a-z0-9][-.a-z0-9]{0,62}$/.test(value) &&
    !isSecret(walk.kind, walk.path)
    ? ` Write "name: ${value}".`
    : '';
}

/** A null that defaulting has left: it is allowed, or it stands in a list. */
function judgeNull(walk: Walk, schema: Schema): void {
  if (walk.options.mode === 'patch' || walk.trial !== undefined) return;
  if (!walk.kind.custom) return;
  // The API server finds null in no enum, not even in one that lists it.
  if (schema.nullable === true && schema.enum === undefined) return;
  if (schema.type === undefined && schema['x-kubernetes-int-or-string'] !== true) return;
  const inList = typeof walk.path.at(-1) === 'number';
  const why = inList ? '' : ' Server-side apply, by which Flux applies, refuses it; leave the field out.';
  fail(walk, 'wrong-type', (field) => `${field} must be ${wantedType(schema)}, not null.${why}`);
}

function described(walk: Walk, value: Json): string {
  if (isList(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (isSecret(walk.kind, walk.path)) return typeof value === 'string' ? 'text' : `a ${typeof value}`;
  if (typeof value === 'string') return `the text ${shown(walk, value)}`;
  return typeof value === 'number' ? `the number ${value}` : `the boolean ${value}`;
}
