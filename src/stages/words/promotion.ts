import type { Plan } from '../terms/plan.ts';

/** What the texts of a promotion are made of. */
export interface Promotion {
  readonly plan: Plan;
  /** The commit that the source stage's files were read from. */
  readonly source: string;
  /** Commits that brought to the source stage what moves, the newest first. */
  readonly commits: readonly OriginalCommit[];
  /** Whether there are more of them than are listed. */
  readonly more: boolean;
  /** Issue keys found in these commits. */
  readonly issues: readonly string[];
  /** Of the CI run that promotes; absent where none is known. */
  readonly buildNumber?: string;
}

/** A commit that a promotion carries on. */
export interface OriginalCommit {
  readonly commit: string;
  /** `Name <mail>`. */
  readonly author: string;
  readonly subject: string;
  /** Its page on the forge. */
  readonly url?: string;
}

/** The applications that a plan moves something of or copies, in its order: their names by their ids. */
export function movedApplications({ moves, copies }: Pick<Plan, 'moves' | 'copies'>): ReadonlyMap<string, string> {
  return new Map([...moves, ...copies].map((one) => [one.applicationId, one.application]));
}
