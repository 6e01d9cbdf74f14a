import type { Failure } from '../../base/failure.ts';
import { omitting } from './saved.ts';

/** Reviewers as GitHub's and Gitea's APIs take them. */
interface Requested {
  readonly reviewers?: readonly string[];
  readonly team_reviewers?: readonly string[];
}

/**
 * Asks for reviews: all at once and, where that is refused, one by one, so that one unknown name costs only itself.
 * `organisation/team` is a team, by the last part of its name.
 */
export async function requestReviews(
  names: readonly string[],
  ask: (requested: Requested) => Promise<unknown>,
): Promise<readonly Failure[]> {
  const attempt = (some: readonly string[]): Promise<readonly Failure[]> =>
    omitting(`The reviewer ${some.join(', ')} was not asked`, () => ask(requested(some)));
  if (names.length === 0) return [];
  const failures = await attempt(names);
  if (failures.length === 0 || names.length === 1) return failures;
  const each: Failure[] = [];
  for (const name of names) each.push(...(await attempt([name])));
  return each;
}

function requested(names: readonly string[]): Requested {
  const teams = names.filter((name) => name.includes('/')).map((name) => name.slice(name.lastIndexOf('/') + 1));
  const people = names.filter((name) => !name.includes('/'));
  return { ...(people.length > 0 && { reviewers: people }), ...(teams.length > 0 && { team_reviewers: teams }) };
}
