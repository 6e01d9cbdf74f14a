import type { Json } from '../../flux/object.ts';
import type { Schema } from '../schema.ts';
import { checkDefinition } from './builtin/definitions.ts';
import { checkCombinations } from './combinations.ts';
import { checkList } from './lists.ts';
import { checkMap } from './maps.ts';
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
    const wanted = wantedType(own);
    const message = (field: string): string => `${field} must be ${wanted}, not ${described(walk, value)}.`;
    return fail(walk, 'wrong-type', message, { wanted });
  }
  if (isList(value)) checkList(walk, value, own, judge);
  else if (typeof value === 'object') checkMap(walk, value, own, judge);
  else checkScalar(walk, value, own);
  checkCombinations(walk, value, own, judge);
  if (schema.$ref === undefined || walk.kind.custom) return;
  const object = asObject(value);
  if (object !== undefined) checkDefinition(walk, schema.$ref, object);
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
