/** Who approves, by the last word of each: logins with whether that word approves, in the order in which they were said. */
export function approving(words: Iterable<readonly [login: string, approves: boolean]>): string[] {
  return [...new Map(words)].filter(([, approves]) => approves).map(([login]) => login);
}
