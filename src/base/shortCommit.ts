/** A commit in a sentence or a list: long enough to be the only one of its beginning, and to be found by it. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}
