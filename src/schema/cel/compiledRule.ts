import type { ValidationRule } from '../schema.ts';
import { compile, type Compiled } from './compile.ts';

/** An expression that is ready, or why it cannot be. */
export type CompiledOrReason = Compiled | { readonly reason: string };

/** So many expressions are kept; the one longest unused goes first. */
const mostExpressions = 2_000;

const compiled = new Map<string, CompiledOrReason>();

/** A rule's expression, compiled once for all schemas and documents: values bring their types with them. */
export function compiledExpression(expression: string): CompiledOrReason {
  const known = compiled.get(expression) ?? compileSafely(expression);
  compiled.delete(expression);
  compiled.set(expression, known);
  for (const oldest of compiled.keys()) {
    if (compiled.size <= mostExpressions) break;
    compiled.delete(oldest);
  }
  return known;
}

/** Whether a rule counts for a new object: rules about the change from the old one do not, unless it is optional in them. */
export function countsForNew(rule: ValidationRule, { usesOldSelf }: Compiled): boolean {
  return !usesOldSelf || rule.optionalOldSelf === true;
}

function compileSafely(expression: string): CompiledOrReason {
  try {
    return compile(expression);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
