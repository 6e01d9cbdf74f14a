import type { Json } from '../../flux/object.ts';
import { isList } from '../validate/value.ts';
import { compile, namesFrom } from './compile.ts';
import { truth } from './evaluate.ts';
import { RuleError } from './failure.ts';
import { parseExpression } from './parse.ts';
import { listOf, type CelMap, type Value } from './value.ts';

/** What comes of a condition: its truth, that it fails as it would in Flux, or why that cannot be told. */
export type ConditionOutcome = boolean | { readonly error: string } | { readonly reason: string };

/** A condition may cost as much as all rules of a document. */
const mostSteps = 750_000;

/** Fields of objects without a schema are of any type: Flux takes such a result for none, even if it is a boolean. */
const untypedResults: ReadonlySet<string> = new Set(['.', '[]', 'id']);

/**
 * Evaluates an expression over objects without a schema, as Flux does for `readyExpr` (fluxcd/pkg, runtime/cel/expression.go):
 * whole numbers are ints, a missing key is an error, and the result must be known to be a boolean before it is evaluated.
 * Functions that the API server has and Flux has not are evaluated too.
 */
export function evaluateCondition(expression: string, variables: Readonly<Record<string, Json>>): ConditionOutcome {
  try {
    if (untypedResults.has(parseExpression(expression).op)) return { error: 'its result may be no boolean' };
    const { evaluate } = compile(expression, namesFrom(Object.keys(variables)));
    return truth(evaluate({ slots: Object.values(variables).map(untyped), budget: { left: mostSteps } }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return error instanceof RuleError ? { error: message } : { reason: message };
  }
}

/** A value as it is in JSON. */
function untyped(json: Json): Value {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return listOf(json.map(untyped));
  const fields = new Map(
    Object.entries(json).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const map: CelMap = {
    kind: 'map',
    keys: () => [...fields.keys()],
    find: (key) => {
      const value = typeof key === 'string' ? fields.get(key) : undefined;
      return value === undefined ? undefined : untyped(value);
    },
  };
  return map;
}
