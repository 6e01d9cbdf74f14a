/** Applications that are named at most where another was asked for. */
const mostNames = 20;

/** Why an application cannot be chosen: it is in neither of two stages; with those that are. */
export function unknownApplication(
  name: string,
  [from, to]: readonly [string, string],
  keys: readonly string[],
): string {
  const more = keys.length > mostNames ? ` and ${keys.length - mostNames} more` : '';
  const there =
    keys.length === 0 ? 'There is none in either.' : `There are ${keys.slice(0, mostNames).join(', ')}${more}.`;
  return `There is no application "${name}" in ${from} or ${to}. ${there}`;
}
