import type { Json } from '../../flux/object.ts';
import type { Schema } from '../schema.ts';
import type { Judge } from './maps.ts';
import { isIntOrString, wantedType } from './types.ts';
import { fail, ownerName, tryWalk, type Problem, type Trial, type Walk } from './walk.ts';

/** Judges a value by the schemas of allOf, anyOf, oneOf and not, which restrict it further but declare no fields. */
export function checkCombinations(walk: Walk, value: Json, schema: Schema, judge: Judge): void {
  const { allOf, anyOf, oneOf, not } = schema;
  if (allOf === undefined && anyOf === undefined && oneOf === undefined && not === undefined) return;
  if (allOf !== undefined) {
    for (const each of allOf) checkAll(walk, value, schema, each, judge);
  }
  // Part of an object says nothing about which alternative the whole takes.
  if (walk.options.mode === 'patch') return;
  if (anyOf !== undefined && !isTypeChoice(schema, anyOf)) checkAny(walk, value, anyOf, judge);
  if (oneOf !== undefined && !isTypeChoice(schema, oneOf)) checkOne(walk, value, oneOf, judge);
  if (not !== undefined) {
    const { trial } = attempt(walk, value, not, judge);
    if (trial.failures === 0 && !trial.unsure) {
      fail(walk, 'no-alternative', (field) => `${whole(walk, field)} ${forbidden(not)}.`);
    }
  }
}

function checkAll(walk: Walk, value: Json, schema: Schema, each: Schema, judge: Judge): void {
  // Kubernetes' OpenAPI writes a reference with a default so; there it is the value's schema itself.
  if (!walk.kind.custom && schema.properties === undefined) return judge(walk, value, each);
  if (walk.trial !== undefined) return judge(walk, value, each);
  const { problems } = attempt(walk, value, each, judge);
  const [first] = problems;
  if (first !== undefined) walk.problems.push(first);
}

/** `anyOf: [{type: integer}, {type: string}]` beside int-or-string says it once more. */
function isTypeChoice(schema: Schema, alternatives: readonly Schema[]): boolean {
  return isIntOrString(schema) && alternatives.every(isBareType);
}

function isBareType(schema: Schema): boolean {
  return schema.type !== undefined && Object.keys(schema).length === 1;
}

function checkAny(walk: Walk, value: Json, alternatives: readonly Schema[], judge: Judge): void {
  const failed: Attempt[] = [];
  for (const alternative of alternatives) {
    const tried = attempt(walk, value, alternative, judge);
    if (tried.trial.failures === 0) {
      if (tried.trial.unsure && walk.trial !== undefined) walk.trial.unsure = true;
      return;
    }
    failed.push(tried);
  }
  reportNone(walk, alternatives, failed);
}

function checkOne(walk: Walk, value: Json, alternatives: readonly Schema[], judge: Judge): void {
  const tried = alternatives.map((alternative) => attempt(walk, value, alternative, judge));
  const fitting = tried.filter(({ trial }) => trial.failures === 0);
  if (fitting.length === 0) return reportNone(walk, alternatives, tried);
  const sure = fitting.filter(({ trial }) => !trial.unsure).length;
  if (sure < fitting.length && walk.trial !== undefined) walk.trial.unsure = true;
  if (sure < 2) return;
  const fields = requiredOnly(alternatives);
  const message = (field: string): string =>
    fields === undefined
      ? `${whole(walk, field)} fits ${sure} of ${alternatives.length} alternatives, but must fit exactly one.`
      : `${whole(walk, field)} may have only one of ${quoted(fields)}.`;
  fail(walk, 'no-alternative', message);
}

interface Attempt {
  readonly trial: Trial;
  readonly problems: readonly Problem[];
}

/** Tries a schema. The problems hold the first failure only. */
function attempt(walk: Walk, value: Json, schema: Schema, judge: Judge): Attempt {
  const own = tryWalk(walk);
  judge(own, value, schema);
  return own;
}

function reportNone(walk: Walk, alternatives: readonly Schema[], failed: readonly Attempt[]): void {
  const fields = requiredOnly(alternatives);
  if (fields !== undefined) {
    return fail(walk, 'no-alternative', (field) => `${whole(walk, field)} needs one of ${quoted(fields)}.`);
  }
  if (alternatives.every(isBareType)) {
    const wanted = alternatives.map(wantedType).join(' or ');
    return fail(walk, 'wrong-type', (field) => `${field} must be ${wanted}.`, { wanted });
  }
  const closest = failed.toSorted((one, other) => one.trial.failures - other.trial.failures)[0]?.problems[0];
  const nearest = closest === undefined ? '' : ` Nearest: ${closest.message}`;
  const message = (field: string): string =>
    `${whole(walk, field)} fits none of ${alternatives.length} alternatives.${nearest}`;
  fail(walk, 'no-alternative', message);
}

function whole(walk: Walk, field: string): string {
  return field === '' || walk.path.length === 0 ? walk.kind.kind : ownerName(walk.kind, walk.path);
}

/** The fields between which alternatives choose, if each does no more than to require one. */
function requiredOnly(alternatives: readonly Schema[]): readonly string[] | undefined {
  const fields = alternatives.flatMap(({ required }) => (required?.length === 1 ? required : []));
  const simple = alternatives.every(
    ({ required, type, properties, anyOf, oneOf, allOf }) =>
      required?.length === 1 &&
      (type === undefined || type === 'object') &&
      properties === undefined &&
      (anyOf ?? oneOf ?? allOf) === undefined,
  );
  return simple ? fields : undefined;
}

function quoted(fields: readonly string[]): string {
  return fields.map((field) => `"${field}"`).join(', ');
}

function forbidden(not: Schema): string {
  const fields = not.required ?? not.anyOf?.flatMap(({ required }) => required ?? []);
  if (fields !== undefined && fields.length > 0) return `must not have ${quoted(fields)} here`;
  if (not.enum !== undefined) return `must not be ${not.enum.map((one) => JSON.stringify(one)).join(' or ')}`;
  return 'fits a schema that it must not fit';
}
