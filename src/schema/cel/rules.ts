import type { Json } from '../../flux/object.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import type { KindSchema, Schema, ValidationRule } from '../schema.ts';
import { isList, unknownValue } from '../validate/value.ts';
import type { Budget } from './budget.ts';
import { evaluateRule, type Outcome } from './evaluateRule.ts';
import { OverBudget } from './failure.ts';
import { fieldPathSteps } from './fieldPath.ts';
import { asResource, fromJson, type Reading } from './fromJson.ts';
import { holdsRules, isExposed } from './reach.ts';
import type { Value } from './value.ts';

/** A rule that a document does not keep. */
export interface RuleFailure {
  /** The value that the rule is about, with its `fieldPath` where it is false; a field at its end can be missing in the document. */
  readonly path: Path;
  /** The rule's own message, or what it says. */
  readonly message: string;
  readonly rule: ValidationRule;
  /** What the rule was evaluated on. */
  readonly value: Json;
  /** The schema that the rule stands in. */
  readonly schema: Schema;
}

export interface RuleOptions {
  /** Whether something else than the document gives a field, e.g. a patch: rules that depend on it give no verdict. */
  readonly isSupplied?: ((path: Path) => boolean) | undefined;
  /** Called for each rule that gives no verdict, and why: a function that is not supported, an unknown value, the cost. */
  readonly onUnsupported?: (rule: ValidationRule, reason: string) => void;
  /** What the document's rules may cost together, in steps of some tens of nanoseconds. */
  readonly steps?: number;
}

interface Check extends Reading {
  readonly budget: Budget;
  readonly report: (failure: RuleFailure) => void;
  readonly onUnsupported: (rule: ValidationRule, reason: string) => void;
}

/** Together less than a tenth of a second. */
const mostSteps = 750_000;

/**
 * Reports the CEL rules (`x-kubernetes-validations`) that a whole document does not keep. The value is the document's with
 * the schema's defaults in place, and `unknownValue` where it is not known: rules that depend on such a value give no verdict.
 * The API server evaluates rules only once types, required fields, enums and sizes are
 * right: so should the caller. Rules about a change (`oldSelf`) are left out, unless it is optional in them.
 *
 * A rule fails if it is false, or if its evaluation fails for a reason that the API server would have, too (a missing
 * field, an index out of range, a text that is no quantity). Anything else that keeps a rule from being evaluated gives no
 * verdict.
 */
export function checkRules(
  value: Json,
  kind: KindSchema,
  report: (failure: RuleFailure) => void,
  options: RuleOptions = {},
): void {
  if (!kind.custom || !holdsRules(kind)) return;
  const check: Check = {
    budget: { left: options.steps ?? mostSteps },
    resolve: (schema) => (schema.$ref === undefined ? schema : (kind.definition(schema.$ref) ?? {})),
    isSupplied: options.isSupplied,
    onUnsupported: options.onUnsupported ?? (() => undefined),
    report,
  };
  const root = asResource(check.resolve(kind.schema));
  walk(value, root, root, [], kind, check);
}

/** Evaluates the rules of a value and of all below it. `rules` is the schema that holds them: the value's own or one of its `allOf`. */
function walk(value: Json, rules: Schema, schema: Schema, path: Path, kind: KindSchema, check: Check): void {
  if (value === null || value === unknownValue || !isExposed(schema, check.resolve) || !holdsRules(kind, rules)) return;
  evaluateAll(value, rules, schema, path, check);
  for (const part of rules.allOf ?? []) walk(value, check.resolve(part), schema, path, kind, check);
  if (isList(value)) {
    const items = below(rules.items, schema.items, check);
    if (items === undefined) return;
    for (const [index, item] of value.entries()) walk(item, ...items, [...path, index], kind, check);
  } else if (typeof value === 'object') {
    for (const [name, field] of Object.entries(value)) {
      const found = fieldBelow(name, rules, schema, check);
      if (found !== undefined) walk(field ?? null, ...found, [...path, name], kind, check);
    }
  }
}

function fieldBelow(name: string, rules: Schema, schema: Schema, check: Check): readonly [Schema, Schema] | undefined {
  if (schema.properties !== undefined) {
    if (!Object.hasOwn(schema.properties, name) || !Object.hasOwn(rules.properties ?? {}, name)) return undefined;
    return below(rules.properties?.[name], schema.properties[name], check);
  }
  return below(asSchema(rules.additionalProperties), asSchema(schema.additionalProperties), check);
}

function below(
  rules: Schema | undefined,
  own: Schema | undefined,
  check: Check,
): readonly [Schema, Schema] | undefined {
  if (rules === undefined || own === undefined) return undefined;
  const schema = check.resolve(own);
  return [check.resolve(rules), schema['x-kubernetes-embedded-resource'] === true ? asResource(schema) : schema];
}

function asSchema(schema: Schema | boolean | undefined): Schema | undefined {
  return typeof schema === 'object' ? schema : undefined;
}

function evaluateAll(json: Json, rules: Schema, schema: Schema, path: Path, check: Check): void {
  let self: Value | undefined;
  for (const rule of rules['x-kubernetes-validations'] ?? []) {
    self ??= fromJson(json, schema, check, path);
    const outcome = evaluate(rule, self, check);
    if (outcome === 'kept') continue;
    if ('reason' in outcome) {
      check.onUnsupported(rule, outcome.reason);
      continue;
    }
    const failed = outcome.isFalse ? [...path, ...fieldPathSteps(rule.fieldPath ?? '')] : path;
    check.report({ path: failed, message: outcome.message, rule, value: json, schema: rules });
  }
}

function evaluate(rule: ValidationRule, self: Value, { budget }: Check): Outcome {
  try {
    return evaluateRule(rule, self, budget);
  } catch (error) {
    // Nothing is left for other rules, either.
    if (error instanceof OverBudget) budget.left = 0;
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
