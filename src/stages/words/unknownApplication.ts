/** Applications that are named at most where another was asked for. */
const mostNames = 20;

/** Why an application cannot be chosen: it is in neither of two stages; with those that are. */
export function unknownApplication(
  name: string,
  [from, to]: readonly [string, string],
  keys: readonly string[],
): string {
  const there = keys.length === 0 ? 'There is none in either.' : thereAre(keys);
  return `There is no application "${name}" in ${from} or ${to}. ${there}`;
}

/** Which names there are, as many as somebody will read. */
export function thereAre(names: readonly string[]): string {
  if (names.length === 0) return 'There is none.';
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `There are ${names.slice(0, mostNames).join(', ')}${more}.`;
}
