import { OverBudget } from './failure.ts';

/** Steps of evaluation that are left for a document. A step takes some tens of nanoseconds. */
export interface Budget {
  left: number;
}

/**
 * Takes steps from a budget.
 *
 * @throws {OverBudget} when none are left
 */
export function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new OverBudget('evaluation costs too much');
}
