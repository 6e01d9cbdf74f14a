import type { ValidationRule } from '../schema.ts';
import type { Budget } from './budget.ts';
import { type Compiled, oldSelfSlot, selfSlot } from './compile.ts';
import { compiledExpression, countsForNew } from './compiledRule.ts';
import { truth } from './evaluate.ts';
import { NoVerdict, OverBudget, RuleError } from './failure.ts';
import { none, type Value } from './value.ts';

/** What comes of a rule: kept (no failure), the message of its failure, or why there is no verdict. */
export type Outcome = { readonly failure: string | undefined } | { readonly reason: string };

/** A message that an expression makes may be as long as this, in the API server. */
const longestMessage = 5 * 1024;

/**
 * Evaluates a rule on the value that it is about.
 *
 * @throws {OverBudget} when the budget is used up
 */
export function evaluateRule(rule: ValidationRule, self: Value, budget: Budget): Outcome {
  const compiled = compiledExpression(rule.rule);
  if ('reason' in compiled) return compiled;
  if (!countsForNew(rule, compiled)) return { failure: undefined };
  try {
    if (truth(run(compiled, self, budget))) return { failure: undefined };
  } catch (error) {
    if (error instanceof OverBudget) throw error;
    if (error instanceof RuleError)
      return { failure: `${error.message} evaluating rule: ${rule.message ?? rule.rule}` };
    return { reason: error instanceof Error ? error.message : String(error) };
  }
  return { failure: messageOf(rule, self, budget) };
}

function run({ evaluate }: Compiled, self: Value, budget: Budget): Value {
  const slots: Value[] = [];
  slots[selfSlot] = self;
  slots[oldSelfSlot] = none;
  return evaluate({ slots, budget });
}

/** What messageExpression makes, unless it fails or is no single line; else the message, else the rule itself. */
function messageOf(rule: ValidationRule, self: Value, budget: Budget): string {
  const made = rule.messageExpression === undefined ? undefined : madeMessage(rule.messageExpression, self, budget);
  if (made !== undefined) return made;
  const message = rule.message?.trim() ?? '';
  return message === '' ? `failed rule: ${rule.rule.trim()}` : message;
}

function madeMessage(expression: string, self: Value, budget: Budget): string | undefined {
  const compiled = compiledExpression(expression);
  if ('reason' in compiled) return undefined;
  try {
    const made = run(compiled, self, budget);
    const message = typeof made === 'string' ? made.trim() : '';
    return message === '' || message.length > longestMessage || message.includes('\n') ? undefined : message;
  } catch (error) {
    if (error instanceof NoVerdict || error instanceof RuleError || error instanceof OverBudget) return undefined;
    throw error;
  }
}
