import type { Plan } from '../../stages/terms/plan.ts';
import { movedApplications } from '../../stages/words/promotion.ts';
import { hashOf, headBranchOf } from '../publishing/publishChange.ts';

/** What a promotion does, for telling whether another does the same. */
export function keyOf({ moves, copies }: Plan): string {
  return hashOf([
    ...moves.map(({ difference, after }) => [difference.id, after]),
    ...copies.map(({ applicationId, path, text }) => [applicationId, path, text ?? null]),
  ]);
}

/** Promotions of the same applications between the same stages replace each other. */
export function familyOf(plan: Plan): string {
  return `${plan.from}>${plan.to}:${[...movedApplications(plan).keys()].sort().join(',')}`;
}

/** The branch of a promotion: the same for the same applications and stages, so that a newer version takes its place. */
export function headBranch(plan: Plan): string {
  const applications = [...movedApplications(plan).values()].sort();
  const [first = 'nothing'] = applications;
  const more = applications.length > 1 ? `-and-${applications.length - 1}-more` : '';
  return headBranchOf('promote', `${first}${more}-to-${plan.to}`, familyOf(plan));
}
