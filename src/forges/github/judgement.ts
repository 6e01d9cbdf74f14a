import { approving } from '../request/approving.ts';
import { at, numberAt, textAt } from '../request/json.ts';
import type { Check } from '../terms/forge.ts';

/** A `status` of GitHub's combined status: what other systems report. */
export function readStatus(status: unknown): Check {
  return {
    name: textAt(status, 'context') ?? 'default',
    state: states.get(textAt(status, 'state') ?? '') ?? 'pending',
    url: textAt(status, 'target_url'),
  };
}

/** A `check-run` of GitHub: what Actions and other apps report. */
export function readCheckRun(run: unknown): Check {
  const isDone = textAt(run, 'status') === 'completed';
  return {
    name: textAt(run, 'name') ?? 'check',
    state: isDone ? (states.get(textAt(run, 'conclusion') ?? '') ?? 'failure') : 'pending',
    url: textAt(run, 'html_url'),
  };
}

/** States of statuses and conclusions of check runs; a conclusion that is not listed keeps from merging. */
const states: ReadonlyMap<string, Check['state']> = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['pending', 'pending'],
  ['neutral', 'neutral'],
  ['skipped', 'neutral'],
]);

/** Who approves, by the last word of each; comments change nothing. */
export function approversOf(reviews: readonly unknown[]): string[] {
  return approving(
    reviews.flatMap((review) => {
      const login = textAt(review, 'user', 'login');
      const state = textAt(review, 'state');
      if (login === undefined || state === undefined || !decisive.has(state)) return [];
      return [[login, state === 'APPROVED'] as const];
    }),
  );
}

const decisive = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);

/**
 * How many approvals a branch needs, by the rules that hold for it (rulesets), the strictest. Classic branch protection
 * is told to administrators only: without a ruleset the number of a protected branch is unknown.
 */
export function requiredApprovals(rules: readonly unknown[], branch: unknown): number | undefined {
  const counts = rules
    .filter((rule) => at(rule, 'type') === 'pull_request')
    .map((rule) => numberAt(rule, 'parameters', 'required_approving_review_count') ?? 0);
  if (counts.length > 0) return Math.max(...counts);
  return at(branch, 'protected') === false ? 0 : undefined;
}
