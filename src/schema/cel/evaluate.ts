import { type Budget, spend } from './budget.ts';
import { NoVerdict, OverBudget, RuleError } from './failure.ts';
import { noOverload, type Value } from './value.ts';

/** What an evaluation works with: the variables in their slots and what it may cost. */
export interface Scope {
  readonly slots: Value[];
  readonly budget: Budget;
}

/** An expression made ready: evaluated as often as needed. */
export type Evaluate = (scope: Scope) => Value;

/** The variables of an expression by name: each has a slot. */
export interface Names {
  readonly slotOf: ReadonlyMap<string, number>;
  readonly next: number;
}

/** To throw takes as long as so many steps. */
const errorSteps = 100;

/** The truth of an expression, or why it has none. */
export function attempt(evaluate: Evaluate, scope: Scope): boolean | RuleError | NoVerdict {
  try {
    return truth(evaluate(scope));
  } catch (error) {
    if (error instanceof OverBudget) throw error;
    spend(scope.budget, errorSteps);
    return error instanceof RuleError || error instanceof NoVerdict ? error : new NoVerdict(String(error));
  }
}

/** Throws the error that counts most, if there is one: a missing verdict more than an error, so that no failure is guessed. */
export function throwWorst(...results: readonly (boolean | RuleError | NoVerdict | undefined)[]): void {
  const error =
    results.find((result) => result instanceof NoVerdict) ?? results.find((result) => result instanceof RuleError);
  if (error !== undefined) throw error;
}

/** The boolean that a value is; there is no verdict on others. */
export function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw noOverload(value);
}
