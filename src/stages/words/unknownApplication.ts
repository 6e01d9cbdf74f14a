import { applicationId, applicationNames, type ApplicationRef } from '../terms/applicationId.ts';

/** Applications that are named at most where another was asked for. */
const mostNames = 20;

/** Why an application cannot be chosen: it is in neither of two stages; with those that are. */
export function unknownApplication(
  name: string,
  [from, to]: readonly [string, string],
  all: readonly ApplicationRef[],
): string {
  const names = [...applicationNames(all).values()];
  const there = names.length === 0 ? 'There is none in either.' : thereAre(names);
  return `There is no application "${name}" in ${from} or ${to}. ${there}`;
}

/** Why a name chooses none: several applications have it; with the names that choose one. */
export function severalApplications(name: string, all: readonly ApplicationRef[]): string {
  return `Several applications are called "${name}". Name one of ${all.map(applicationId).join(', ')}.`;
}

/** Which names there are, as many as somebody will read. */
export function thereAre(names: readonly string[]): string {
  if (names.length === 0) return 'There is none.';
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `There are ${names.slice(0, mostNames).join(', ')}${more}.`;
}
