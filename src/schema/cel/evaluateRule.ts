import type { ValidationRule } from '../schema.ts';
import type { Budget } from './budget.ts';
import { type Compiled, oldSelfSlot, selfSlot } from './compile.ts';
import { compiledExpression, countsForNew } from './compiledRule.ts';
import { truth } from './evaluate.ts';
import { NoVerdict, OverBudget, RuleError } from './failure.ts';
import { none, type Value } from './value.ts';

/** What comes of a rule: it is kept, or fails with a message (at its `fieldPath` if it is false), or there is no verdict. */
export type Outcome = 'kept' | Failure | { readonly reason: string };

export interface Failure {
  readonly message: string;
  /** Whether the rule is false; otherwise its evaluation failed. */
  readonly isFalse: boolean;
}

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
  if (!countsForNew(rule, compiled)) return 'kept';
  try {
    if (truth(run(compiled, self, budget))) return 'kept';
  } catch (error) {
    if (error instanceof OverBudget) throw error;
    if (error instanceof RuleError)
      return { message: `${error.message} evaluating rule: ${ownMessage(rule) ?? rule.rule.trim()}`, isFalse: false };
    return { reason: error instanceof Error ? error.message : String(error) };
  }
  return { message: messageOf(rule, self, budget), isFalse: true };
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
  return made ?? ownMessage(rule) ?? `failed rule: ${rule.rule.trim()}`;
}

function ownMessage({ message = '' }: ValidationRule): string | undefined {
  return message.trim() === '' ? undefined : message.trim();
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
