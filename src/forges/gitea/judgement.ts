import { approving } from '../request/approving.ts';
import { at, numberAt, textAt } from '../request/json.ts';
import type { Check } from '../terms/forge.ts';

/** A `CommitStatus` of Gitea's API. */
export function readCheck(status: unknown): Check {
  return {
    name: textAt(status, 'context') ?? 'default',
    state: states.get(textAt(status, 'status') ?? '') ?? 'pending',
    url: textAt(status, 'target_url'),
  };
}

/** Gitea's modules/commitstatus: `warning` and `skipped` do not keep a pull request from being merged. */
const states: ReadonlyMap<string, Check['state']> = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['pending', 'pending'],
  ['warning', 'neutral'],
  ['skipped', 'neutral'],
]);

/**
 * Who approves, by the last word of each: a `PullReview` that was dismissed counts no more, comments change nothing.
 */
export function approversOf(reviews: readonly unknown[]): string[] {
  return approving(
    reviews.flatMap((review) => {
      const login = textAt(review, 'user', 'login');
      const state = textAt(review, 'state');
      if (login === undefined || (state !== 'APPROVED' && state !== 'REQUEST_CHANGES')) return [];
      return [[login, state === 'APPROVED' && at(review, 'dismissed') !== true] as const];
    }),
  );
}

/** What a `Branch` says of the approvals that a merge into it needs. */
export function requiredApprovals(branch: unknown): number | undefined {
  return at(branch, 'protected') === false ? 0 : numberAt(branch, 'required_approvals');
}
