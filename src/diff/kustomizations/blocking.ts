import type { Outcome } from '../terms/outcome.ts';
import type { Action, Blocker } from '../terms/prediction.ts';
import { nameInSentence } from '../../flux/object.ts';

/** What one failing object does to the others of its Kustomization. */
export interface Blocked {
  readonly outcomes: readonly Outcome[];
  readonly blockers: readonly Blocker[];
}

/**
 * Marks what Flux does not come to. A stage is dry-run as a whole before anything of it is applied, and nothing is pruned
 * unless all stages were applied; but what `force` deletes is deleted during the dry-run, and then not made anew (pkg/ssa,
 * manager_apply.go ApplyAll).
 */
export function withBlocked(outcomes: readonly Outcome[]): Blocked {
  const stage = firstFailingStage(outcomes);
  if (stage === undefined) return { outcomes, blockers: [] };
  const failing = outcomes.filter((one) => one.stage === stage && isFailing(one));
  return {
    outcomes: outcomes.map((one) => ((one.stage ?? Infinity) >= stage ? held(one, stage) : one)),
    blockers: failing.map((one) => ({
      kind: 'object',
      message: sentence(one, stage === 0 ? '' : ' of this stage or later ones'),
      ...(one.origin && { origin: one.origin }),
      ...(one.isOlder === true && { isOlder: true }),
    })),
  };
}

/** Marks what Flux does not come to, where it would do something: before or after it is made ready to be shown. */
export function asBlocked<One extends { readonly action: Action; readonly isBlocked?: boolean }>(one: One): One {
  return one.action === 'unchanged' || one.action === 'skip' ? one : { ...one, isBlocked: true };
}

/** Neither it nor a later one is applied, and nothing is pruned. */
function firstFailingStage(outcomes: readonly Outcome[]): number | undefined {
  const failing = outcomes.flatMap((one) => (one.stage !== undefined && isFailing(one) ? [one.stage] : []));
  return failing.length === 0 ? undefined : Math.min(...failing);
}

/** Whether Flux stops at it. */
export function isFailing({ action }: Outcome): boolean {
  return action === 'error' || action === 'deleteOnly';
}

function held(one: Outcome, stage: number): Outcome {
  switch (one.action) {
    case 'unchanged':
    case 'skip':
    case 'error':
    case 'deleteOnly':
      return one;
    case 'recreate':
      if (one.stage !== stage) return { ...one, isBlocked: true };
      return {
        ...one,
        action: 'deleteOnly',
        message: 'Flux may delete it and then stops at what fails, so it stays away.',
      };
    default:
      return { ...one, isBlocked: true };
  }
}

function sentence({ key, refusal, message }: Outcome, what: string): string {
  const cause = refusal?.message ?? message ?? 'it is refused';
  return `Flux will apply nothing${what} and prune nothing: ${nameInSentence(key)} fails: ${cause}`;
}
