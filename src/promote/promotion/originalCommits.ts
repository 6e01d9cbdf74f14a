import { historyOf, type CommitFacts } from '../../git/history.ts';
import type { Plan } from '../../stages/terms/plan.ts';
import { issueKeys } from '../../stages/words/issueKeys.ts';
import type { OriginalCommit } from '../../stages/words/promotion.ts';
import type { Tree } from '../reading/trees.ts';

/** Where a promotion comes from. */
export interface Origins {
  /** The last commit that touched what moves, else the one that the source's files were read from. */
  readonly source: string;
  /** The newest first. */
  readonly commits: readonly OriginalCommit[];
  readonly more: boolean;
  readonly issues: readonly string[];
}

/** The commits that both stages were read from. */
export interface Commits {
  readonly from: string;
  readonly to: string;
}

/**
 * The commits that brought to the source's files what moves: those since the target's files were last changed, else the last
 * one. Throws a FailureError with a GitFailure, or the signal's reason.
 */
export async function originsOf(
  root: string,
  { moves, changes }: Plan,
  { from, to }: Commits,
  signal: AbortSignal,
): Promise<Origins> {
  const paths = unique(moves.flatMap(({ difference }) => difference.source?.place.path ?? []));
  const copied = changes.flatMap((change) => (change.kind === 'copy' ? [change.from] : []));
  const read = unique([...paths, ...copied]);
  const written = unique(changes.map(({ path }) => path));
  const [target] = (await historyOf(root, { to, paths: written, most: 1 }, signal)).commits;
  const range = { to: from, paths: read, ...(target !== undefined && { from: target.commit }) };
  const since = await historyOf(root, { ...range, most: 50 }, signal);
  const found = since.commits.length > 0 ? since : await historyOf(root, { to: from, paths: read, most: 1 }, signal);
  return {
    source: found.commits[0]?.commit ?? from,
    commits: found.commits.map(original),
    more: since.more,
    issues: unique(found.commits.flatMap(({ subject, body }) => issueKeys(`${subject}\n${body}`))),
  };
}

function original({ commit, author: { name, email }, subject }: CommitFacts): OriginalCommit {
  return { commit, author: `${name} <${email}>`, subject };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/**
 * The commit that brought to the source stage what a promotion moves; undefined outside of Git. Throws as {@link originsOf}.
 */
export async function promotionSource(
  root: string,
  {
    plan,
    source,
    target,
  }: { readonly plan: Plan; readonly source: Pick<Tree, 'commit'>; readonly target: Pick<Tree, 'commit'> },
  signal: AbortSignal,
): Promise<string | undefined> {
  if (source.commit === undefined || target.commit === undefined) return undefined;
  return (await originsOf(root, plan, { from: source.commit, to: target.commit }, signal)).source;
}
